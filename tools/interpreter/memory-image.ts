/** The initialised memory of a WebAssembly binary, read at its addresses and written into the binary itself. */
export class MemoryImage {
  readonly #segments: readonly Segment[];

  constructor(binary: Uint8Array) {
    this.#segments = activeSegments(binary);
  }

  /** From the first initialised address to the one after the last. */
  get start(): number {
    return Math.min(...this.#segments.map(({ address }) => address));
  }

  get end(): number {
    return Math.max(...this.#segments.map(({ address, bytes }) => address + bytes.length));
  }

  /** A copy of the memory up to `end`; what is not initialised is 0. */
  read(): Buffer {
    const image = Buffer.alloc(this.end);
    for (const { address, bytes } of this.#segments) image.set(bytes, address);
    return image;
  }

  /** Clears `from` to `to`, which keeps the binary's length. */
  clear(from: number, to: number): void {
    for (const { address, bytes } of this.#segments) {
      if (from < address + bytes.length && to > address)
        bytes.fill(0, Math.max(0, from - address), to - address);
    }
  }
}

interface Segment {
  readonly address: number;
  /** A view into the binary. */
  readonly bytes: Uint8Array;
}

const HEADER = 8;
const DATA_SECTION = 11;
/** A segment for memory 0 whose offset is an expression: `i32.const n`, `end`. */
const ACTIVE = 0;

/** WebAssembly specification, "Binary format": sections and the data section. */
function activeSegments(binary: Uint8Array): Segment[] {
  const reader = new Reader(binary, HEADER);
  while (!reader.isAtEnd) {
    const section = reader.byte();
    const size = reader.unsigned();
    if (section !== DATA_SECTION) {
      reader.at += size;
      continue;
    }
    return Array.from({ length: reader.unsigned() }, () => segment(reader));
  }
  return [];
}

function segment(reader: Reader): Segment {
  const kind = reader.unsigned();
  if (kind !== ACTIVE) throw new Error(`a data segment of kind ${kind}`);
  reader.byte(); // i32.const
  const address = reader.unsigned();
  reader.byte(); // end
  const length = reader.unsigned();
  const bytes = reader.binary.subarray(reader.at, reader.at + length);
  reader.at += length;
  return { address, bytes };
}

class Reader {
  constructor(
    readonly binary: Uint8Array,
    public at: number,
  ) {}

  get isAtEnd(): boolean {
    return this.at >= this.binary.length;
  }

  byte(): number {
    return this.binary[this.at++] ?? 0;
  }

  /** LEB128; of a signed one the sign would be lost, which no address below 1 GiB has. */
  unsigned(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  }
}
