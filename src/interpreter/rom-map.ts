import type { WasmMemory } from './wasm';

/** `mp_map_t` (py/obj.h), as byte offsets. Of the first word, three bits are flags. */
const Map = { used: 0, capacity: 4, table: 8, entryBytes: 8 } as const;
const FLAG_BITS = 3;
const FLAGS = 7;
const IS_FIXED = 2;

/** Programs cannot change this map any more, as if it were in read-only memory. */
export function fixMap(memory: WasmMemory, map: number): void {
  memory.words[(map + Map.used) >>> 2] = memory.word(map + Map.used) | IS_FIXED;
}

/** How many entries a map has. */
export function mapUsed(memory: WasmMemory, map: number): number {
  return memory.word(map + Map.used) >>> FLAG_BITS;
}

/** All places of a map's table, with what is in none of them: a hash table is not filled from its beginning. */
export function* mapPlaces(memory: WasmMemory, map: number): Generator<RomEntry> {
  const table = memory.word(map + Map.table);
  for (let left = memory.word(map + Map.capacity), at = table; left > 0; left--, at += Map.entryBytes)
    yield { key: memory.word(at), value: memory.word(at + 4) };
}

export interface RomEntry {
  /** A name as MicroPython has it as an object. */
  readonly key: number;
  /** The address of an object. */
  readonly value: number;
}

/** A dictionary of the binary's own, in what is read-only memory on a chip: a module's names, a type's methods. */
export class RomMap {
  constructor(
    private readonly memory: WasmMemory,
    private readonly address: number,
  ) {}

  get entries(): readonly RomEntry[] {
    const { memory, address } = this;
    const used = mapUsed(memory, address);
    const table = memory.word(address + Map.table);
    return Array.from({ length: used }, (_, index) => ({
      key: memory.word(table + Map.entryBytes * index),
      value: memory.word(table + Map.entryBytes * index + 4),
    }));
  }

  /** @param allocate memory that is never given back: several maps may share a table, so that none is changed */
  replace(entries: readonly RomEntry[], allocate: (bytes: number) => number): void {
    const { memory, address } = this;
    const table = allocate(Map.entryBytes * entries.length);
    const { words } = memory;
    entries.forEach(({ key, value }, index) => {
      words[(table + Map.entryBytes * index) >>> 2] = key;
      words[(table + Map.entryBytes * index + 4) >>> 2] = value;
    });
    const flags = memory.word(address + Map.used) & FLAGS;
    words[(address + Map.used) >>> 2] = (entries.length << FLAG_BITS) | flags;
    words[(address + Map.capacity) >>> 2] = entries.length;
    words[(address + Map.table) >>> 2] = table;
  }
}
