import type { NetworkLogEntry } from '../protocol/network-log';

/** Distributes over the union, which `Omit` does not. */
type WithoutBytes<T> = T extends unknown ? Omit<T, 'bytes'> : never;
/** An entry as it is kept: its bytes lie in the ring. */
export type LightEntry = WithoutBytes<NetworkLogEntry>;

interface Kept {
  readonly entry: LightEntry;
  /** Where its bytes are, or would be: positions run freely. */
  readonly start: number;
  /** -1: it has none, which is not the same as none of them. */
  readonly length: number;
}

/**
 * The last entries of a log and their bytes, both bounded; the oldest give way. It is written for every frame whether
 * anybody reads or not: bytes are copied into one buffer, which costs less than a buffer of its own for each.
 */
export class LogRing {
  readonly #kept: (Kept | undefined)[];
  readonly #size: number;
  /** Made when the first bytes come. */
  #buffer: Uint8Array | undefined;
  #first = 0;
  #count = 0;
  #written = 0;
  #missed = 0;

  constructor(mostEntries: number, mostBytes: number) {
    this.#kept = new Array<Kept | undefined>(mostEntries);
    this.#size = mostBytes;
  }

  get empty(): boolean {
    return this.#count === 0;
  }

  add(entry: LightEntry, bytes: Uint8Array | null): void {
    const length = bytes?.length ?? -1;
    if (length > this.#size) {
      this.#missed++;
      return;
    }
    if (this.#count === this.#kept.length) this.#dropOldest();
    const start = this.#written;
    if (bytes !== null) this.#write(bytes);
    this.#kept[(this.#first + this.#count) % this.#kept.length] = { entry, start, length };
    this.#count++;
  }

  /** All that is kept, newest first. */
  *newestFirst(): Generator<LightEntry> {
    for (let back = this.#count - 1; back >= 0; back--) {
      const kept = this.#kept[(this.#first + back) % this.#kept.length];
      if (kept) yield kept.entry;
    }
  }

  /**
   * Everything wanted since the last call, oldest first, each with bytes of its own, and how many others there were.
   */
  take(isWanted: (entry: LightEntry) => boolean = () => true): {
    readonly entries: readonly NetworkLogEntry[];
    readonly missed: number;
  } {
    const entries: NetworkLogEntry[] = [];
    while (this.#count > 0) {
      const kept = this.#removeOldest();
      if (kept && isWanted(kept.entry)) entries.push(this.#whole(kept));
      else this.#missed++;
    }
    const missed = this.#missed;
    this.#missed = 0;
    return { entries, missed };
  }

  #write(bytes: Uint8Array): void {
    const end = this.#written + bytes.length;
    while (this.#count > 0 && end - (this.#kept[this.#first]?.start ?? end) > this.#size) this.#dropOldest();
    const buffer = (this.#buffer ??= new Uint8Array(this.#size));
    const at = this.#written % this.#size;
    const room = this.#size - at;
    if (bytes.length <= room) buffer.set(bytes, at);
    else {
      buffer.set(bytes.subarray(0, room), at);
      buffer.set(bytes.subarray(room), 0);
    }
    this.#written = end;
  }

  #whole({ entry, start, length }: Kept): NetworkLogEntry {
    if (length < 0) return entry as NetworkLogEntry;
    const bytes = new Uint8Array(length);
    const at = start % this.#size;
    const first = this.#buffer?.subarray(at, Math.min(at + length, this.#size)) ?? bytes;
    bytes.set(first);
    if (first.length < length)
      bytes.set(this.#buffer?.subarray(0, length - first.length) ?? [], first.length);
    return { ...entry, bytes } as NetworkLogEntry;
  }

  #dropOldest(): void {
    this.#removeOldest();
    this.#missed++;
  }

  #removeOldest(): Kept | undefined {
    const oldest = this.#kept[this.#first];
    this.#kept[this.#first] = undefined;
    this.#first = (this.#first + 1) % this.#kept.length;
    this.#count--;
    return oldest;
  }
}
