import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compileFolder } from '../authoring/compile-folder';
import { readGlossary } from '../authoring/glossary-file';
import { passagesOf, termPassages } from './passages';
import { SearchIndex } from './search-index';

const read = (path: string): string => readFileSync(`public/lessons/${path}`, 'utf8');

function passages(slug: string) {
  const [text, data] = ['lesson.rst', 'lesson.yaml'].map((file) => ({
    file,
    source: read(`${slug}/${file}`),
  }));
  if (!text || !data) throw new Error('There are two files.');
  return passagesOf(compileFolder({ slug, text, data }).lesson);
}

const seed = passages('network-tcp');
const index = new SearchIndex([
  ...seed,
  ...passages('when-the-network-fails'),
  ...termPassages(readGlossary(read('glossary.yaml'), 'glossary.yaml'), 'Glossary'),
]);
const found = (query: string) =>
  index.find(query).map(({ passage }) => `${passage.slug}/${passage.target ?? ''}`);

test('a lesson is told by its beginning, its sections and its steps', () => {
  expect(seed.map(({ kind, target }) => `${kind} ${target ?? '-'}`).slice(0, 5)).toEqual([
    'section -',
    'section star-wars-asciimation',
    'section http-get-request',
    'section simple-http-server',
    'step find-the-host',
  ]);
  expect(seed[0]?.text).toMatch(/^The building block of most of the internet is the TCP socket/);
});

test('titles, texts, code, steps and words of the glossary are found, titles first', () => {
  expect(found('asciimation')[0]).toBe('network-tcp/star-wars-asciimation');
  expect(found('telnet protocol')).toContain('network-tcp/star-wars-asciimation');
  expect(found('getaddrinfo')).toContain('network-tcp/star-wars-asciimation');
  expect(found('find the host')[0]).toBe('network-tcp/find-the-host');
  expect(found('half-close')[0]).toBe('glossary/term-half-close');
});

test('beginnings of words are enough, and a slip is forgiven; what is nowhere is not found', () => {
  expect(found('asci')[0]).toBe('network-tcp/star-wars-asciimation');
  expect(found('asciimatoin')[0]).toBe('network-tcp/star-wars-asciimation');
  for (const query of ['', ' ', 'zebra', '!"§$%&/()', 'socket zebra']) expect(found(query)).toEqual([]);
});

test('a snippet shows what was found, marked', () => {
  const [first] = index.find('telnet');
  const marked = index.find('blinkenlights').flatMap(({ snippet }) => snippet.filter((piece) => piece.found));
  expect(marked.map(({ text }) => text)).toContain('blinkenlights');
  expect(first?.snippet.map(({ text }) => text).join('').length).toBeLessThan(150);
});
