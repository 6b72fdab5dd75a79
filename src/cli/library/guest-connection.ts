import type { FromGuest, GuestData } from '../../worker/guest-wire';
import { GUEST_WINDOW } from '../../worker/guest-wire';
import type { Connection } from './api';
import { DeviceError } from './device-error';

/** Waits for what the board settles; names it, where there is a time by which it is to come. */
export type Patiently = <T>(promise: Promise<T>, what: string) => Promise<T>;

interface ConnectionParts {
  readonly post: (message: FromGuest) => void;
  readonly patiently: Patiently;
  readonly over: () => void;
}

/** Of a wait, in its error. */
const TAKEN = 'That the board takes what was sent';

type Ending = 'open' | 'ended' | 'reset' | 'lost';

/** A connection of a test's with the board: it waits for both, and bounds what lies between them. */
export class GuestConnection implements Connection {
  #received: Buffer = Buffer.alloc(0);
  /** How much of what waits here the board has been told of. */
  #acknowledged = 0;
  #far: Ending = 'open';
  #ended = false;
  #room = GUEST_WINDOW;
  readonly #waiters = new Set<() => void>();

  constructor(
    readonly id: number,
    private readonly parts: ConnectionParts,
  ) {}

  async write(data: string | Uint8Array): Promise<void> {
    if (this.#ended)
      throw new DeviceError('This side of the connection has been ended: nothing more can be sent.');
    const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data;
    for (let sent = 0; sent < bytes.length && !this.#isGone;) {
      const part = bytes.slice(sent, sent + this.#room);
      this.#room -= part.length;
      sent += part.length;
      if (part.length > 0) this.parts.post({ kind: 'data', id: this.id, bytes: part });
      await this.#until(() => this.#room > 0 || this.#isGone, TAKEN);
    }
    await this.#until(() => this.#room === GUEST_WINDOW || this.#isGone, TAKEN);
  }

  async read(): Promise<Uint8Array | null> {
    await this.#until(() => this.#received.length > 0 || this.#far !== 'open', 'What the board sends');
    if (this.#received.length > 0) return this.#take(this.#received.length);
    this.#checkReset();
    return null;
  }

  async readUntil(text: string): Promise<string> {
    let end = -1;
    const find = (): boolean => {
      end = this.#received.indexOf(text);
      return end >= 0;
    };
    // What was received is acknowledged as it comes: a board sends no more than its window else.
    await this.#until(() => {
      this.#acknowledge();
      return find() || this.#far !== 'open';
    }, JSON.stringify(text));
    if (end >= 0) return decode(this.#take(end + Buffer.byteLength(text)));
    this.#checkReset();
    throw new DeviceError(
      `The board ended the connection before ${JSON.stringify(text)} came. It had sent: ${JSON.stringify(decode(this.#received))}`,
    );
  }

  async readAll(): Promise<string> {
    await this.#until(() => {
      this.#acknowledge();
      return this.#far !== 'open';
    }, 'The end of what the board sends');
    this.#checkReset();
    return decode(this.#take(this.#received.length));
  }

  end(): void {
    if (this.#ended || this.#isGone) return;
    this.#ended = true;
    this.parts.post({ kind: 'end', id: this.id });
    if (this.#far === 'ended') this.parts.over();
  }

  reset(): void {
    if (this.#isGone) return;
    this.parts.post({ kind: 'reset', id: this.id });
    this.#finish('lost');
  }

  /** Something came for it. */
  receive(message: GuestData): void {
    if (message.kind === 'data') this.#received = Buffer.concat([this.#received, message.bytes]);
    else if (message.kind === 'taken') this.#room += message.bytes;
    else if (message.kind === 'reset') this.#finish('reset');
    else {
      this.#far = 'ended';
      if (this.#ended) this.parts.over();
    }
    this.#look();
  }

  /** The network is gone, and the connection with it. */
  lose(): void {
    if (!this.#isGone) this.#finish('lost');
  }

  get #isGone(): boolean {
    return this.#far === 'reset' || this.#far === 'lost';
  }

  #finish(how: Ending): void {
    this.#far = how;
    this.parts.over();
    this.#look();
  }

  #acknowledge(): void {
    const bytes = this.#received.length - this.#acknowledged;
    if (bytes <= 0 || this.#isGone) return;
    this.#acknowledged += bytes;
    this.parts.post({ kind: 'taken', id: this.id, bytes });
  }

  #take(count: number): Uint8Array {
    this.#acknowledge();
    const bytes = this.#received.subarray(0, count);
    this.#received = this.#received.subarray(count);
    this.#acknowledged = this.#received.length;
    return new Uint8Array(bytes);
  }

  #checkReset(): void {
    if (this.#far === 'reset') throw new DeviceError('The board reset the connection.');
    if (this.#far === 'lost')
      throw new DeviceError('The connection is gone: it was reset here, or the board was closed.');
  }

  #until(condition: () => boolean, what: string): Promise<void> {
    if (condition()) return Promise.resolve();
    return this.parts.patiently(
      new Promise((resolve) => {
        const look = (): void => {
          if (!condition()) return;
          this.#waiters.delete(look);
          resolve();
        };
        this.#waiters.add(look);
      }),
      what,
    );
  }

  #look(): void {
    for (const waiter of [...this.#waiters]) waiter();
  }
}

const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
