import { blockOf, fileBlocks } from '../protocol/flash-size';

/** Flags of `open` (musl's fcntl.h). */
export const Flag = {
  write: 0o1,
  readWrite: 0o2,
  create: 0o100,
  exclusive: 0o200,
  truncate: 0o1000,
  append: 0o2000,
  directory: 0o200000,
} as const;

/** A file that grows gets as much room again as it has, up to this. */
const MOST_SPARE = 1 << 18;

const NOTHING = new Uint8Array(0);

/**
 * A file that a program has open. As in littlefs, what is written to it is its own until it is closed or flushed:
 * who opens the file in between sees it as it was.
 */
export class OpenFile {
  readonly mayRead: boolean;
  readonly mayWrite: boolean;
  position = 0;
  size: number;
  /** Writing it failed, so what there is of it is not to be kept; until a later write succeeds. */
  failed = false;
  #bytes: Uint8Array;
  /** Whether `#bytes` is this file's own, and not what lies on the flash. */
  #own = false;
  /** Where the contents begin to differ from what is on the flash. */
  #changedFrom = Infinity;

  /** @param path undefined when the file was removed */
  constructor(
    public path: string | undefined,
    private readonly flags: number,
    stored: Uint8Array,
  ) {
    this.mayWrite = (flags & (Flag.write | Flag.readWrite)) !== 0;
    this.mayRead = (flags & Flag.write) === 0;
    const isCut = this.mayWrite && (flags & Flag.truncate) !== 0;
    this.#bytes = isCut ? NOTHING : stored;
    this.size = this.#bytes.length;
    if (isCut && stored.length > 0) this.#changedFrom = 0;
  }

  get isChanged(): boolean {
    return this.#changedFrom !== Infinity;
  }

  /** Blocks that it holds beside those of the version on the flash, whose unchanged beginning it shares. */
  get heldBlocks(): number {
    return this.#heldWith(this.size, this.#changedFrom);
  }

  get contents(): Uint8Array {
    return this.#bytes.slice(0, this.size);
  }

  read(into: Uint8Array): number {
    const part = this.#bytes.subarray(this.position, Math.min(this.size, this.position + into.length));
    into.set(part);
    this.position += part.length;
    return part.length;
  }

  /** Blocks that it would hold after this many bytes more. */
  heldAfter(length: number): number {
    const at = this.#writesAt;
    return this.#heldWith(Math.max(this.size, at + length), Math.min(this.#changedFrom, at, this.size));
  }

  write(bytes: Uint8Array): void {
    const at = this.#writesAt;
    const end = at + bytes.length;
    this.#reserve(end);
    // A gap that a seek left reads as zeros.
    this.#bytes.fill(0, this.size, Math.max(this.size, at));
    this.#bytes.set(bytes, at);
    this.#changedFrom = Math.min(this.#changedFrom, at, this.size);
    this.size = Math.max(this.size, end);
    this.position = end;
    this.failed = false;
  }

  onStored(): void {
    this.#changedFrom = Infinity;
  }

  get #writesAt(): number {
    return (this.flags & Flag.append) !== 0 ? this.size : this.position;
  }

  #heldWith(size: number, changedFrom: number): number {
    if (changedFrom === Infinity) return 0;
    return Math.max(0, fileBlocks(size) - blockOf(changedFrom));
  }

  #reserve(size: number): void {
    if (this.#own && size <= this.#bytes.length) return;
    const spare = Math.min(size, MOST_SPARE);
    const larger = new Uint8Array(Math.max(size, this.size) + spare);
    larger.set(this.#bytes.subarray(0, this.size));
    this.#bytes = larger;
    this.#own = true;
  }
}
