import type { Readable, Writable } from 'node:stream';
import type { OpenPort, SerialClient, SerialPort } from './serial-port';

/** Ends the command when a person types it: Ctrl-] as in telnet and the usual serial terminals. */
const CTRL_RIGHT_BRACKET = 0x1d;

export interface StdioLineOptions {
  readonly port: SerialPort;
  readonly input: Readable;
  readonly output: Writable;
  /** A person is at the keyboard: Ctrl-] ends. */
  readonly isTerminal: boolean;
  /** The input has ended. */
  readonly onEnd: () => void;
  /** Ctrl-]. */
  readonly onHangUp: () => void;
  /** The output cannot be written; `EPIPE`: nobody reads it any more. */
  readonly onOutputError: (code: string) => void;
}

/** The serial line on stdin and stdout: every byte as it is, but for Ctrl-] of a person. */
export class StdioLine implements SerialClient {
  readonly #options: StdioLineOptions;
  readonly #open: OpenPort;

  /** @throws when another client has the port */
  constructor(options: StdioLineOptions) {
    this.#options = options;
    const open = options.port.open(this);
    if (!open) throw new Error('The port is in use.');
    this.#open = open;
    options.output.on('error', ({ code = '' }: NodeJS.ErrnoException) => {
      this.#open.close();
      options.onOutputError(code);
    });
    options.input.on('error', () => options.onEnd());
    options.input.on('end', () => options.onEnd());
    options.input.on('data', (bytes: Uint8Array) => this.#receive(bytes));
  }

  send(bytes: Uint8Array, done: () => void): void {
    this.#options.output.write(bytes, done);
  }

  onRoom(): void {
    this.#options.input.resume();
  }

  #receive(bytes: Uint8Array): void {
    const end = this.#options.isTerminal ? bytes.indexOf(CTRL_RIGHT_BRACKET) : -1;
    const typed = end < 0 ? bytes : bytes.subarray(0, end);
    if (!this.#open.write(typed)) this.#options.input.pause();
    if (end < 0) return;
    this.#open.close();
    this.#options.onHangUp();
  }
}
