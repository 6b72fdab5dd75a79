/**
 * Reads ZIP archives that anybody may have made (APPNOTE.TXT 6.3.10). Only what every tool writes is taken: no
 * encryption, no Zip64, no parts; stored or deflated. The directory at the end is what counts, and it must agree with
 * the headers before the files: readers that believe one or the other are what tricks are made for.
 */
import { crc32 } from '../../shared/crc32';
import { complain, type Complaint } from '../../words/complaint';
import { PACK_LIMITS } from './limits';
import { refuse } from './pack-error';
import { checkPath, sameName } from './paths';

/**
 * Unpacks raw DEFLATE data; null when they are no such data, or do not become exactly `size` bytes. Never more than
 * that is held.
 */
export type Inflate = (packed: Uint8Array, size: number) => Promise<Uint8Array | null>;

interface Entry {
  readonly name: string;
  readonly deflated: boolean;
  readonly packed: number;
  readonly size: number;
  readonly crc: number;
  /** Where its header is. */
  readonly at: number;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END_LENGTH = 22;
const LONGEST_COMMENT = 0xffff;
const ENCRYPTED = 1 << 0;
const STORED = 0;
const DEFLATED = 8;
/** Host 3 is Unix: the upper half of the attributes is its mode, whose upper four bits are the kind of file. */
const UNIX = 3;
const REGULAR = 0o10;
const FOLDER = 0o4;
/** Very small files of one byte repeated become many times larger, and do no harm. */
const SMALL = 64 * 1024;

/** What the archive begins with, by which a file is known for one; an empty one begins with its end. */
export const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 &&
  bytes[1] === 0x4b &&
  ((bytes[2] === 3 && bytes[3] === 4) || (bytes[2] === 5 && bytes[3] === 6));

/**
 * @param name of the archive, for messages
 * @param wanted whether a file is to be unpacked
 * @throws {PackError}
 */
export async function readZip(
  bytes: Uint8Array,
  name: string,
  inflate: Inflate,
  wanted: (path: string) => boolean,
): Promise<Map<string, Uint8Array>> {
  const reader = new Reader(bytes, name);
  const entries = reader.entries();
  const chosen = entries.filter((entry) => !entry.name.endsWith('/') && wanted(entry.name));
  reader.checkSizes(chosen);
  const files = new Map<string, Uint8Array>();
  for (const entry of chosen) files.set(entry.name, await reader.contents(entry, inflate));
  return files;
}

class Reader {
  readonly #view: DataView;
  #directory = 0;

  constructor(
    readonly bytes: Uint8Array,
    readonly name: string,
  ) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** All of them, checked against each other. */
  entries(): readonly Entry[] {
    if (this.bytes.length > PACK_LIMITS.archive)
      this.#refuse(complain('tooLargeToRead', PACK_LIMITS.archive));
    const end = this.#findEnd();
    const [disk, start, here, count] = [4, 6, 8, 10].map((at) => this.#view.getUint16(end + at, true));
    const length = this.#view.getUint32(end + 12, true);
    this.#directory = this.#view.getUint32(end + 16, true);
    if (count === undefined || disk !== 0 || start !== 0 || here !== count) return this.#damaged();
    if (count > PACK_LIMITS.entries) this.#refuse(complain('tooManyFiles', count, PACK_LIMITS.entries));
    if (this.#directory + length !== end) this.#damaged();
    const entries: Entry[] = [];
    let at = this.#directory;
    for (let n = 0; n < count; n++) {
      const { entry, next } = this.#entry(at, end);
      entries.push(entry);
      at = next;
    }
    if (at !== end) this.#damaged();
    this.#checkNames(entries);
    this.#checkPlaces(entries);
    return entries;
  }

  checkSizes(entries: readonly Entry[]): void {
    const sum = entries.reduce((all, { size }) => all + size, 0);
    if (sum > PACK_LIMITS.unpacked) this.#refuse(complain('unpacksTooLarge', PACK_LIMITS.unpacked));
    for (const { name, size, packed } of entries)
      if (size > SMALL && size > packed * PACK_LIMITS.ratio)
        this.#refuse(complain('unpacksTooFar', name, PACK_LIMITS.ratio));
  }

  async contents({ name, at, deflated, packed, size, crc }: Entry, inflate: Inflate): Promise<Uint8Array> {
    const from = this.#dataOf(at);
    const data = this.bytes.subarray(from, from + packed);
    const contents = deflated ? await inflate(data, size) : data;
    if (contents?.length !== size || crc32(contents) !== crc)
      return this.#refuse(complain('entryDamaged', name));
    return contents;
  }

  /** The last mark that its comment reaches exactly to the end of the file. */
  #findEnd(): number {
    const last = this.bytes.length - END_LENGTH;
    for (let at = last; at >= Math.max(0, last - LONGEST_COMMENT); at--)
      if (this.#view.getUint32(at, true) === END && this.#view.getUint16(at + 20, true) === last - at)
        return at;
    return this.#refuse(complain('notComplete'));
  }

  #entry(at: number, end: number): { entry: Entry; next: number } {
    if (at + 46 > end || this.#view.getUint32(at, true) !== CENTRAL) return this.#damaged();
    const u16 = (offset: number): number => this.#view.getUint16(at + offset, true);
    const u32 = (offset: number): number => this.#view.getUint32(at + offset, true);
    const next = at + 46 + u16(28) + u16(30) + u16(32);
    if (next > end || u16(34) !== 0) this.#damaged();
    const name = this.#nameAt(at + 46, u16(28));
    const method = u16(10);
    if ((u16(8) & ENCRYPTED) !== 0) this.#refuse(complain('encrypted', name));
    if (method !== STORED && method !== DEFLATED) this.#refuse(complain('methodUnknown', name));
    const kind = u16(4) >> 8 === UNIX ? u32(38) >>> 28 : 0;
    if (kind !== 0 && kind !== REGULAR && kind !== FOLDER) this.#refuse(complain('isLink', name));
    const [packed, size, offset] = [u32(20), u32(24), u32(42)];
    if ([packed, size, offset].includes(0xffff_ffff)) this.#refuse(complain('entryTooLarge', name));
    if (method === STORED && packed !== size) this.#damaged();
    return { entry: { name, deflated: method === DEFLATED, packed, size, crc: u32(16), at: offset }, next };
  }

  /** UTF-8, said or not: other encodings are those of single countries, and no tool of today writes them. */
  #nameAt(from: number, length: number): string {
    let name = '';
    try {
      const encoded = this.bytes.subarray(from, from + length);
      name = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(encoded);
    } catch {
      this.#refuse(complain('nameNotRead'));
    }
    if (name === '') this.#damaged();
    checkPath(name, this.name);
    return name;
  }

  /** Twice the same, or a file where there is a folder, on a system that does not tell case apart. */
  #checkNames(entries: readonly Entry[]): void {
    const files = new Set<string>();
    const folders = new Set<string>();
    for (const { name } of entries) {
      const same = sameName(name);
      const parts = same.split('/');
      for (let length = 1; length < parts.length; length++) folders.add(parts.slice(0, length).join('/'));
      if (name.endsWith('/')) folders.add(same);
      else if (files.has(same)) this.#refuse(complain('thereTwice', name));
      else files.add(same);
    }
    for (const name of files) if (folders.has(name)) this.#refuse(complain('fileAndFolder', name));
  }

  /** Files that lie in each other unpack to far more than there is. */
  #checkPlaces(entries: readonly Entry[]): void {
    let free = 0;
    for (const entry of [...entries].sort((a, b) => a.at - b.at)) {
      if (entry.at < free || entry.at + 30 > this.#directory) this.#damaged();
      const from = this.#dataOf(entry.at);
      free = from + entry.packed;
      if (free > this.#directory || this.#localName(entry.at) !== entry.name) this.#damaged();
    }
  }

  #dataOf(at: number): number {
    if (this.#view.getUint32(at, true) !== LOCAL) this.#damaged();
    return at + 30 + this.#view.getUint16(at + 26, true) + this.#view.getUint16(at + 28, true);
  }

  #localName(at: number): string {
    const length = this.#view.getUint16(at + 26, true);
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(
      this.bytes.subarray(at + 30, at + 30 + length),
    );
  }

  #damaged(): never {
    return this.#refuse(complain('damaged'));
  }

  #refuse(what: Complaint): never {
    return refuse(this.name, what);
  }
}
