import type { Connection } from './lan-stream';

/** Sends one block of bytes as room allows. `resume` is the connection's `onRoom`. */
export class SendAll {
  #rest: Uint8Array = new Uint8Array(0);
  #sent: () => void = () => undefined;
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Calls `sent` when the last byte has gone, possibly at once. One block at a time. */
  start(bytes: Uint8Array, sent: () => void): void {
    if (this.#rest.length > 0) throw new Error('the block before is not sent yet');
    this.#rest = bytes;
    this.#sent = sent;
    this.resume();
  }

  resume(): void {
    if (this.#rest.length === 0) return;
    this.#rest = this.#rest.subarray(this.#connection.write(this.#rest));
    if (this.#rest.length === 0) this.#sent();
  }
}
