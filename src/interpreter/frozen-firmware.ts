import {
  BYTECODE,
  Float,
  FrozenModule,
  Int,
  Kind,
  NAME_SHIFT,
  NAME_TAG,
  RawCode,
  Str,
  Tuple,
  TYPES,
} from './frozen-image';
import { NamePool } from './name-pool';
import type { Wasm, WasmMemory } from './wasm';

/**
 * Lays out firmware that was compiled at build time as MicroPython has its frozen modules: in memory outside the heap,
 * which no collection looks at, as on the chip it lies in the flash.
 */
export class FrozenFirmware {
  readonly #bytes: Uint8Array;
  readonly #words: Uint32Array;
  readonly #view: DataView;
  readonly #types: Readonly<Record<(typeof TYPES)[number], number>>;
  /** Where the next bytes are read, and where the next object comes to lie. */
  #at = 0;
  #place: number;
  /** Where the next function's code is in the image, once the functions are read. */
  readonly #functions: { readonly address: number; readonly length: number }[] = [];
  #firstName = 0;
  #names = 0;

  private constructor(
    wasm: Wasm,
    private readonly memory: WasmMemory,
    private readonly image: Uint8Array,
  ) {
    const total = this.#number();
    this.#place = wasm.malloc(total);
    if (this.#place === 0) throw new Error(`no memory for ${total} bytes of firmware`);
    this.#bytes = memory.bytes;
    this.#words = memory.words;
    this.#view = new DataView(this.#bytes.buffer);
    this.#bytes.fill(0, this.#place, this.#place + total);
    const types = TYPES.map((type) => [type, this.#number()] as const);
    this.#types = Object.fromEntries(types) as Record<(typeof TYPES)[number], number>;
  }

  /** @returns the modules' addresses by path, and how much memory is used */
  static unfold(
    wasm: Wasm,
    memory: WasmMemory,
    image: Uint8Array,
  ): { readonly modules: ReadonlyMap<string, number>; readonly used: number } {
    const firmware = new FrozenFirmware(wasm, memory, image);
    const start = firmware.#place;
    firmware.#addNames(wasm);
    const modules = firmware.#modules();
    firmware.#placeCode();
    return { modules, used: firmware.#place - start };
  }

  /** A pool of interned strings in front of the binary's own: a full one (py/qstr.h). */
  #addNames(wasm: Wasm): void {
    const before = new NamePool(this.memory, this.memory.word(wasm.name_pools.value));
    this.#firstName = this.#number();
    if (before.end !== this.#firstName) throw new Error('firmware is not the first to add names');
    const count = this.#number();
    this.#names = count;
    const pool = NamePool.lay(this.memory, this.#take(NamePool.bytes + NamePool.bytesPerName * count), {
      previous: before,
      count,
    });
    const text = this.#take(this.#number());
    for (let index = 0, at = text; index < count; index++) {
      const from = this.#at;
      this.#at = this.image.indexOf(0, from) + 1;
      const name = this.image.subarray(from, this.#at);
      this.#bytes.set(name, at);
      pool.put(index, at, name.length - 1);
      at += name.length;
    }
    this.#words[wasm.name_pools.value >>> 2] = pool.address;
  }

  #modules(): ReadonlyMap<string, number> {
    const modules = new Map<string, number>();
    for (let left = this.#number(); left > 0; left--) {
      const path = this.#text();
      const address = this.#take(FrozenModule.bytes);
      this.#set(address + FrozenModule.names, this.#nameTable());
      this.#set(address + FrozenModule.constants, this.#objects(this.#number()));
      this.#set(address + FrozenModule.code, this.#function());
      modules.set(path, address);
    }
    return modules;
  }

  #nameTable(): number {
    const count = this.#number();
    const table = this.#take(2 * count);
    for (let index = 0; index < count; index++) this.#view.setUint16(table + 2 * index, this.#name(), true);
    return table;
  }

  #objects(count: number, table = this.#take(4 * count)): number {
    for (let index = 0; index < count; index++) this.#set(table + 4 * index, this.#object());
    return table;
  }

  #object(): number {
    const kind = this.#number();
    switch (kind) {
      case Kind.word:
        return this.#number();
      case Kind.name:
        return (this.#name() << NAME_SHIFT) | NAME_TAG;
      case Kind.tuple: {
        const count = this.#number();
        const address = this.#typed(this.#types.tuple, Tuple.items + 4 * count);
        this.#set(address + Tuple.length, count);
        this.#objects(count, address + Tuple.items);
        return address;
      }
      case Kind.float: {
        const address = this.#typed(this.#types.float, Float.bytes);
        this.#copy(8, address + Float.value);
        return address;
      }
      case Kind.int: {
        const address = this.#typed(this.#types.int, Int.bytes);
        this.#set(address + Int.flags, this.#number());
        const length = this.#number();
        this.#set(address + Int.length, length);
        const digits = this.#take(Int.digitBytes * length);
        this.#copy(Int.digitBytes * length, digits);
        this.#set(address + Int.digits, digits);
        return address;
      }
      default: {
        const address = this.#typed(kind === Kind.str ? this.#types.str : this.#types.bytes, Str.bytes);
        const length = this.#number();
        this.#set(address + Str.length, length);
        const data = this.#take(length + 1);
        this.#copy(length, data);
        this.#set(address + Str.data, data);
        return address;
      }
    }
  }

  /** Its code comes later. */
  #function(): number {
    const size = this.#number();
    const children = this.#number();
    const address = this.#take(RawCode.bytes);
    this.#bytes[address + RawCode.kind] = BYTECODE;
    this.#bytes[address + RawCode.isGenerator] = size & 1;
    this.#functions.push({ address, length: size >>> 1 });
    if (children === 0) return address;
    const table = this.#take(4 * children);
    this.#set(address + RawCode.children, table);
    for (let index = 0; index < children; index++) this.#set(table + 4 * index, this.#function());
    return address;
  }

  #placeCode(): void {
    let code = this.#take(this.image.length - this.#at);
    this.#bytes.set(this.image.subarray(this.#at), code);
    for (const { address, length } of this.#functions) {
      this.#set(address + RawCode.code, code);
      code += length;
    }
  }

  #typed(type: number, bytes: number): number {
    const address = this.#take(bytes);
    this.#set(address, type);
    return address;
  }

  #take(bytes: number): number {
    const place = this.#place;
    this.#place += (bytes + 3) & ~3;
    return place;
  }

  #set(address: number, word: number): void {
    this.#words[address >>> 2] = word;
  }

  #copy(length: number, to: number): void {
    this.#bytes.set(this.image.subarray(this.#at, this.#at + length), to);
    this.#at += length;
  }

  #name(): number {
    const number = this.#number();
    return number < this.#names ? this.#firstName + number : number - this.#names;
  }

  #text(): string {
    const end = this.image.indexOf(0, this.#at);
    const text = new TextDecoder().decode(this.image.subarray(this.#at, end));
    this.#at = end + 1;
    return text;
  }

  #number(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.image[this.#at++] ?? 0;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
    }
  }
}
