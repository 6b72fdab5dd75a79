import { deflateRawSync } from 'node:zlib';
import { crc32 } from '../../shared/crc32';

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A file of an archive, with whatever a hostile one says of it. */
export interface FakeEntry {
  readonly name: string;
  readonly contents?: Uint8Array | string;
  readonly method?: number;
  readonly flags?: number;
  /** In the local header, where that says something else. */
  readonly localName?: string;
  readonly size?: number;
  readonly crc?: number;
  /** The data as they are, instead of the contents deflated. */
  readonly packed?: Uint8Array;
  /** The mode of Unix, such as 0o120777 for a symbolic link. */
  readonly mode?: number;
  /** Its data are those of the entry before it. */
  readonly overlaps?: boolean;
}

/** An archive as tools make it, deflated, but for what its entries ask for. */
export function fakeZip(entries: readonly FakeEntry[], comment = ''): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  let last = 0;
  for (const entry of entries) {
    const { name, method = 8, flags = 1 << 11, mode = 0o100644, overlaps = false } = entry;
    const contents = typeof entry.contents === 'object' ? entry.contents : bytes(entry.contents ?? '');
    const packed = entry.packed ?? (method === 8 ? deflateRawSync(contents) : contents);
    const sizes = [entry.crc ?? crc32(contents), packed.length, entry.size ?? contents.length];
    const fields = (length: number) => numbers('2222444', [flags, method, 0, 33, ...sizes], length);
    const local = [bytes(entry.localName ?? name)];
    const [localName = new Uint8Array()] = local;
    const start = overlaps ? last : offset;
    directory.push(
      numbers('4', [0x02014b50]),
      numbers('22', [(3 << 8) | 30, 20]),
      fields(bytes(name).length),
      numbers('2222', [0, 0, 0, 0]),
      numbers('44', [(mode << 16) >>> 0, start]),
      bytes(name),
    );
    if (overlaps) continue;
    last = offset;
    const all = [
      numbers('42', [0x04034b50, 20]),
      fields(localName.length),
      numbers('2', [0]),
      localName,
      packed,
    ];
    parts.push(...all);
    offset += all.reduce((sum, part) => sum + part.length, 0);
  }
  const central = joined(directory);
  const count = entries.length;
  const end = numbers('4222244', [0x06054b50, 0, 0, count, count, central.length, offset]);
  return joined([...parts, central, end, numbers('2', [comment.length]), bytes(comment)]);
}

/** Little-endian numbers of 2 or 4 bytes; a length may follow. */
function numbers(widths: string, values: readonly number[], length?: number): Uint8Array {
  const all = Array.from(widths).map((width, index) => [Number(width), values[index] ?? 0] as const);
  if (length !== undefined) all.push([2, length]);
  return Uint8Array.from(
    all.flatMap(([width, value]) => Array.from({ length: width }, (_, at) => (value >>> (8 * at)) & 255)),
  );
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export const LAMP_TEXT = 'The lamp\n========\n\nTry::\n\n    >>> 6 * 7\n    42\n';

export const LAMP_DATA = `summary: A lamp.
minutes: 5
credit: { text: Written by Ada for class 9b., license: CC BY 4.0 }
panes: [terminal]
steps:
  - id: light
    title: Light
    at: 6-7
    goal: Let the board print 42.
    checks: [{ output: { contains: '42' } }]
    solution: [{ run: 6-7 }]
`;

export const LAMP_GERMAN = `summary: Eine Lampe.
title: Die Lampe
steps:
  light:
    title: Licht
    goal: Lass das Board 42 ausgeben.
`;
export const LAMP_GERMAN_TEXT = 'Die Lampe\n=========\n\nVersuch es::\n\n    >>> 6 * 7\n    42\n';

/** A pack with one lesson that is in order, but for what is given. */
export function lamp(changes: Readonly<Record<string, string | Uint8Array>> = {}): Map<string, Uint8Array> {
  const files = { 'lamp/lesson.rst': LAMP_TEXT, 'lamp/lesson.yaml': LAMP_DATA, ...changes };
  return new Map(
    Object.entries(files).map(([path, text]) => [path, typeof text === 'string' ? bytes(text) : text]),
  );
}

/** One pixel. */
export const PNG = Uint8Array.from(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
);
