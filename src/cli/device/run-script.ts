import { once } from 'node:events';
import type { HeadlessBoard } from './headless-board';
import { RawReplClient } from './raw-repl-client';

/** Runs a script on a board. @returns the exit code: 0, 1 after an exception, or what was given to `sys.exit` */
export async function runScript(board: HeadlessBoard, source: string): Promise<number> {
  let status = 0;
  board.session.onExit((given) => (status = given));
  const failed = board.failed();
  if ((await Promise.race([started(board), failed])) === 'failed') return 1;
  await board.outside;
  const { stdout, stderr, stdin } = process;
  const client = new RawReplClient(board.port, new TextEncoder().encode(source), {
    onOutput: (bytes, done) => void stdout.write(bytes, done),
    onError: (bytes) => void stderr.write(bytes),
  });
  stdin.on('data', (bytes: Uint8Array) => client.write(bytes));
  try {
    const end = await Promise.race([client.ended, failed]);
    return end === 'exit' ? status : end === 'done' ? 0 : 1;
  } finally {
    stdin.destroy();
    if (stdout.writableNeedDrain) await once(stdout, 'drain');
  }
}

/** It boots; `boot.py` and `main.py` may run, and are interrupted. */
function started({ session }: HeadlessBoard): Promise<void> {
  return new Promise((settle) => {
    const stop = session.subscribe(() => {
      const { device, fault } = session.snapshot;
      if (!fault && (!device || device.activity.kind === 'starting')) return;
      stop();
      settle();
    });
  });
}
