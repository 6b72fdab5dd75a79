import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { OpenPort, SerialClient, SerialPort } from './serial-port';

/** There is no way to a pseudo-terminal here; the message says what would be one. */
export class NoPseudoTerminal extends Error {
  override readonly name = 'NoPseudoTerminal';
}

/**
 * Opens a pseudo-terminal in raw mode, prints its path, and carries bytes between it and stdin and stdout. Node can open
 * none by itself. Who uses a serial program has Python as a rule: most of them are written in it. Its own open end keeps
 * the terminal alive while no program has it open.
 */
const RELAY = `
import os, sys, threading, tty
master, slave = os.openpty()
tty.setraw(slave)
os.write(1, (os.ttyname(slave) + "\\n").encode())
def copy(source, target):
    while True:
        data = os.read(source, 65536)
        if not data:
            os._exit(0)
        while data:
            data = data[os.write(target, data):]
threading.Thread(target=copy, args=(master, 1), daemon=True).start()
copy(0, master)
`;
const PYTHONS = ['python3', 'python'];

/** The serial line on a pseudo-terminal, which serial programs open by its path. */
export class PseudoTerminal implements SerialClient {
  readonly path: string;
  readonly #relay: Relay;
  readonly #port: OpenPort;

  private constructor(relay: Relay, path: string, rest: Uint8Array, port: SerialPort, onGone: () => void) {
    this.#relay = relay;
    this.path = path;
    const open = port.open(this);
    if (!open) throw new Error('The port is in use.');
    this.#port = open;
    relay.stdout.on('data', (bytes: Uint8Array) => this.#receive(bytes));
    relay.stdin.on('error', () => undefined);
    relay.on('exit', () => onGone());
    if (rest.length > 0) this.#receive(rest);
  }

  /**
   * @param onGone the pseudo-terminal is gone, by no wish of ours
   * @throws {NoPseudoTerminal}
   */
  static async open(port: SerialPort, onGone: () => void): Promise<PseudoTerminal> {
    if (process.platform === 'win32')
      throw new NoPseudoTerminal('Windows has no pseudo-terminals. Use --listen instead.');
    for (const python of PYTHONS) {
      const relay = spawn(python, ['-c', RELAY], { stdio: ['pipe', 'pipe', 'ignore'] });
      const first = await firstLine(relay);
      if (first) return new PseudoTerminal(relay, first.line, first.rest, port, onGone);
    }
    throw new NoPseudoTerminal('--pty needs Python 3 to open a pseudo-terminal, and there is none.');
  }

  send(bytes: Uint8Array, done: () => void): void {
    this.#relay.stdin.write(bytes, done);
  }

  onRoom(): void {
    this.#relay.stdout.resume();
  }

  close(): void {
    this.#port.close();
    this.#relay.removeAllListeners('exit');
    this.#relay.kill();
  }

  #receive(bytes: Uint8Array): void {
    if (!this.#port.write(bytes)) this.#relay.stdout.pause();
  }
}

type Relay = ChildProcess & {
  readonly stdin: NonNullable<ChildProcess['stdin']>;
  readonly stdout: NonNullable<ChildProcess['stdout']>;
};

/** @returns null when the program is not there, or did not bring it about */
async function firstLine(relay: Relay): Promise<{ line: string; rest: Uint8Array } | null> {
  const failed = Promise.race([once(relay, 'error'), once(relay, 'exit')]).then(
    () => null,
    () => null,
  );
  let bytes = Buffer.alloc(0);
  for (;;) {
    const more = await Promise.race([once(relay.stdout, 'data') as Promise<[Buffer]>, failed]);
    if (!more) return null;
    bytes = Buffer.concat([bytes, more[0]]);
    const end = bytes.indexOf('\n');
    if (end >= 0) return { line: bytes.subarray(0, end).toString(), rest: bytes.subarray(end + 1) };
  }
}
