import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { OpenPort, SerialClient, SerialPort } from './serial-port';

/** There is no way to a pseudo-terminal here; the message says what would be one. */
export class NoPseudoTerminal extends Error {
  override readonly name = 'NoPseudoTerminal';
}

/**
 * Opens a pseudo-terminal in raw mode, prints its path, and carries bytes between it and stdin and stdout. Node can open
 * none by itself. Who uses a serial program has Python as a rule: most of them are written in it.
 *
 * While no program has the terminal open, what the board sends is lost, as on a wire; of what it sends before the first
 * program comes, the beginning is kept: that finds a greeting. Linux tells whether there is one; elsewhere our own open
 * end keeps the terminal alive, and the board waits.
 */
const RELAY = `
import os, select, signal, sys, termios, threading, time, tty
for number in (signal.SIGINT, signal.SIGHUP):
    signal.signal(number, signal.SIG_IGN)
master, slave = os.openpty()
tty.setraw(slave)
os.set_blocking(master, False)
path = os.ttyname(slave)
os.write(1, (path + "\\n").encode())
tells = sys.platform == "linux"
if tells:
    os.close(slave)
came, is_open = not tells, not tells
def forget():
    end = os.open(path, os.O_RDWR | os.O_NOCTTY)
    termios.tcflush(end, termios.TCIFLUSH)
    os.close(end)
def to_board():
    global came, is_open
    poll = select.poll()
    poll.register(master, select.POLLIN)
    while True:
        found = poll.poll(None if is_open else 0)
        events = found[0][1] if found else 0
        if not events & select.POLLHUP:
            came = is_open = True
        data = b""
        if events & select.POLLIN:
            try:
                data = os.read(master, 65536)
            except OSError:
                pass
        while data:
            data = data[os.write(1, data):]
        if events & select.POLLHUP and not events & select.POLLIN:
            if is_open and tells:
                is_open = False
                forget()
            time.sleep(0.1)
def to_terminal(data):
    poll = select.poll()
    poll.register(master, select.POLLOUT)
    while data and (is_open or not came):
        try:
            data = data[os.write(master, data):]
        except BlockingIOError:
            if not came:
                return
            if poll.poll(100) and not is_open:
                return
threading.Thread(target=to_board, daemon=True).start()
while True:
    data = os.read(0, 65536)
    if not data:
        os._exit(0)
    to_terminal(data)
`;
const PYTHONS = ['python3', 'python'];

/** The serial line on a pseudo-terminal, which serial programs open by its path. */
export class PseudoTerminal implements SerialClient {
  readonly path: string;
  readonly #relay: Relay;
  readonly #rest: Uint8Array;
  #port: OpenPort | null = null;

  private constructor(relay: Relay, path: string, rest: Uint8Array) {
    this.#relay = relay;
    this.path = path;
    this.#rest = rest;
    relay.stdin.on('error', () => undefined);
  }

  /** @throws {NoPseudoTerminal} */
  static async open(): Promise<PseudoTerminal> {
    if (process.platform === 'win32')
      throw new NoPseudoTerminal('Windows has no pseudo-terminals. Use --listen instead.');
    for (const python of PYTHONS) {
      // Isolated: a file of the folder that is called as one of Python's own modules is not taken for it.
      const relay = spawn(python, ['-I', '-c', RELAY], { stdio: ['pipe', 'pipe', 'ignore'] });
      const first = await firstLine(relay);
      if (first) return new PseudoTerminal(relay, first.line, first.rest);
    }
    throw new NoPseudoTerminal('--pty needs Python 3 to open a pseudo-terminal, and there is none.');
  }

  /** @param onGone the pseudo-terminal is gone, by no wish of ours */
  attach(port: SerialPort, onGone: () => void): void {
    this.#port = port.open(this);
    if (!this.#port) throw new Error('The port is in use.');
    const { stdout, exitCode, signalCode } = this.#relay;
    stdout.on('data', (bytes: Uint8Array) => this.#receive(bytes));
    if (this.#rest.length > 0) this.#receive(this.#rest);
    if (exitCode !== null || signalCode !== null) onGone();
    else this.#relay.on('exit', onGone);
  }

  send(bytes: Uint8Array, done: () => void): void {
    this.#relay.stdin.write(bytes, done);
  }

  onRoom(): void {
    this.#relay.stdout.resume();
  }

  close(): void {
    this.#port?.close();
    this.#relay.removeAllListeners('exit');
    this.#relay.kill();
  }

  #receive(bytes: Uint8Array): void {
    if (this.#port?.write(bytes) === false) this.#relay.stdout.pause();
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
