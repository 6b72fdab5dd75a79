/**
 * One direction of the way between the board and the router, as bad as the conditions say. Connections lose nothing
 * and keep their order, as TCP has it: what the network does to them shows as time. Single packets (UDP) get lost and
 * overtake each other. When conditions are good, frames go straight through.
 */
import type { AirFrame, StreamId } from '../../protocol/air';
import { GOOD_CONDITIONS, type LanConditions } from '../../protocol/lan-conditions';
import type { Clock } from '../../shared/clock';
import { DelayLine } from './delay-line';
import { Lane, type StreamFrame } from './lane';
import { lossDelay } from './retransmission';

export interface LinkDirectionParts {
  readonly clock: Clock;
  /** Evenly in [0, 1). */
  readonly random: () => number;
  /** Takes frames that arrive. It may call `send` of the other direction from within. */
  readonly deliver: (frames: readonly AirFrame[]) => void;
  /** The host that a frame comes from or goes to, where it is known. */
  readonly hostOf: (frame: AirFrame) => string | undefined;
  /** How many bytes of a connection its sender may have on the way. */
  readonly window: number;
  /** The sender's retransmission timeout at its least, in milliseconds. */
  readonly timeout: number;
}

type OnTheWay =
  | { kind: 'frame'; frame: StreamFrame; lane: Lane }
  | { kind: 'acknowledgement'; bytes: number; lane: Lane }
  | { kind: 'packet'; frame: AirFrame };

/** What is not bounded by credit: SYNs, UDP packets, lookups. More than that is lost, as in a router's queue. */
export const MOST_PACKETS = 256;
/** Headers of IP and TCP. */
const HEADERS = 40;

export class LinkDirection {
  readonly #parts: LinkDirectionParts;
  readonly #lanes = new Map<StreamId, Lane>();
  readonly #line: DelayLine<OnTheWay>;
  #conditions: LanConditions = GOOD_CONDITIONS;
  #down: ReadonlySet<string> = new Set();
  #straight = true;
  /** When the frame that was sent last has left the antenna, where bandwidth is short. */
  #freeAt = 0;
  #packets = 0;

  constructor(parts: LinkDirectionParts) {
    this.#parts = parts;
    this.#line = new DelayLine(parts.clock, (items) => this.#arrive(items));
  }

  /** Frames that wait or are on their way. */
  get size(): number {
    return this.#line.length + this.#lanes.size;
  }

  /** @param down addresses of the hosts that are switched off */
  setConditions(conditions: LanConditions, down: ReadonlySet<string>): void {
    this.#conditions = conditions;
    this.#down = down;
    const { latency, jitter, bandwidth, loss } = conditions;
    this.#straight = latency === 0 && jitter === 0 && bandwidth === null && loss === 0;
    this.#freeAt = 0;
    this.#removePackets((frame) => this.#stops(this.#parts.hostOf(frame)));
    for (const lane of [...this.#lanes.values()]) this.#review(lane);
  }

  send(frame: AirFrame): void {
    if ('stream' in frame) this.#sendOnStream(frame);
    else this.#sendPacket(frame);
  }

  /** The receiver of that connection's frames is gone. */
  forget(stream: StreamId): void {
    const lane = this.#lanes.get(stream);
    if (lane === undefined) return;
    this.#line.remove((item) => item.kind !== 'packet' && item.lane === lane);
    this.#lanes.delete(stream);
  }

  clear(): void {
    this.#line.remove(() => true);
    this.#lanes.clear();
    this.#packets = 0;
  }

  // Connections

  #sendOnStream(frame: StreamFrame): void {
    let lane = this.#lanes.get(frame.stream);
    if (lane === undefined) {
      const host = this.#parts.hostOf(frame);
      const stopped = this.#stops(host);
      if (this.#straight && !stopped) {
        this.#parts.deliver([frame]);
        return;
      }
      // Of connections that nobody answers there may be any number. What began as one is bounded by who holds it.
      if (this.#lanes.size >= MOST_PACKETS && (frame.kind === 'open' || frame.kind === 'reset')) return;
      lane = new Lane(frame.stream, host, stopped);
      this.#lanes.set(frame.stream, lane);
    }
    lane.push(frame);
    this.#pump(lane);
  }

  #pump(lane: Lane): void {
    for (let next = lane.first; !lane.stopped && next !== undefined; next = lane.first) {
      const bytes = payload(next);
      if (bytes > 0 && lane.unacknowledged > 0 && lane.unacknowledged + bytes > this.#parts.window) return;
      lane.takeFirst();
      lane.unacknowledged += bytes;
      lane.underWay++;
      lane.lastArrival = Math.max(lane.lastArrival, this.#arrival(next));
      this.#line.add(lane.lastArrival, { kind: 'frame', frame: next, lane });
    }
    if (lane.idle) this.#lanes.delete(lane.stream);
  }

  /** The conditions have changed: what is under way to or from a host that is off now, is lost. */
  #review(lane: Lane): void {
    const before = lane.stopped;
    lane.stopped = this.#stops(lane.host);
    if (lane.stopped) {
      const lost = this.#line.remove((item) => item.kind !== 'packet' && item.lane === lane);
      lane.sendAgain(lost.flatMap((item) => (item.kind === 'frame' ? [item.frame] : [])));
      if (lane.idle) this.#lanes.delete(lane.stream);
    } else if (before) {
      lane.lastArrival = Math.max(lane.lastArrival, this.#parts.clock.now + this.#parts.timeout);
      this.#pump(lane);
    }
  }

  // Single packets

  #sendPacket(frame: AirFrame): void {
    if (this.#stops(this.#parts.hostOf(frame))) return;
    if (this.#straight) {
      this.#parts.deliver([frame]);
      return;
    }
    if (this.#packets >= MOST_PACKETS) return;
    const arrival = this.#arrival(frame);
    if (arrival === Infinity) return;
    this.#packets++;
    this.#line.add(arrival, { kind: 'packet', frame });
  }

  #removePackets(which: (frame: AirFrame) => boolean): void {
    this.#packets -= this.#line.remove((item) => item.kind === 'packet' && which(item.frame)).length;
  }

  // What the conditions do

  #stops(host: string | undefined): boolean {
    const { link, loss } = this.#conditions;
    return link === 'down' || loss >= 100 || (host !== undefined && this.#down.has(host));
  }

  /** When a frame that is sent now arrives; Infinity is never. Those sent in one moment leave one after the other. */
  #arrival(frame: AirFrame): number {
    const { latency, jitter, bandwidth, loss } = this.#conditions;
    const { clock, random, timeout } = this.#parts;
    if (bandwidth !== null) {
      const bits = (payload(frame) + HEADERS) * 8;
      this.#freeAt = Math.max(clock.now, this.#freeAt) + bits / bandwidth;
    }
    const leaves = Math.max(clock.now, this.#freeAt);
    const travels = latency + (jitter === 0 ? 0 : random() * jitter);
    const timesOut = Math.max(timeout, 2 * (2 * latency + jitter));
    return leaves + travels + lossDelay(frame, () => random() * 100 < loss, timesOut);
  }

  #arrive(items: readonly OnTheWay[]): void {
    const frames: AirFrame[] = [];
    const lanes = new Set<Lane>();
    for (const item of items) {
      if (item.kind === 'packet') {
        this.#packets--;
        frames.push(item.frame);
        continue;
      }
      item.lane.underWay--;
      lanes.add(item.lane);
      if (item.kind === 'frame') {
        frames.push(item.frame);
        this.#acknowledge(item.frame, item.lane);
      } else item.lane.unacknowledged -= item.bytes;
    }
    this.#parts.deliver(frames);
    for (const lane of lanes) if (this.#lanes.get(lane.stream) === lane) this.#pump(lane);
  }

  /** What has arrived holds its place in the sender's window until the sender knows of it. */
  #acknowledge(frame: StreamFrame, lane: Lane): void {
    const bytes = payload(frame);
    if (bytes === 0) return;
    lane.underWay++;
    const known = this.#parts.clock.now + this.#conditions.latency;
    this.#line.add(known, { kind: 'acknowledgement', bytes, lane });
  }
}

function payload(frame: AirFrame): number {
  return frame.kind === 'data' || frame.kind === 'datagram' ? frame.bytes.length : 0;
}
