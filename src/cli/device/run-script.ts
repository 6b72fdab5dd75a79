import { once } from 'node:events';
import { say } from '../commands/saying';
import { DisposableStore } from '../../shared/disposable';
import type { Ending } from './ending';
import type { HeadlessBoard } from './headless-board';
import { RawReplClient } from './raw-repl-client';

/** How long after Ctrl-D it is looked whether the script still asks, in milliseconds. */
const AGAIN = 1_000;

/** Runs a script on a board. @returns its result: 0, 1 after an exception, or what was given to `sys.exit` */
export async function runScript(board: HeadlessBoard, source: Uint8Array): Promise<Ending> {
  const running = new RunningScript(board, source);
  try {
    return await Promise.race([running.result(), running.cutOff()]);
  } finally {
    await running.close();
  }
}

class RunningScript {
  readonly #board: HeadlessBoard;
  readonly #source: Uint8Array;
  readonly #owned = new DisposableStore();
  #client: RawReplClient | null = null;
  #wasInterrupted = false;
  #giveUp: () => void = () => undefined;

  constructor(board: HeadlessBoard, source: Uint8Array) {
    this.#board = board;
    this.#source = source;
  }

  async result(): Promise<Ending> {
    let status = 0;
    this.#owned.add(this.#board.session.onExit((given) => (status = given)));
    await started(this.#board);
    await this.#board.outside;
    const { stdout, stderr, stdin } = process;
    const client = new RawReplClient(this.#board.port, this.#source, {
      onOutput: (bytes, done) => void stdout.write(bytes, done),
      onError: (bytes) => void stderr.write(bytes),
      onRoom: () => stdin.resume(),
    });
    this.#client = client;
    stdin.on('data', (bytes: Uint8Array) => {
      if (!client.write(bytes)) stdin.pause();
    });
    if (stdin.readableEnded) this.#onInputEnd(client);
    else stdin.on('end', () => this.#onInputEnd(client));
    const end = await client.ended;
    if (end === 'exit') return status;
    if (end === 'done') return 0;
    return this.#wasInterrupted ? 'SIGINT' : 1;
  }

  /** Resolves when the script is not to go on, or cannot. */
  cutOff(): Promise<Ending> {
    return new Promise((end) => {
      this.#giveUp = () => {
        say('pinwire: The script waits for input, and there is no more.');
        end(1);
      };
      void this.#board.failed().then(() => end(1));
      this.#on(process.stdout, 'error', (error) => {
        // Who reads no more, as `head`, knows that.
        if (error.code !== 'EPIPE') say(`pinwire: What the script prints cannot be written (${error.code}).`);
        end(1);
      });
      for (const signal of ['SIGTERM', 'SIGHUP'] as const) this.#on(process, signal, () => end(signal));
      // The first is the script's, which may catch it.
      this.#on(process, 'SIGINT', () => {
        if (this.#wasInterrupted || !this.#client) end('SIGINT');
        this.#wasInterrupted = true;
        this.#client?.interrupt();
      });
    });
  }

  /** A serial line has no end: who asks for input gets Ctrl-D then, and who asks again is not waited for. */
  #onInputEnd(client: RawReplClient): void {
    const { session } = this.#board;
    const asks = (): boolean => {
      const { activity } = session.snapshot.device ?? {};
      return activity?.kind === 'waiting' && activity.on.call === 'input' && session.serial.isDrained;
    };
    let isTold = false;
    const look = (): void => {
      if (isTold || !asks()) return;
      isTold = true;
      client.endInput();
      const again = setInterval(() => {
        if (asks()) this.#giveUp();
      }, AGAIN);
      this.#owned.add(() => clearInterval(again));
    };
    this.#owned.add(session.subscribe(look));
    this.#owned.add(session.serial.onTaken(look));
    look();
  }

  async close(): Promise<void> {
    const { stdin, stdout } = process;
    stdin.destroy();
    if (stdout.writableNeedDrain && !stdout.errored) await once(stdout, 'drain');
    this.#owned.dispose();
  }

  #on(source: NodeJS.EventEmitter, event: string, listener: (error: NodeJS.ErrnoException) => void): void {
    source.on(event, listener);
    this.#owned.add(() => source.off(event, listener));
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
