import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { bytesInWords, PACK_LIMITS } from './limits';

const docs = readFileSync('docs/authoring.md', 'utf8');
const row = (name: string): string =>
  new RegExp(`^\\| ${name}.*\\|(.*)\\|$`, 'm').exec(docs)?.[1]?.trim() ?? '';
const count = (value: number): string => value.toLocaleString('en');

test('the documentation has all limits as they are', () => {
  const { archive, entries, unpacked, ratio, path, depth, lessons, translations } = PACK_LIMITS;
  const { text, drawn, code, checks } = PACK_LIMITS;
  expect(row('zip file')).toBe(`${bytesInWords(archive)}, ${count(entries)} entries`);
  expect(row('unpacked')).toBe(`${bytesInWords(unpacked)}, ${ratio} times the packed`);
  expect(row('path')).toBe(`${path} characters, ${depth} folders`);
  expect(row('lessons')).toBe(`${lessons}`);
  expect(row('translations')).toBe(`${translations}`);
  expect(row('text, data, index')).toBe(bytesInWords(text));
  expect(row('parts that are drawn')).toBe(count(drawn));
  expect(row('code blocks')).toBe(bytesInWords(code));
  expect(row('steps, checks')).toBe(`50, ${checks}`);
  const { searched, searchedInAll } = PACK_LIMITS;
  expect(row('searched')).toBe(`${bytesInWords(searched)}, ${bytesInWords(searchedInAll)}`);
  const { boardFiles, picture, pixels, pictures, fetching, silence, kept, keptBytes } = PACK_LIMITS;
  expect(row('files for the board')).toBe(bytesInWords(boardFiles));
  expect(row('picture \\(')).toBe(`${bytesInWords(picture)}, ${pixels / 1e6} million pixels`);
  expect(row('pictures')).toBe(`${pictures}`);
  expect(row('time to fetch')).toBe(`${fetching / 1000} s; ${silence / 1000} s`);
  expect(row('kept in a browser')).toBe(`${kept} packs of lessons, ${bytesInWords(keptBytes)}`);
});
