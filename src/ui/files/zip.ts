import { crc32 } from '../../shared/crc32';

/**
 * A ZIP archive of small files, not compressed (APPNOTE.TXT 6.3.10: 4.3.7 local header, 4.3.12 central directory,
 * 4.3.16 end). Every system can open it.
 */
export interface ZipEntry {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
/** Version 2.0 of the format; names in UTF-8 (4.4.4, bit 11). */
const NEEDED = 20;
const UTF8_NAMES = 1 << 11;

export function zip(entries: readonly ZipEntry[], date: Date): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const { name, bytes } of entries) {
    const encoded = new TextEncoder().encode(name);
    const shared = sharedFields(encoded, bytes, date);
    const local = joined([u32(LOCAL), u16(NEEDED), shared, u16(0), encoded]);
    directory.push(
      joined([u32(CENTRAL), u16(NEEDED), u16(NEEDED), shared, new Uint8Array(12), u32(offset), encoded]),
    );
    parts.push(local, bytes);
    offset += local.length + bytes.length;
  }
  const central = joined(directory);
  const count = u16(entries.length);
  return joined([
    ...parts,
    central,
    u32(END),
    u32(0),
    count,
    count,
    u32(central.length),
    u32(offset),
    u16(0),
  ]);
}

/** What both headers say: flags, method (stored), time, date, CRC, both sizes, length of the name. */
function sharedFields(name: Uint8Array, bytes: Uint8Array, date: Date): Uint8Array {
  const time = (date.getHours() << 11) | (date.getMinutes() << 5) | (date.getSeconds() >> 1);
  const day = ((date.getFullYear() - 1980) << 9) | ((date.getMonth() + 1) << 5) | date.getDate();
  const size = u32(bytes.length);
  return joined([
    u16(UTF8_NAMES),
    u16(0),
    u16(time),
    u16(day),
    u32(crc32(bytes)),
    size,
    size,
    u16(name.length),
  ]);
}

const u16 = (value: number): Uint8Array => Uint8Array.of(value & 0xff, (value >>> 8) & 0xff);
const u32 = (value: number): Uint8Array => joined([u16(value & 0xffff), u16(value >>> 16)]);

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
