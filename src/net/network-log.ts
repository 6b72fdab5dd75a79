import type { AirFrame } from '../protocol/air';
import type { HostKind, NetworkLogEntry } from '../protocol/network-log';
import { Emitter } from '../shared/emitter';
import { unreachable } from '../shared/unreachable';

/** What waits for the reader is bounded by count and by payload; the oldest goes first. */
const MOST_ENTRIES = 4096;
const MOST_BYTES = 4 * 1024 * 1024;

type Entry = NetworkLogEntry;
/** Distributes over the union, which `Omit` does not. */
type WithoutTime<T> = T extends unknown ? Omit<T, 'at'> : never;

/** What goes over the air, kept for a reader that takes it in batches. Nothing is kept while nobody watches. */
export class NetworkLog {
  readonly #now: () => number;
  readonly #names = new Map<number, string>();
  readonly #waiting = new Emitter<void>();
  #entries: Entry[] = [];
  /** Entries before this place were dropped; they are cut off now and then, not one by one. */
  #first = 0;
  #bytes = 0;
  #watching = false;

  /** Something waits for `take()` where nothing waited before. */
  readonly onWaiting = this.#waiting.event;

  constructor(now: () => number) {
    this.#now = now;
  }

  get watching(): boolean {
    return this.#watching;
  }

  watch(on: boolean): void {
    this.#watching = on;
    if (!on) this.#clear();
  }

  /** Everything recorded since the last call, oldest first, but for what did not fit. */
  take(): readonly NetworkLogEntry[] {
    const entries = this.#entries.slice(this.#first);
    this.#clear();
    return entries;
  }

  /** `host` says who is at the far end, for an `open`. Call only while watching. */
  record(frame: AirFrame, by: 'board' | 'lan', host: HostKind = 'nobody'): void {
    const entry = this.#entry(frame, by, host);
    if (entry !== null) this.#add({ at: this.#now(), ...entry });
  }

  #entry(frame: AirFrame, by: 'board' | 'lan', host: HostKind): WithoutTime<Entry> | null {
    switch (frame.kind) {
      case 'query':
        this.#names.set(frame.query, frame.name);
        return { kind: 'query', name: frame.name };
      case 'answer': {
        const name = this.#names.get(frame.query) ?? '';
        this.#names.delete(frame.query);
        return { kind: 'answer', name, addresses: frame.addresses };
      }
      case 'open':
        return { kind: 'open', stream: frame.stream, from: frame.from, to: frame.to, by, host };
      case 'opened':
      case 'refused':
      case 'accepted':
        return { kind: frame.kind, stream: frame.stream };
      case 'data':
        // A copy of its own: a view would take its whole buffer along when the entry is posted to the page.
        return { kind: 'data', stream: frame.stream, by, bytes: frame.bytes.slice() };
      case 'fin':
      case 'reset':
        return { kind: frame.kind, stream: frame.stream, by };
      case 'datagram':
        return { kind: 'datagram', from: frame.from, to: frame.to, bytes: frame.bytes.slice() };
      case 'credit':
      case 'link':
        return null;
      default:
        return unreachable(frame);
    }
  }

  #add(entry: Entry): void {
    const wasEmpty = this.#entries.length === this.#first;
    this.#entries.push(entry);
    this.#bytes += payloadSize(entry);
    while (this.#entries.length - this.#first > MOST_ENTRIES || this.#bytes > MOST_BYTES) {
      const oldest = this.#entries[this.#first];
      if (oldest === undefined) break;
      this.#bytes -= payloadSize(oldest);
      this.#first++;
    }
    if (this.#first >= MOST_ENTRIES) {
      this.#entries = this.#entries.slice(this.#first);
      this.#first = 0;
    }
    if (wasEmpty) this.#waiting.fire();
  }

  #clear(): void {
    this.#entries = [];
    this.#first = 0;
    this.#bytes = 0;
  }
}

function payloadSize(entry: Entry): number {
  return 'bytes' in entry ? entry.bytes.length : 0;
}
