import { createSocket, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { Reason } from '../net/wisp/packets';
import type { Dispose } from '../shared/disposable';
import type { Stream, StreamOwner } from './stream';

/** Datagrams that wait for the dial, or for the system to take them. More are lost, as UDP may lose them. */
const MOST_WAITING = 32;

const nothing = (): void => undefined;

/** One UDP flow on behalf of a page, with the one address that was judged. */
export class UdpStream implements Stream {
  readonly id: number;
  lastProgress: number;
  sent = 0;
  received = 0;

  readonly #owner: StreamOwner;
  readonly #confirms: boolean;
  readonly #abort: Dispose;
  #socket: Socket | undefined;
  #isConnected = false;
  #early: Uint8Array[] = [];
  #underWay = 0;
  #isGone = false;

  constructor(id: number, owner: StreamOwner, options: { confirms: boolean; abort: Dispose }) {
    this.id = id;
    this.#owner = owner;
    this.#confirms = options.confirms;
    this.#abort = options.abort;
    this.lastProgress = owner.clock.now;
  }

  get wasOpened(): boolean {
    return this.#socket !== undefined;
  }

  /** The route is known. */
  open(address: string, port: number): void {
    if (this.#isGone) return;
    const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4');
    this.#socket = socket;
    socket.on('error', (error: NodeJS.ErrnoException) =>
      this.end(Reason.networkError, error.code ?? 'network error'),
    );
    socket.on('message', (bytes) => this.#onMessage(bytes));
    socket.connect(port, address, () => this.#onConnected());
  }

  fail(reason: number, how: string): void {
    this.end(reason, how);
  }

  data(bytes: Uint8Array): void {
    if (this.#isConnected) this.#send(bytes);
    else if (this.#early.length < MOST_WAITING) this.#early.push(bytes);
  }

  /** Datagrams have no credit, and no end. */
  readonly credit = nothing;
  readonly shut = nothing;
  readonly unchoke = nothing;

  startTls(): void {
    this.#owner.violated('STARTTLS over UDP');
  }

  close(): void {
    this.#owner.forget(this, 'closed by the page');
    this.#dispose();
  }

  end(reason: number, how: string): void {
    if (this.#isGone) return;
    this.#owner.send({ kind: 'close', stream: this.id, reason });
    this.#owner.forget(this, how);
    this.#dispose();
  }

  destroy(): void {
    this.#dispose();
  }

  #onConnected(): void {
    if (this.#isGone) return;
    this.#isConnected = true;
    if (this.#confirms) this.#owner.send({ kind: 'continue', stream: this.id, credit: 0 });
    for (const bytes of this.#early.splice(0)) this.#send(bytes);
  }

  #send(bytes: Uint8Array): void {
    if (this.#underWay >= MOST_WAITING) return;
    this.#underWay++;
    this.#socket?.send(bytes, (error) => {
      this.#underWay--;
      if (error) return; // Too large, or nobody there: lost, as it would be on the way.
      this.received += bytes.length;
      this.#progress();
    });
  }

  #onMessage(bytes: Uint8Array): void {
    if (this.#owner.isChoked || this.#isGone) return;
    this.#owner.send({ kind: 'data', stream: this.id, bytes });
    this.sent += bytes.length;
    this.#progress();
  }

  #dispose(): void {
    if (this.#isGone) return;
    this.#isGone = true;
    this.#abort();
    this.#early = [];
    this.#socket?.close();
    this.#owner.gone(this);
  }

  #progress(): void {
    this.lastProgress = this.#owner.clock.now;
  }
}
