import { webFlash } from './flash/web-flash';
import type { FlashStore, SessionHost, WorkerPort } from './worker-port';

export interface WebHostOptions {
  readonly deviceWorker: () => Worker;
  readonly netWorker: () => Worker;
  /** Where the rewritten interpreter lies. */
  readonly interpreterUrl: string;
  readonly flash?: FlashStore;
}

/** A session's surroundings in a page. */
export function webHost({ deviceWorker, netWorker, interpreterUrl, flash }: WebHostOptions): SessionHost {
  return {
    startDeviceWorker: () => webWorker(deviceWorker()),
    startNetWorker: () => webWorker(netWorker()),
    createChannel: () => {
      const { port1, port2 } = new MessageChannel();
      return { one: port1, other: port2 };
    },
    loadInterpreter: (afresh) => WebAssembly.compileStreaming(fetchInterpreter(interpreterUrl, afresh)),
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

function webWorker(worker: Worker): WorkerPort<unknown, unknown> {
  return {
    post: (message, transfer) => worker.postMessage(message, (transfer ?? []) as Transferable[]),
    onMessage: (listener) => {
      const onMessage = ({ data }: MessageEvent<unknown>): void => listener(data);
      worker.addEventListener('message', onMessage);
      return () => worker.removeEventListener('message', onMessage);
    },
    onFailure: (listener) => {
      // A worker whose script cannot be loaded gives an event without a message.
      const onError = (event: Event): void =>
        listener(
          event instanceof ErrorEvent && event.message ? event.message : 'its script could not be loaded',
        );
      const onGarbled = (): void => listener('a message that cannot be read');
      worker.addEventListener('error', onError);
      worker.addEventListener('messageerror', onGarbled);
      return () => {
        worker.removeEventListener('error', onError);
        worker.removeEventListener('messageerror', onGarbled);
      };
    },
    terminate: () => worker.terminate(),
  };
}
