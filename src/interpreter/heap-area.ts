import type { WasmMemory } from './wasm';

/** Layout of `mp_state_mem_area_t` in MicroPython 1.27 (py/mpstate.h), as byte offsets. */
const Area = {
  next: 0,
  allocTable: 4,
  allocTableBytes: 8,
  finaliserTable: 12,
  poolStart: 16,
  poolEnd: 20,
  lastFree: 24,
  lastUsedBlock: 28,
  bytes: 32,
} as const;

export const BLOCK_BYTES = 16;
/** Two bits of the allocation table for each block, four blocks a byte; and one of the finaliser table. */
const BLOCKS_PER_TABLE_BYTE = 4;
const BLOCKS_PER_FINALISER_BYTE = 8;
/** One byte after the allocation table stays clear (py/gc.c, ALLOC_TABLE_GAP_BYTE). */
const GAP = 1;

/** What the allocation table says of a block. */
export const Kind = { free: 0, head: 1, tail: 2, mark: 3 } as const;

/** A run of blocks: one object, or what lies free between two. */
export interface Run {
  readonly first: number;
  readonly blocks: number;
  readonly free: boolean;
}

/** One area of the garbage-collected heap, as the interpreter keeps it in its memory (py/gc.c). */
export class HeapArea {
  constructor(
    private readonly memory: WasmMemory,
    readonly address: number,
  ) {}

  /**
   * Makes an empty area of its own, which no list has yet.
   *
   * @param allocate gives cleared memory
   */
  static make(memory: WasmMemory, poolBytes: number, allocate: (bytes: number) => number): HeapArea {
    const tableBytes = poolBytes / BLOCK_BYTES / BLOCKS_PER_TABLE_BYTE;
    const finaliserBytes = Math.ceil(poolBytes / BLOCK_BYTES / BLOCKS_PER_FINALISER_BYTE);
    const before = Area.bytes + tableBytes + GAP + finaliserBytes;
    const address = allocate(before + BLOCK_BYTES + poolBytes);
    const pool = Math.ceil((address + before) / BLOCK_BYTES) * BLOCK_BYTES;
    const area = new HeapArea(memory, address);
    area.#set(Area.allocTable, address + Area.bytes);
    area.#set(Area.allocTableBytes, tableBytes);
    area.#set(Area.finaliserTable, address + Area.bytes + tableBytes + GAP);
    area.#set(Area.poolStart, pool);
    area.#set(Area.poolEnd, pool + poolBytes);
    return area;
  }

  append(area: HeapArea): void {
    this.#set(Area.next, area.address);
  }

  /** Each of the two takes the other's place in the heap: this one is then where the other was, with its contents. */
  trade(other: HeapArea): void {
    for (let field = 0; field < Area.bytes; field += 4) {
      const mine = this.#get(field);
      this.#set(field, other.#get(field));
      other.#set(field, mine);
    }
  }

  get blocks(): number {
    return this.#get(Area.allocTableBytes) * BLOCKS_PER_TABLE_BYTE;
  }

  get pool(): number {
    return this.#get(Area.poolStart);
  }

  get poolEnd(): number {
    return this.#get(Area.poolEnd);
  }

  /** Whether a word in one of this area's objects could be the address of one of the other's. */
  seemsToPointInto({ pool, poolEnd }: HeapArea): boolean {
    const { words } = this.memory;
    for (let at = this.pool >>> 2, end = this.poolEnd >>> 2; at < end; at++) {
      const word = words[at] ?? 0;
      if (word >= pool && word < poolEnd && (word - pool) % BLOCK_BYTES === 0) return true;
    }
    return false;
  }

  kindOf(block: number): number {
    const states = this.memory.bytes[this.#cellOf(block)] ?? 0;
    return (states >>> shiftOf(block)) & 3;
  }

  /** The head of an object that is to stay in this collection. */
  mark(block: number): void {
    this.#add(block, Kind.mark);
  }

  /** All of the area, run by run. */
  *runs(): Generator<Run> {
    const end = this.blocks;
    for (let first = 0; first < end;) {
      const free = this.kindOf(first) === Kind.free;
      const after = this.#endOf(first, free ? Kind.free : Kind.tail, end);
      yield { first, blocks: after - first, free };
      first = after;
    }
  }

  /** The object at this address. */
  objectAt(address: number): Run {
    const first = (address - this.pool) / BLOCK_BYTES;
    return { first, blocks: this.#endOf(first, Kind.tail, this.blocks) - first, free: false };
  }

  /** The block after those that follow `first` and are of this kind. */
  #endOf(first: number, kind: number, end: number): number {
    const { bytes } = this.memory;
    const table = this.#get(Area.allocTable);
    let after = first + 1;
    while (after < end && (((bytes[table + (after >>> 2)] ?? 0) >>> shiftOf(after)) & 3) === kind) after++;
    return after;
  }

  /** Forgets what these blocks held. */
  clear({ first, blocks }: Run): void {
    const start = this.pool + first * BLOCK_BYTES;
    this.memory.bytes.fill(0, start, start + blocks * BLOCK_BYTES);
  }

  /** Gives free blocks to an object without contents. */
  take({ first, blocks }: Run): void {
    for (let block = first; block < first + blocks; block++)
      this.#add(block, block === first ? Kind.head : Kind.tail);
    this.clear({ first, blocks, free: true });
    this.#set(Area.lastUsedBlock, Math.max(this.#get(Area.lastUsedBlock), first + blocks - 1));
  }

  /** Takes an object's blocks from it. */
  release({ first, blocks }: Run): void {
    const { bytes } = this.memory;
    for (let block = first; block < first + blocks; block++)
      bytes[this.#cellOf(block)] = (bytes[this.#cellOf(block)] ?? 0) & ~(Kind.mark << shiftOf(block));
    // From here the search for a free block begins.
    this.#set(Area.lastFree, 0);
  }

  /** Ends the area after its last object. */
  truncate(): void {
    let end = this.blocks;
    while (end > 0 && this.kindOf(end - 1) === Kind.free) end--;
    this.resize(end);
  }

  /** So many blocks it has from now on, or some more. Those beyond its end are free. */
  resize(blocks: number): void {
    const tableBytes = Math.ceil(blocks / BLOCKS_PER_TABLE_BYTE);
    this.#set(Area.allocTableBytes, tableBytes);
    this.#set(Area.poolEnd, this.pool + tableBytes * BLOCKS_PER_TABLE_BYTE * BLOCK_BYTES);
  }

  #cellOf(block: number): number {
    return this.#get(Area.allocTable) + Math.floor(block / BLOCKS_PER_TABLE_BYTE);
  }

  #add(block: number, kind: number): void {
    const { bytes } = this.memory;
    const cell = this.#cellOf(block);
    bytes[cell] = (bytes[cell] ?? 0) | (kind << shiftOf(block));
  }

  #get(field: number): number {
    return this.memory.word(this.address + field);
  }

  #set(field: number, value: number): void {
    this.memory.words[(this.address + field) >>> 2] = value;
  }
}

const shiftOf = (block: number): number => 2 * (block % BLOCKS_PER_TABLE_BYTE);
