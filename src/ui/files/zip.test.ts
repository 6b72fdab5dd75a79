import { expect, test } from 'vitest';
import { crc32 } from '../../shared/crc32';
import { zip } from './zip';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (part: Uint8Array): string => new TextDecoder().decode(part);

/** What a reader that starts at the central directory finds. */
function read(archive: Uint8Array): { name: string; contents: string; crc: number; date: number }[] {
  const view = new DataView(archive.buffer);
  const end = archive.length - 22;
  expect(view.getUint32(end, true)).toBe(0x06054b50);
  const found = [];
  let at = view.getUint32(end + 16, true);
  for (let n = 0; n < view.getUint16(end + 10, true); n++) {
    const [size, length, local] = [
      view.getUint32(at + 24, true),
      view.getUint16(at + 28, true),
      view.getUint32(at + 42, true),
    ];
    const name = text(archive.subarray(at + 46, at + 46 + length));
    expect(view.getUint32(local, true)).toBe(0x04034b50);
    expect(text(archive.subarray(local + 30, local + 30 + length))).toBe(name);
    const data = local + 30 + length;
    found.push({
      name,
      contents: text(archive.subarray(data, data + size)),
      crc: view.getUint32(at + 16, true),
      date: view.getUint16(at + 14, true),
    });
    at += 46 + length;
  }
  expect(at).toBe(end);
  return found;
}

test('the check value of CRC-32', () => {
  expect(crc32(bytes('123456789'))).toBe(0xcbf43926);
});

test('an archive gives back its files by name, with folders, other alphabets and nothing in them', () => {
  const files = { 'main.py': 'print(1)\n', 'lib/größe.py': 'x = "ü"', empty: '' };
  const archive = zip(
    Object.entries(files).map(([name, contents]) => ({ name, bytes: bytes(contents) })),
    new Date(2026, 10, 24, 13, 30, 8),
  );
  const found = read(archive);
  expect(Object.fromEntries(found.map(({ name, contents }) => [name, contents]))).toEqual(files);
  expect(found.map(({ crc }) => crc)).toEqual(Object.values(files).map((each) => crc32(bytes(each))));
  // 24 November, 46 years after 1980.
  expect(found[0]?.date).toBe((46 << 9) | (11 << 5) | 24);
});

test('an archive of nothing is one', () => {
  expect(read(zip([], new Date(2026, 0, 1)))).toEqual([]);
});
