import { spawn, type ChildProcess } from 'node:child_process';
import { connect, type Socket } from 'node:net';

/** A board that does not answer in this time is stuck, even on a busy machine. */
export const PATIENCE = 60_000;

/** `pinwire device` with its line on TCP, in a process that may be stopped and killed. */
export class DeviceProcess {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  said = '';
  #port: Promise<number>;

  constructor(args: readonly string[]) {
    this.child = spawn(
      process.execPath,
      ['tools/pinwire.mjs', 'device', '--listen', '127.0.0.1:0', ...args],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
    this.ended = new Promise((settle) => this.child.on('close', settle));
    this.#port = new Promise((settle) => {
      this.child.stderr?.on('data', (bytes: Buffer) => {
        this.said += bytes.toString();
        const port = /is at 127\.0\.0\.1:(\d+)/.exec(this.said)?.[1];
        if (port !== undefined) settle(Number(port));
      });
    });
    // Whoever waits for the port of a process that is killed is told that, by the end.
    this.#port.catch(() => undefined);
  }

  async line(): Promise<Line> {
    const port = await inTime(Promise.race([this.#port, this.ended.then(() => null)]), 'its port');
    if (port === null) throw new Error(`the board has ended: ${this.said}`);
    return Line.open(port);
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }
}

/** A serial client on TCP. */
export class Line {
  readonly #socket: Socket;
  #got = '';
  #news: () => void = () => undefined;
  closed = false;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (bytes: Buffer) => {
      this.#got += bytes.toString('latin1');
      this.#news();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.closed = true;
      this.#news();
    });
  }

  static open(port: number): Promise<Line> {
    return inTime(
      new Promise((settle, fail) => {
        const socket = connect(port, '127.0.0.1', () => settle(new Line(socket)));
        socket.once('error', fail);
      }),
      'a connection',
    );
  }

  get got(): string {
    return this.#got;
  }

  send(text: string): void {
    this.#socket.write(text, 'latin1');
  }

  /** Nothing is said to the other side before. */
  drop(): void {
    this.#socket.destroy();
  }

  /** @returns what came up to the end of `text`, which is taken then */
  async until(text: string): Promise<string> {
    await inTime(
      new Promise<void>((settle, fail) => {
        this.#news = () => {
          if (this.#got.includes(text)) settle();
          else if (this.closed) fail(new Error(`the line closed before ${JSON.stringify(text)}`));
        };
        this.#news();
      }),
      () => `${JSON.stringify(text)} after ${JSON.stringify(this.#got.slice(-200))}`,
    );
    const end = this.#got.indexOf(text) + text.length;
    const taken = this.#got.slice(0, end);
    this.#got = this.#got.slice(end);
    return taken;
  }

  /** Whatever the board does: it is at its prompt in raw mode then. */
  async interrupt(): Promise<void> {
    this.send('\r\x03\x03\x01');
    await this.until('raw REPL; CTRL-B to exit\r\n>');
  }

  /** Starts a program in raw mode. */
  async start(program: string): Promise<void> {
    this.send(`${program}\x04`);
    await this.until('OK');
  }

  /** Runs a program in raw mode. @returns what it printed */
  async run(program: string): Promise<string> {
    await this.start(program);
    const out = await this.until('\x04');
    const error = await this.until('\x04>');
    if (error !== '\x04>') throw new Error(error.slice(0, -2));
    return out.slice(0, -1);
  }
}

/** @throws when it takes too long: that is what these tests look for */
export async function inTime<T>(
  waited: Promise<T>,
  what: string | (() => string),
  patience = PATIENCE,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => {
      fail(new Error(`stuck: ${typeof what === 'string' ? what : what()} did not come`));
    }, patience);
  });
  try {
    return await Promise.race([waited, late]);
  } finally {
    clearTimeout(timer);
  }
}
