import type { AirFrame, Endpoint, StreamId } from '../../protocol/air';
import { VirtualClock } from '../../shared/virtual-clock';
import { Lwip } from './lwip';

export const BROWSER: Endpoint = { ip: '192.168.1.10', port: 50_000 };
export const BOARD = '192.168.1.42';
export const FAR = '203.0.113.1';

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The chip's stack on a virtual clock, and short ways to bring its sockets into each of their states. */
export class LwipWorld {
  readonly clock = new VirtualClock();
  /** Frames for the antenna. */
  readonly sent: AirFrame[] = [];
  online = true;
  readonly lwip: Lwip;
  /** What chance says next is this much more. */
  randomStep = 0.123;
  #random = 0;
  #nextStream: StreamId = 2;

  constructor() {
    this.lwip = new Lwip({
      clock: this.clock,
      random: () => (this.#random = (this.#random + this.randomStep) % 1),
      send: (frame) => this.sent.push(frame),
      address: BOARD,
      online: () => this.online,
      onListening: () => undefined,
    });
  }

  /** What was sent since the last call. */
  kinds(): string[] {
    return this.sent.splice(0).map(({ kind }) => kind);
  }

  bound(port: number, reuse = false): number {
    const socket = this.lwip.socket();
    if (reuse) this.lwip.setReuseAddress(socket, true);
    this.#must(this.lwip.bind(socket, '0.0.0.0', port));
    return socket;
  }

  listener(port = 80, backlog = 1): number {
    const socket = this.bound(port);
    this.#must(this.lwip.listen(socket, backlog));
    return socket;
  }

  /** A client on the LAN opens a connection. */
  open(port = 80, window = 100_000, stream = this.#nextStream): StreamId {
    this.#nextStream = stream + 2;
    this.lwip.receive({ kind: 'open', stream, from: BROWSER, to: { ip: BOARD, port }, window });
    return stream;
  }

  /** A socket whose SYN is not answered. */
  connecting(socket = this.lwip.socket()): { socket: number; stream: StreamId } {
    if (this.lwip.connect(socket, FAR, 23) !== -115) throw new Error('not in progress');
    const frame = this.sent.splice(0).at(-1);
    if (frame?.kind !== 'open') throw new Error('no SYN was sent');
    return { socket, stream: frame.stream };
  }

  connected(window = 100_000, socket = this.lwip.socket()): { socket: number; stream: StreamId } {
    const { stream } = this.connecting(socket);
    this.lwip.receive({ kind: 'opened', stream, window });
    return { socket, stream };
  }

  /** A connected socket to which all this has come. */
  after(...frames: ('data' | 'fin' | 'reset')[]): number {
    const { socket, stream } = this.connected();
    for (const kind of frames) {
      this.lwip.receive(kind === 'data' ? { kind, stream, bytes: bytesOf('data') } : { kind, stream });
    }
    return socket;
  }

  /** `connect` has failed. */
  failed(how: 'refused' | 'unanswered'): number {
    const { socket, stream } = this.connecting();
    if (how === 'refused') this.lwip.receive({ kind: 'refused', stream });
    else this.clock.advance(6_000);
    this.sent.length = 0;
    return socket;
  }

  closed(): number {
    const socket = this.lwip.socket();
    this.lwip.close(socket);
    return socket;
  }

  udp(port?: number, ip = '0.0.0.0'): number {
    const socket = this.lwip.socket('udp');
    if (port !== undefined) this.#must(this.lwip.bind(socket, ip, port));
    return socket;
  }

  /** A UDP packet comes from the LAN. */
  packet(text: string, to: Partial<Endpoint> = {}, from: Endpoint = BROWSER): void {
    const bytes = bytesOf(text);
    this.lwip.receive({ kind: 'datagram', from, to: { ip: BOARD, port: 5000, ...to }, bytes });
  }

  /** What one `recv(limit)` gives: text, or a negative errno. */
  recv(socket: number, limit = 2000, peek = false): string | number {
    const count = this.lwip.readable(socket, limit);
    if (count < 0) return count;
    const into = new Uint8Array(count);
    if (count > 0) this.lwip.take(socket, into, peek);
    return new TextDecoder().decode(into);
  }

  send(socket: number, text: string): number {
    return this.lwip.write(socket, bytesOf(text), false);
  }

  #must(result: number): void {
    if (result !== 0) throw new Error(`errno ${-result}`);
  }
}
