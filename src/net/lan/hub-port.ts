import { LAN, type AirFrame, type Place, type StreamFrame, type StreamId } from '../../protocol/air';
import { canonicalName, type HostTable } from '../host-table';
import { LanStream } from '../lan-stream';

/** Takes frames to one board. What it has no room for is lost; a wire that can lose no more ends, and its port leaves. */
export type Wire = (frame: AirFrame) => void;

export interface HubPortParts {
  readonly hosts: HostTable;
  /** The board with that address. */
  readonly at: (ip: string) => HubPort | undefined;
  readonly named: (name: string) => HubPort | undefined;
  readonly others: () => readonly HubPort[];
  readonly left: () => void;
}

/** Connections of one board's that are not over; a SYN beyond them is not answered. */
export const MOST_STREAMS = 256;

/** The other end of a connection: another board's, under the number that it has there, or a host's. */
interface Leg {
  readonly send: (frame: StreamFrame) => void;
  /** Of both directions. */
  fins: number;
}

type Of<Kind extends AirFrame['kind']> = Extract<AirFrame, { kind: Kind }>;

/** One board's port of the hub. Each board numbers its connections itself, so numbers are changed on the way. */
export class HubPort {
  readonly place: Place;
  readonly #wire: Wire;
  readonly #parts: HubPortParts;
  readonly #legs = new Map<StreamId, Leg>();
  /** Of connections that come from elsewhere: multiples of four (neighbours.ts). */
  #nextStream: StreamId = 4;
  #name: string | null = null;

  constructor(place: Place, wire: Wire, parts: HubPortParts) {
    this.place = place;
    this.#wire = wire;
    this.#parts = parts;
  }

  /** Connections that are not over. */
  get streams(): number {
    return this.#legs.size;
  }

  /** By what its board has told DHCP: alone, or in the domain that home routers have. */
  isNamed(name: string): boolean {
    return this.#name !== null && (name === this.#name || name === `${this.#name}.lan`);
  }

  /** A frame from the board. One that makes no sense is passed over: a wire can lose what came before it. */
  receive(frame: AirFrame): void {
    if (frame.kind === 'open') this.#open(frame);
    else if ('stream' in frame) this.#ofStream(frame);
    else if (frame.kind === 'datagram') this.#datagram(frame);
    else if (frame.kind === 'query') this.#answer(frame);
    else if (frame.kind === 'lease') this.#name = canonicalName(frame.name);
  }

  /** The board is gone, and with it all that led to it. */
  leave(): void {
    this.#parts.left();
    for (const [stream, { send }] of [...this.#legs]) send({ kind: 'reset', stream });
    this.#legs.clear();
  }

  #open(frame: Of<'open'>): void {
    const { stream, from, to } = frame;
    if (from.ip !== this.place.ip || this.#legs.has(stream) || this.#legs.size >= MOST_STREAMS) return;
    const board = this.#parts.at(to.ip);
    if (board) board.#openedBy(this, frame);
    else this.#openHost(frame);
  }

  /** @param other where the connection comes from */
  #openedBy(other: HubPort, frame: Of<'open'>): void {
    if (this.#legs.size >= MOST_STREAMS) return;
    const there = frame.stream;
    const here = this.#nextStream;
    this.#nextStream += 4;
    this.#legs.set(here, { send: (answer) => other.#toBoard({ ...answer, stream: there }), fins: 0 });
    other.#legs.set(there, { send: (next) => this.#toBoard({ ...next, stream: here }), fins: 0 });
    this.#wire({ ...frame, stream: here });
  }

  #openHost({ stream, from, to, window }: Of<'open'>): void {
    const route = this.#parts.hosts.route(to);
    if (route.kind === 'nobody') return;
    const host = new LanStream({
      id: stream,
      local: to,
      remote: from,
      send: (frame) => this.#wire(frame),
      closed: () => this.#legs.delete(stream),
    });
    this.#legs.set(stream, { send: (frame) => host.receive(frame), fins: 0 });
    if (route.kind === 'service') host.accept(window, route.service);
    else host.refuse();
  }

  /** Data for a connection that is not there is answered by a reset (RFC 9293 §3.10.7.1). */
  #ofStream(frame: StreamFrame): void {
    const leg = this.#legs.get(frame.stream);
    if (leg) {
      this.#count(frame);
      leg.send(frame);
    } else if (frame.kind === 'data') this.#wire({ kind: 'reset', stream: frame.stream });
  }

  /** What comes from the other end. */
  #toBoard(frame: StreamFrame): void {
    if (!this.#legs.has(frame.stream)) return;
    this.#count(frame);
    this.#wire(frame);
  }

  /** Both ends see the same frames, so both forget the connection when it is over. */
  #count(frame: StreamFrame): void {
    const leg = this.#legs.get(frame.stream);
    if (!leg) return;
    if (frame.kind === 'fin') leg.fins++;
    if (frame.kind === 'reset' || frame.kind === 'refused' || leg.fins === 2) this.#legs.delete(frame.stream);
  }

  #datagram(frame: Of<'datagram'>): void {
    const { from, to } = frame;
    if (from.ip !== this.place.ip) return;
    const board = this.#parts.at(to.ip);
    if (board) board.#wire(frame);
    else if (isForAll(to.ip)) for (const other of this.#parts.others()) other.#wire(frame);
    else {
      const answer = (bytes: Uint8Array): void => this.#wire({ kind: 'datagram', from: to, to: from, bytes });
      this.#parts.hosts.datagramService(to)?.(frame, answer);
    }
  }

  #answer({ query, name }: Of<'query'>): void {
    const board = this.#parts.named(canonicalName(name));
    this.#wire({ kind: 'answer', query, addresses: board ? [board.place.ip] : [] });
  }
}

/** Broadcast, and multicast, which a home router's switch sends everywhere. */
export function isForAll(ip: string): boolean {
  const first = Number(ip.slice(0, ip.indexOf('.')));
  return ip === LAN.broadcast || ip === '255.255.255.255' || (first >= 224 && first < 240);
}
