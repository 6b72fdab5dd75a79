import interpreterUrl from 'virtual:interpreter/wasm-url';
import { randomName } from '../../session/random-name';
import { webHost } from '../../session/web-host';
import type { FlashStore, WorkerPort } from '../../session/worker-port';
import { decode, encode, type FromPage, type Token, type ToPage } from './wire';

/** A page that has no session of its own: it starts workers for a test in Node, and hands on what they say. */
const host = webHost({
  road: 'messages',
  deviceWorker: () =>
    new Worker(new URL('../../worker/device-worker.ts', import.meta.url), { type: 'module' }),
  netWorker: () => new Worker(new URL('../../worker/net-worker.ts', import.meta.url), { type: 'module' }),
  interpreterUrl,
  // The test has these and the flash.
  libraries: () => Promise.reject(new Error('a page without a session')),
  newName: randomName,
  flash: {} as FlashStore,
});
const interpreter = await host.loadInterpreter(false);
const workers = new Map<number, WorkerPort<unknown, unknown>>();
const ports = new Map<number, unknown>();

const socket = new WebSocket(`ws://${location.host}/page${location.search}`);
socket.binaryType = 'arraybuffer';
const say = (message: FromPage): void => socket.send(encode(message).slice());
const find = ({ of, number }: Token): unknown => (of === 'module' ? interpreter : ports.get(number));

socket.addEventListener('message', ({ data }: MessageEvent<ArrayBuffer>) => {
  const message = decode(new Uint8Array(data), find) as ToPage;
  switch (message.kind) {
    case 'start':
      start(message.worker, message.of);
      return;
    case 'post':
      workers.get(message.worker)?.post(message.message, message.transfer);
      return;
    case 'terminate':
      workers.get(message.worker)?.terminate();
      workers.delete(message.worker);
      return;
    case 'channel': {
      const { one, other } = host.createChannel();
      ports.set(message.one, one);
      ports.set(message.other, other);
    }
  }
});

function start(worker: number, of: 'device' | 'net'): void {
  const port = of === 'device' ? host.startDeviceWorker() : host.startNetWorker();
  workers.set(worker, port);
  port.onMessage((message) => say({ kind: 'message', worker, message }));
  port.onFailure((detail) => say({ kind: 'failure', worker, detail }));
}
