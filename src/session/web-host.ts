import type { ExpressMessage } from '../protocol/express';
import type { Libraries } from '../protocol/libraries';
import type { Road } from '../protocol/road';
import { webFlash } from './flash/web-flash';
import type { Dispose } from '../shared/disposable';
import type { FlashStore, SessionHost, WorkerPort } from './worker-port';

export interface WebHostOptions {
  readonly road: Road['kind'];
  readonly deviceWorker: () => Worker;
  readonly netWorker: () => Worker;
  /** Where the rewritten interpreter lies. */
  readonly interpreterUrl: string;
  readonly libraries: () => Promise<Libraries>;
  /** A name that nobody else uses. */
  readonly newName: () => string;
  readonly flash?: FlashStore;
}

/** A session's surroundings in a page. */
export function webHost({
  road,
  deviceWorker,
  netWorker,
  interpreterUrl,
  libraries,
  newName,
  flash,
}: WebHostOptions): SessionHost {
  return {
    road,
    startDeviceWorker: () => webWorker(deviceWorker(), `pinwire.device.${newName()}`),
    startNetWorker: () => webWorker(netWorker()),
    createChannel: () => {
      const { port1, port2 } = new MessageChannel();
      return { one: port1, other: port2 };
    },
    loadInterpreter: (afresh) => WebAssembly.compileStreaming(fetchInterpreter(interpreterUrl, afresh)),
    loadLibraries: libraries,
    after: (delay, fire) => {
      const timer = setTimeout(fire, delay);
      return () => clearTimeout(timer);
    },
    flash: flash ?? webFlash('pinwire'),
  };
}

async function fetchInterpreter(url: string, afresh: boolean): Promise<Response> {
  const response = await fetch(url, { credentials: 'same-origin', cache: afresh ? 'reload' : 'default' });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${response.statusText}`);
  // `compileStreaming` insists on the media type, which some static hosts do not know.
  if (response.headers.get('Content-Type') === 'application/wasm') return response;
  return new Response(response.body, { headers: { 'Content-Type': 'application/wasm' } });
}

/**
 * @param express a name for the channel by which the worker answers, in place of `postMessage`. After a key or a click
 *   Chromium puts off what comes by that until it has shown a frame (its feature DeferRendererTasksAfterInput): the
 *   board's echo would miss that frame, and its prompt come 16 ms late after Ctrl-C. A BroadcastChannel is not put off.
 */
function webWorker(worker: Worker, express?: string): WorkerPort<unknown, unknown> {
  const channel =
    express === undefined || !('BroadcastChannel' in globalThis) ? null : new BroadcastChannel(express);
  if (channel) worker.postMessage({ kind: 'express', channel: channel.name } satisfies ExpressMessage);
  const sources = channel ? [worker, channel] : [worker];
  const listen = (type: string, listener: (event: Event) => void): Dispose => {
    for (const source of sources) source.addEventListener(type, listener);
    return () => {
      for (const source of sources) source.removeEventListener(type, listener);
    };
  };
  return {
    post: (message, transfer) => worker.postMessage(message, (transfer ?? []) as Transferable[]),
    onMessage: (listener) =>
      listen('message', (event) => {
        if ('data' in event) listener(event.data);
      }),
    onFailure: (listener) => {
      // A worker whose script cannot be loaded gives an event without a message.
      const failed = listen('error', (event) => {
        const detail = 'message' in event ? String(event.message) : '';
        listener(detail || 'its script could not be loaded');
      });
      const garbled = listen('messageerror', () => listener('a message that cannot be read'));
      return () => {
        failed();
        garbled();
      };
    },
    terminate: () => {
      channel?.close();
      worker.terminate();
    },
  };
}
