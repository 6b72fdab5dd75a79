import { BLOCK_BYTES, HeapArea, Kind, type Run } from './heap-area';
import type { Wasm, WasmMemory } from './wasm';

/** The garbage-collected heap that a student's program has on the chip (reference/esp8266 §5, gc). */
export const CHIP_HEAP = 38_016;

/** Where our firmware's own objects lie, and what it needs while it is compiled. What is left over is given back. */
export const FIRMWARE_HEAP = 320 * 1024;

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

/** A piece of memory; both are multiples of 16. */
interface Place {
  readonly start: number;
  readonly end: number;
}

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
 * The interpreter's heap: the program's area, which is as large as the chip's and the only one of which `gc` and
 * `micropython` speak; and a reserve for the prompt. Our firmware's own objects are in it until they are sealed.
 */
export class Heap {
  /** The first area of MicroPython's list: firmware's, and the program's from the seal on. */
  readonly #area: HeapArea;
  #firmware: HeapArea | undefined;
  #reserve: HeapArea | undefined;
  /** Its end when it was sealed: what comes behind is code, and points to nothing of the program's. */
  #sealedEnd = 0;
  /** What comes behind and does: interned strings are chained. */
  readonly #chained: Place[] = [];
  #firmwareIsOpen = false;
  #reserveIsOpen = false;
  /** What is never collected though nothing points to it: the chip's start, and the gaps of the reserve. */
  #fixed: { readonly area: HeapArea; readonly run: Run }[] = [];
  /** How many blocks firmware's memory has, whether there is something in them or not. */
  #firmwareBlocks = 0;
  readonly #letters = new Map<number, string>();

  constructor(
    private readonly wasm: Wasm,
    private readonly memory: WasmMemory,
  ) {
    this.#area = new HeapArea(memory, wasm.gc_first_area.value);
  }

  /**
   * Firmware is there: from here on there is the chip's heap, and nothing else, to be had. Firmware's own area leaves
   * the list. Its objects stay where they are for ever, so a collection need not go through them: what they point to in
   * the heap is found by looking at their words.
   */
  seal(): void {
    const firmware = this.#area;
    this.#firmwareBlocks = firmware.blocks;
    firmware.truncate();
    for (const run of [...firmware.runs()]) if (run.free) firmware.clear(run);
    const placed = this.#place(CHIP_HEAP);
    this.#reserve = this.#place(RESERVE);
    this.#area.trade(placed);
    this.#firmware = placed;
    this.#area.append(this.#reserve);
    this.#sealOff(placed);
    this.#sealedEnd = placed.poolEnd;
    this.#keepStart(this.#area, CHIP_START);
    this.#keepStart(this.#reserve, LEAST_KEPT);
    this.#fillGaps(this.#reserve);
  }

  /**
   * From here on all memory is firmware's, behind what was sealed: for code that the chip has in its flash. Until this
   * is closed nothing is collected, and no program runs.
   *
   * @returns false when somebody has opened it already, who closes it, too
   */
  openFirmware(): boolean {
    const firmware = this.#firmware;
    if (!firmware || this.#firmwareIsOpen) return false;
    // The search for memory begins at the first area after a collection, wherever it was before.
    this.collect();
    this.#firmwareIsOpen = true;
    firmware.resize(this.#firmwareBlocks);
    this.#area.trade(firmware);
    if (this.#reserve) this.#area.append(this.#reserve);
    // The other way round: it is the program's objects that stay where they are, such as the last interned string.
    this.#sealOff(firmware);
    return true;
  }

  /**
   * To be followed by `chain` for what was made and points to the program's heap.
   *
   * @param executed all of it may come to point there: it is looked through from now on
   */
  closeFirmware(executed: boolean): void {
    const firmware = this.#firmware;
    if (!firmware || !this.#firmwareIsOpen) return;
    this.#area.trade(firmware);
    firmware.truncate();
    this.#sealOff(firmware);
    if (executed) this.#sealedEnd = firmware.poolEnd;
    this.#firmwareIsOpen = false;
  }

  /** A sealed object that points to the program's heap, and is looked through at each collection. */
  chain(address: number): void {
    this.#chained.push({ start: address, end: address + this.sealedBytes(address) });
  }

  /** Whether this is in memory that is never collected. */
  isSealed(address: number): boolean {
    const firmware = this.#firmware;
    return firmware !== undefined && address >= firmware.pool && address < firmware.poolEnd;
  }

  /** The addresses of all sealed objects. */
  *sealed(): Generator<number> {
    const firmware = this.#firmware;
    for (const { first, free } of firmware?.runs() ?? [])
      if (firmware && !free) yield firmware.pool + first * BLOCK_BYTES;
  }

  /** How much memory a sealed object has. */
  sealedBytes(address: number): number {
    return (this.#firmware?.objectAt(address).blocks ?? 0) * BLOCK_BYTES;
  }

  /** A sealed object is not needed any more: it holds nothing from here on. */
  forget(address: number): void {
    if (this.#firmware) this.#firmware.clear(this.#firmware.objectAt(address));
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
    if (this.#firmwareIsOpen) return;
    const { wasm } = this;
    wasm.gc_collect_start();
    this.#markFromOutside(this.#area);
    if (this.#reserve) this.#markFromOutside(this.#reserve);
    for (const { area, run } of this.#fixed) area.mark(run.first);
    wasm.gc_collect_end();
  }

  /** The allocator leaves the objects of this area alone, which is in no list. */
  #sealOff({ pool, poolEnd }: HeapArea): void {
    this.wasm.sealed_start.value = pool;
    this.wasm.sealed_bytes.value = poolEnd - pool;
  }

  /** What the C stack and firmware point to in this area. */
  #markFromOutside({ address }: HeapArea): void {
    const { wasm } = this;
    wasm.gc_mark_range(address, wasm.emscripten_stack_get_current(), wasm.emscripten_stack_get_base());
    if (this.#firmware) wasm.gc_mark_range(address, this.#firmware.pool, this.#sealedEnd);
    for (const { start, end } of this.#chained) wasm.gc_mark_range(address, start, end);
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
    const area = this.#area;
    if (!this.#firmware || address < area.pool || address >= area.poolEnd) return;
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

  #keepStart(area: HeapArea, bytes: number): void {
    this.#fill(area, { first: 0, blocks: bytes / BLOCK_BYTES, free: true });
  }

  /**
   * The collector takes whatever looks like a pointer for one. Firmware's bytecode is looked at too, and never changes:
   * what it seems to point to would be kept for ever. So the area lies where nothing of it does.
   */
  #place(bytes: number): HeapArea {
    const rejected: HeapArea[] = [];
    const next = (): HeapArea => HeapArea.make(this.memory, bytes, (size) => this.#allocate(size));
    let area = next();
    while (rejected.length < MOST_PLACES && this.#area.seemsToPointInto(area)) {
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
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const mapTail = ({ blocks, free }: Run): string => (free ? '.' : '=').repeat(blocks - 1);
