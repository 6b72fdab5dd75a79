import {
  Float,
  FrozenModule,
  Int,
  Kind,
  NAME_SHIFT,
  NAME_TAG,
  RawCode,
  Str,
  TAG_BITS,
  Tuple,
  TYPES,
} from '../../../src/interpreter/frozen-image';
import { NamePool } from '../../../src/interpreter/name-pool';
import type { WasmMemory } from '../../../src/interpreter/wasm';
import type { CompiledFunction, CompiledModule } from './compiled';

type Type = (typeof TYPES)[number];

export interface ImageSources {
  readonly memory: WasmMemory;
  readonly types: Readonly<Record<Type, number>>;
  /** The newest of the binary's own pools of interned strings, and names of theirs that no text is to be taken for. */
  readonly names: NamePool;
  readonly foreign: ReadonlySet<string>;
  /** The newest pool, in which all names are found. */
  readonly allNames: NamePool;
}

/** Writes modules that the interpreter has compiled as src/interpreter/frozen-firmware.ts unfolds them. */
export class ImageWriter {
  readonly #added = new Map<string, number>();
  /** Names are numbered when all are known. */
  readonly #modules: (number | NameUse)[] = [];
  readonly #code: Uint8Array[] = [];
  #count = 0;
  /** How much memory it takes when it is unfolded. */
  #room = 0;

  constructor(private readonly sources: ImageSources) {}

  add(path: string, { names, constants, body }: CompiledModule): void {
    this.#count++;
    this.#take(FrozenModule.bytes, 2 * names.length, 4 * constants.length);
    this.#modules.push(...Buffer.from(`${path}\0`));
    this.#modules.push(...leb(names.length), ...names.map((name) => this.#use(name)));
    this.#modules.push(...leb(constants.length));
    for (const constant of constants) this.#constant(constant);
    this.#function(body);
  }

  image(): Uint8Array {
    const text = Buffer.from([...this.#added.keys()].map((name) => `${name}\0`).join(''));
    const count = this.#added.size;
    const { names, types } = this.sources;
    const code = Buffer.concat(this.#code);
    const room = [NamePool.bytes + NamePool.bytesPerName * count, text.length, code.length].map(whole);
    const head = [
      room.reduce((all, each) => all + each, this.#room),
      ...TYPES.map((type) => types[type]),
      names.end,
      count,
      text.length,
    ];
    const modules = this.#modules.flatMap((part) =>
      typeof part === 'number' ? [part] : leb(part.added ?? count + part.own),
    );
    return Buffer.concat([
      Buffer.from(head.flatMap(leb)),
      text,
      Buffer.from([...leb(this.#count), ...modules]),
      code,
    ]);
  }

  #take(...bytes: readonly number[]): void {
    for (const each of bytes) this.#room += whole(each);
  }

  #use(number: number): NameUse {
    const { names, allNames, foreign } = this.sources;
    const text = allNames.nameOf(number);
    if (number < names.end && !foreign.has(text)) return { own: number };
    const added = this.#added.get(text) ?? this.#added.size;
    this.#added.set(text, added);
    return { own: number, added };
  }

  #constant(object: number): void {
    const { memory, types } = this.sources;
    if ((object & TAG_BITS) === NAME_TAG) {
      this.#modules.push(Kind.name, this.#use(object >>> NAME_SHIFT));
      return;
    }
    const type = TYPES.find((name) => types[name] === memory.word(object));
    // Small integers, None and the like; and what lies in the binary itself.
    if ((object & 3) !== 0 || type === undefined) this.#modules.push(Kind.word, ...leb(object));
    else this.#modules.push(Kind[type], ...this.#contents(type, object));
  }

  #contents(type: Type, object: number): (number | NameUse)[] {
    const { memory } = this.sources;
    switch (type) {
      case 'str':
      case 'bytes': {
        const length = memory.word(object + Str.length);
        this.#take(Str.bytes, length + 1);
        return [...leb(length), ...memory.slice(memory.word(object + Str.data), length)];
      }
      case 'float':
        this.#take(Float.bytes);
        return [...memory.slice(object + Float.value, 8)];
      case 'int': {
        const length = memory.word(object + Int.length);
        this.#take(Int.bytes, Int.digitBytes * length);
        const digits = memory.slice(memory.word(object + Int.digits), Int.digitBytes * length);
        return [...leb(memory.word(object + Int.flags)), ...leb(length), ...digits];
      }
      case 'tuple': {
        const length = memory.word(object + Tuple.length);
        this.#take(Tuple.items + 4 * length);
        const outer = this.#modules.splice(0);
        for (let index = 0; index < length; index++)
          this.#constant(memory.word(object + Tuple.items + 4 * index));
        const items = this.#modules.splice(0);
        this.#modules.push(...outer);
        return [...leb(length), ...items];
      }
    }
  }

  #function({ code, isGenerator, children }: CompiledFunction): void {
    this.#modules.push(...leb(2 * code.length + (isGenerator ? 1 : 0)), ...leb(children.length));
    this.#code.push(code);
    this.#take(RawCode.bytes, 4 * children.length);
    for (const child of children) this.#function(child);
  }
}

/** Everything begins at a whole word. */
const whole = (bytes: number): number => (bytes + 3) & ~3;

/** An interned string: its number in the interpreter, and among those that the image adds. */
interface NameUse {
  readonly own: number;
  readonly added?: number;
}

/** LEB128, unsigned. */
function leb(value: number): number[] {
  const bytes: number[] = [];
  let rest = value >>> 0;
  for (; rest >= 0x80; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  return [...bytes, rest];
}
