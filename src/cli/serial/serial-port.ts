import type { BoardSession } from '../../session/board-session';
import type { OutputChunk } from '../../session/session';
import type { Dispose } from '../../shared/disposable';

/** Whoever has the board's serial port open: a terminal, a program on a pseudo-terminal, a TCP client. */
export interface SerialClient {
  /** Takes what the board sent; `done` when there is room for more. The board is held back until then. */
  send(bytes: Uint8Array, done: () => void): void;
  /** Its input was taken, after `write` had refused more. */
  onRoom(): void;
}

/** The port as its client holds it. */
export interface OpenPort {
  /**
   * Gives the board bytes, in order; 0x03 interrupts what runs.
   *
   * @returns false when the client should wait for `onRoom` before it sends more
   */
  write(bytes: Uint8Array): boolean;
  close(): void;
}

/**
 * More than this in front of the board's UART, and its client waits. So much is read from it because nothing is heard of a
 * client that waits: no Ctrl-C for a program that reads no input, and not that it is gone.
 */
const MOST_AHEAD = 1024 * 1024;

/**
 * The board's serial port: one client at a time, as a port has. Without one, what the board sends is lost, as on a wire
 * that ends nowhere; a client that comes later sees nothing of it.
 */
export class SerialPort {
  readonly #session: BoardSession;
  readonly #dispose: readonly Dispose[];
  #client: SerialClient | null = null;
  #isFull = false;

  constructor(session: BoardSession) {
    this.#session = session;
    this.#dispose = [
      session.onOutput((chunk) => this.#onOutput(chunk)),
      session.serial.onTaken(() => this.#onInputTaken()),
    ];
  }

  /** @returns null while another client has the port */
  open(client: SerialClient): OpenPort | null {
    if (this.#client) return null;
    this.#client = client;
    const isOpen = (): boolean => this.#client === client;
    return {
      write: (bytes) => !isOpen() || this.#write(bytes),
      close: () => {
        if (isOpen()) this.#client = null;
      },
    };
  }

  dispose(): void {
    this.#client = null;
    for (const dispose of this.#dispose) dispose();
  }

  #write(bytes: Uint8Array): boolean {
    this.#session.serial.write(bytes);
    this.#isFull = this.#ahead > MOST_AHEAD;
    return !this.#isFull;
  }

  get #ahead(): number {
    return this.#session.serial.ahead;
  }

  #onOutput({ bytes, done }: OutputChunk): void {
    if (this.#client) this.#client.send(bytes, done);
    else done();
  }

  #onInputTaken(): void {
    if (!this.#isFull || this.#ahead > MOST_AHEAD / 2) return;
    this.#isFull = false;
    this.#client?.onRoom();
  }
}
