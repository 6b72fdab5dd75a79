import type { AirFrame, QueryId, StreamId } from '../protocol/air';
import type { Encryption, HostKind, LoggedConnection, NetworkLogEntry, Side } from '../protocol/network-log';
import { unreachable } from '../shared/unreachable';
import { Emitter } from '../shared/emitter';
import { LogRing, type LightEntry } from './log-ring';

/** What is kept until it is read is bounded by count and by payload; the oldest goes first. */
const MOST_ENTRIES = 4096;
const MOST_BYTES = 4 * 1024 * 1024;
/** Connections and lookups that are not over. Those beyond are forgotten, and what follows of them is not logged. */
const MOST_OPEN = 256;
/**
 * Of how many connections a watcher is told at a time, the latest: a server that answers thousands of requests a second
 * would take a tenth of the page's time for what nobody can read.
 */
const MOST_TOLD = 24;

interface Live {
  readonly connection: LoggedConnection;
  readonly sent: Record<Side, number>;
  readonly ended: Record<Side, boolean>;
}
type StreamFrame = Extract<AirFrame, { stream: StreamId }>;

/**
 * What passed the board's antenna, in a bounded ring, always: whoever begins to watch gets the past first. It is told
 * to nobody while nobody watches. A frame costs one small object and the copy of its bytes.
 */
export class NetworkLog {
  readonly #now: () => number;
  readonly #ring = new LogRing(MOST_ENTRIES, MOST_BYTES);
  readonly #live = new Map<StreamId, Live>();
  readonly #names = new Map<QueryId, string>();
  readonly #waiting = new Emitter<void>();
  readonly #startedAt: number;
  #startTold = false;
  #watching = false;
  /** What was before somebody watched is still to be told, as much of it as is kept. */
  #pastWaits = true;

  /** Somebody watches, and something waits for `take()` where nothing waited before. */
  readonly onWaiting = this.#waiting.event;

  /** @param now milliseconds since 1970, never going back */
  constructor(now: () => number) {
    this.#now = now;
    this.#startedAt = now();
  }

  get watching(): boolean {
    return this.#watching;
  }

  watch(on: boolean): void {
    const begins = on && !this.#watching;
    this.#watching = on;
    if (begins) this.#pastWaits = true;
    if (begins && !this.#ring.empty) this.#waiting.fire();
  }

  /** What was recorded since the last call, oldest first; `missed` stands for what gave way. */
  take(): readonly NetworkLogEntry[] {
    const { entries, missed } = this.#pastWaits ? this.#ring.take() : this.#ring.take(this.#isLatest());
    this.#pastWaits = false;
    const first = entries[0];
    if (!first) return [];
    const before: NetworkLogEntry[] = [];
    if (!this.#startTold) before.push({ kind: 'started', at: this.#startedAt });
    this.#startTold = true;
    if (missed > 0) before.push({ kind: 'missed', at: first.at, entries: missed });
    return before.length === 0 ? entries : [...before, ...entries];
  }

  /** Whether an entry is of one of the latest connections, or of none. */
  #isLatest(): (entry: LightEntry) => boolean {
    const latest = new Set<LoggedConnection>();
    for (const entry of this.#ring.newestFirst())
      if ('connection' in entry && latest.size < MOST_TOLD) latest.add(entry.connection);
    return (entry) => !('connection' in entry) || latest.has(entry.connection);
  }

  /** `host` says who is at the far end, for an `open`. */
  record(frame: AirFrame, by: Side, host: HostKind = 'nobody'): void {
    switch (frame.kind) {
      case 'credit':
      case 'lease':
        return;
      case 'link':
        this.#add({ kind: 'link', at: this.#now(), up: frame.up });
        return;
      case 'query':
        remember(this.#names, frame.query, frame.name);
        this.#add({ kind: 'query', at: this.#now(), query: frame.query, name: frame.name });
        return;
      case 'answer':
        this.#answer(frame);
        return;
      case 'datagram': {
        const { from, to, bytes } = frame;
        this.#add({ kind: 'datagram', at: this.#now(), by, from, to }, bytes);
        return;
      }
      case 'open':
        this.#open(frame, by, host);
        return;
      case 'opened':
      case 'refused':
      case 'accepted':
      case 'data':
      case 'fin':
      case 'reset':
        this.#onStream(frame, by);
        return;
      default:
        unreachable(frame);
    }
  }

  /** What the proxy has said of a connection to a real host. */
  recordEncryption(stream: StreamId, encryption: Encryption): void {
    const live = this.#live.get(stream);
    if (!live) return;
    const { connection, sent } = live;
    this.#add({ kind: 'encrypted', at: this.#now(), connection, by: 'lan', sent: { ...sent }, encryption });
  }

  #open({ stream, from, to }: Extract<AirFrame, { kind: 'open' }>, by: Side, host: HostKind): void {
    const at = this.#now();
    const connection: LoggedConnection = { stream, openedAt: at, by, from, to, host };
    const sent = { board: 0, lan: 0 };
    remember(this.#live, stream, { connection, sent, ended: { board: false, lan: false } });
    this.#add({ kind: 'open', at, connection, by, sent: { ...sent } });
  }

  /** A frame of no connection (it is answered with a reset, or passed over) has nothing to be shown with. */
  #onStream(frame: Exclude<StreamFrame, { kind: 'open' | 'credit' }>, by: Side): void {
    const live = this.#live.get(frame.stream);
    if (!live) return;
    const { connection, sent, ended } = live;
    const entry = { at: this.#now(), connection, by, sent: { board: sent.board, lan: sent.lan } };
    if (frame.kind === 'data') {
      this.#add({ kind: 'data', ...entry }, frame.bytes);
      sent[by] += frame.bytes.length;
      return;
    }
    this.#add({ kind: frame.kind, ...entry });
    if (frame.kind === 'fin') ended[by] = true;
    const over = frame.kind === 'reset' || frame.kind === 'refused' || (ended.board && ended.lan);
    if (over) this.#live.delete(frame.stream);
  }

  #answer({ query, addresses }: Extract<AirFrame, { kind: 'answer' }>): void {
    const name = this.#names.get(query) ?? '';
    this.#names.delete(query);
    this.#add({ kind: 'answer', at: this.#now(), query, name, addresses });
  }

  #add(entry: LightEntry, bytes: Uint8Array | null = null): void {
    const wasEmpty = this.#ring.empty;
    this.#ring.add(entry, bytes);
    if (this.#watching && wasEmpty) this.#waiting.fire();
  }
}

function remember<Key, Value>(map: Map<Key, Value>, key: Key, value: Value): void {
  map.delete(key);
  map.set(key, value);
  if (map.size <= MOST_OPEN) return;
  const [oldest] = map.keys();
  if (oldest !== undefined) map.delete(oldest);
}
