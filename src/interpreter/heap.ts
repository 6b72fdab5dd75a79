import { BLOCK_BYTES, HeapArea, Kind, type Run } from './heap-area';
import type { Wasm, WasmMemory } from './wasm';

/** The garbage-collected heap that a student's program has on the chip (reference/esp8266 §5, gc). */
export const CHIP_HEAP = 38_016;

/** Where our firmware's own objects lie, and what it needs while it is compiled. What is left over is given back. */
export const FIRMWARE_HEAP = 160 * 1024;

/** What the chip's own start keeps of its heap: the file system with its buffers, the UART, `sys` and its lists. */
const CHIP_START = 2_048;

/** The collector takes an area for empty, and frees it, when nothing lies beyond its first block (py/gc.c). */
const LEAST_KEPT = 2 * BLOCK_BYTES;

/** What the prompt may use for one statement when the program has left nothing: enough to compile `x = None`. */
const RESERVE = 6 * 1024;
/** When less than this is free, the prompt has the reserve. */
const SHORT = 8 * 1024;

/** How many places are tried for an area; each is a few tens of kilobytes further on. */
const MOST_PLACES = 100;

export interface HeapUse {
  readonly used: number;
  readonly free: number;
  readonly oneBlock: number;
  readonly twoBlocks: number;
  /** Blocks of the largest object and of the largest gap. */
  readonly largest: number;
  readonly largestFree: number;
}

/**
 * The interpreter's heap in three areas: our firmware's, which is full from the moment a program may run; the
 * program's, which is as large as the chip's and the only one of which `gc` and `micropython` speak; and a reserve for
 * the prompt.
 */
export class Heap {
  readonly #first: HeapArea;
  #chip: HeapArea | undefined;
  #reserve: HeapArea | undefined;
  #reserveIsOpen = false;
  /** What is never collected though nothing points to it: gaps between firmware's objects, and the chip's start. */
  #fixed: { readonly area: HeapArea; readonly run: Run }[] = [];
  /** Objects of firmware's that stay, whatever a program does with the names by which it reaches them. */
  readonly #roots: number[] = [];
  readonly #letters = new Map<number, string>();

  constructor(
    private readonly wasm: Wasm,
    private readonly memory: WasmMemory,
  ) {
    this.#first = new HeapArea(memory, wasm.gc_first_area.value);
  }

  /** Never collects the object at `address`, nor what can be reached from it. */
  keep(address: number): void {
    this.#roots.push(address);
  }

  /** Firmware is there: from here on there is the chip's heap, and nothing else, to be had. */
  seal(): void {
    this.#first.truncate();
    this.#fillGaps(this.#first);
    this.#chip = this.#make(CHIP_HEAP, CHIP_START);
    this.#reserve = this.#make(RESERVE, LEAST_KEPT);
    this.#first.append(this.#chip);
    this.#chip.append(this.#reserve);
    this.#fillGaps(this.#reserve);
  }

  /**
   * For one statement at the prompt: when a program has left no memory, it can still be told to let go of some. The
   * statement's first jump closes the reserve again, so that no loop uses it up.
   */
  openReserve(): void {
    if (!this.#reserve || this.use.free >= SHORT) return;
    this.#reserveIsOpen = true;
    const [first, ...gaps] = this.#fixed.filter(({ area }) => area === this.#reserve);
    for (const { area, run } of gaps) area.release(run);
    this.#fixed = this.#fixed.filter((entry) => entry.area !== this.#reserve || entry === first);
    this.wasm.vm_budget.value = 0;
  }

  closeReserve(): void {
    if (!this.#reserveIsOpen || !this.#reserve) return;
    this.#reserveIsOpen = false;
    this.#fillGaps(this.#reserve);
  }

  /**
   * Collects garbage while a program runs: MicroPython's own mark and sweep, with the C stack scanned in between, as
   * its other ports do with theirs. Every pointer is found there, because the rewrite spills locals.
   */
  collect(): void {
    const isUnfinished = this.#markRoots();
    this.wasm.gc_collect_start();
    if (isUnfinished) this.#isUnfinished = true;
    this.#markStack(this.#first);
    if (this.#chip) this.#markStack(this.#chip);
    if (this.#reserve) this.#markStack(this.#reserve);
    for (const { area, run } of this.#fixed) area.mark(run.first);
    this.wasm.gc_collect_end();
  }

  /**
   * The collector has 64 places for pointers that it is still to follow. When they run out it goes through the whole heap
   * again: so firmware's modules are marked one by one, the last first, since the first one holds all the others.
   *
   * @returns whether the places ran out all the same
   */
  #markRoots(): boolean {
    this.#isUnfinished = false;
    for (let n = this.#roots.length - 1; n >= 0; n--) this.#markFrom(this.#first, this.#roots[n] ?? 0);
    return this.#isUnfinished;
  }

  /** `gc_stack_overflow`, which `gc_collect_start` clears. */
  get #isUnfinished(): boolean {
    return this.memory.word(this.wasm.gc_stack_overflow.value) !== 0;
  }

  set #isUnfinished(isUnfinished: boolean) {
    this.memory.words[this.wasm.gc_stack_overflow.value >>> 2] = isUnfinished ? 1 : 0;
  }

  get use(): HeapUse {
    const runs = [...this.#area.runs()];
    const used = runs.filter(({ free }) => !free).map(({ blocks }) => blocks);
    const free = runs.filter((run) => run.free).map(({ blocks }) => blocks);
    return {
      used: sum(used) * BLOCK_BYTES,
      free: sum(free) * BLOCK_BYTES,
      oneBlock: used.filter((blocks) => blocks === 1).length,
      twoBlocks: used.filter((blocks) => blocks === 2).length,
      largest: Math.max(0, ...used),
      largestFree: Math.max(0, ...free),
    };
  }

  /** Whether there is an unbroken gap for an object of this size. */
  fits(bytes: number): boolean {
    const blocks = Math.ceil((bytes >>> 0) / BLOCK_BYTES);
    for (const run of this.#area.runs()) if (run.free && run.blocks >= blocks) return true;
    return false;
  }

  /** Gives back what the object at `address` has beyond its first bytes. */
  shrink(address: number, bytes: number): void {
    const area = this.#chip;
    if (!area || address < area.pool || address >= area.poolEnd) return;
    const first = (address - area.pool) / BLOCK_BYTES + Math.ceil(bytes / BLOCK_BYTES);
    let after = first;
    while (after < area.blocks && area.kindOf(after) === Kind.tail) after++;
    area.release({ first, blocks: after - first, free: false });
  }

  /** In the map, objects of the type of that at `address` have this letter (py/gc.c, gc_dump_alloc_table). */
  name(address: number, letter: string): void {
    this.#letters.set(this.memory.word(address), letter);
  }

  /** A character for each block: `.` is free, `=` belongs to the object before it, the rest are kinds of objects. */
  get map(): string {
    return [...this.#area.runs()].map((run) => this.#letterOf(run) + mapTail(run)).join('');
  }

  #letterOf({ first, free }: Run): string {
    if (free) return '.';
    return this.#letters.get(this.memory.word(this.#area.pool + first * BLOCK_BYTES)) ?? 'h';
  }

  get #area(): HeapArea {
    return this.#chip ?? this.#first;
  }

  #make(bytes: number, kept: number): HeapArea {
    const area = this.#place(bytes);
    this.#fill(area, { first: 0, blocks: kept / BLOCK_BYTES, free: true });
    return area;
  }

  /**
   * The collector takes whatever looks like a pointer for one. Firmware's bytecode is looked at too, and never changes:
   * what it seems to point to would be kept for ever. So the area lies where nothing of it does.
   */
  #place(bytes: number): HeapArea {
    const rejected: HeapArea[] = [];
    const next = (): HeapArea => HeapArea.make(this.memory, bytes, (size) => this.#allocate(size));
    let area = next();
    while (rejected.length < MOST_PLACES && this.#first.seemsToPointInto(area)) {
      rejected.push(area);
      area = next();
    }
    for (const { address } of rejected) this.wasm.free(address);
    return area;
  }

  #fillGaps(area: HeapArea): void {
    for (const run of [...area.runs()]) if (run.free) this.#fill(area, run);
  }

  #fill(area: HeapArea, run: Run): void {
    area.take(run);
    this.#fixed.push({ area, run });
  }

  #allocate(bytes: number): number {
    const address = this.wasm.malloc(bytes);
    if (address === 0) throw new Error(`no memory for the board's heap of ${bytes} bytes`);
    this.memory.bytes.fill(0, address, address + bytes);
    return address;
  }

  #markStack(area: HeapArea): void {
    const { words } = this.memory;
    const { pool, poolEnd } = area;
    const top = this.wasm.emscripten_stack_get_current() >>> 2;
    const base = this.wasm.emscripten_stack_get_base() >>> 2;
    for (let index = top; index < base; index++) {
      const pointer = words[index] ?? 0;
      if (pointer >= pool && pointer < poolEnd) this.#markFrom(area, pointer);
    }
  }

  /** When `pointer` is that of an object in this area, marks it and what can be reached from it. */
  #markFrom(area: HeapArea, pointer: number): void {
    const { pool, poolEnd } = area;
    if (pointer < pool || pointer >= poolEnd || pointer % BLOCK_BYTES !== 0) return;
    const block = (pointer - pool) / BLOCK_BYTES;
    if (area.kindOf(block) !== Kind.head) return;
    area.mark(block);
    this.wasm.gc_mark_subtree(area.address, block);
  }
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const mapTail = ({ blocks, free }: Run): string => (free ? '.' : '=').repeat(blocks - 1);
