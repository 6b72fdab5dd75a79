import interpreterUrl from 'virtual:interpreter/wasm-url';
import type { Road } from './protocol/road';
import { BoardSession } from './session/board-session';
import { randomName } from './session/random-name';
import { webHost } from './session/web-host';

/** Starts the board of this page: the only place that knows the workers' files. */
export function startSession(road: Road['kind']): BoardSession {
  return new BoardSession(
    webHost({
      road,
      deviceWorker: () =>
        new Worker(new URL('./worker/device-worker.ts', import.meta.url), { type: 'module', name: 'device' }),
      netWorker: () =>
        new Worker(new URL('./worker/net-worker.ts', import.meta.url), { type: 'module', name: 'net' }),
      interpreterUrl,
      libraries: async () => (await import('./interpreter/libraries')).LIBRARIES,
      newName: randomName,
    }),
  );
}
