import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compileLesson } from './compile';
import { plainText } from './title';
import type { Block, CodeBlock, Section } from './model';

const FILE = 'public/lessons/network-tcp/lesson.rst';
const source = readFileSync(FILE, 'utf8');
const lesson = compileLesson(source);

function sections(blocks: readonly Block[]): Section[] {
  return blocks.flatMap((block) => (block.kind === 'section' ? [block, ...sections(block.children)] : []));
}

const code = sections(lesson.children)
  .flatMap((section) => section.children)
  .filter((block): block is CodeBlock => ['console', 'python', 'plain'].includes(block.kind));

/** The source between two lines (1-based, both included), four spaces taken off. */
function dedented(from: number, to: number): string {
  const lines = source.split('\n').slice(from - 1, to);
  return lines.map((line) => `${line.replace(/^ {4}/, '')}\n`).join('');
}

test('the text is the documentation, byte for byte', () => {
  const hash = createHash('sha256').update(readFileSync(FILE)).digest('hex');
  expect(hash).toBe('697c4c786d3089688aa8fef3f055e4f2d5d695fb723f9b5e8bd58825803e472c');
});

test('nothing is wrong with it and nothing of it is shown as unknown', () => {
  expect(lesson.diagnostics).toEqual([]);
  const kinds = new Set(sections(lesson.children).flatMap((s) => s.children.map((b) => b.kind)));
  expect([...kinds].sort()).toEqual(['console', 'paragraph', 'python', 'section']);
});

test('its headings and their ids', () => {
  expect(sections(lesson.children).map((s) => [s.level, s.id, plainText(s.title), s.line])).toEqual([
    [1, 'network-tcp-sockets', 'Network - TCP sockets', 1],
    [2, 'star-wars-asciimation', 'Star Wars Asciimation', 9],
    [2, 'http-get-request', 'HTTP GET request', 57],
    [2, 'simple-http-server', 'Simple HTTP server', 90],
  ]);
  expect(lesson.title).toBe('Network - TCP sockets');
});

test('its blocks, and what is typed for each', () => {
  expect(
    code.map((block) => [block.kind, block.label, block.kind === 'console' ? block.typed : null]),
  ).toEqual([
    ['console', 'import socket', ['import socket']],
    [
      'console',
      'addr_info = socket.getaddrinfo("towel.blinkenlights.nl", 23)',
      ['addr_info = socket.getaddrinfo("towel.blinkenlights.nl", 23)'],
    ],
    ['console', 'addr = addr_info[0][-1]', ['addr = addr_info[0][-1]']],
    ['console', 's = socket.socket()', ['s = socket.socket()', 's.connect(addr)']],
    [
      'console',
      'while True:',
      ['while True:', 'data = s.recv(500)', "print(str(data, 'utf8'), end='')", '', '', ''],
    ],
    ['python', 'def http_get(url):', null],
    [
      'console',
      "http_get('http://micropython.org/ks/test.html')",
      ["http_get('http://micropython.org/ks/test.html')"],
    ],
    ['python', 'import machine', null],
  ]);
  expect(code.every((block) => block.kind !== 'console' || block.run === 'type')).toBe(true);
  expect(new Set(code.map((block) => block.id)).size).toBe(code.length);
});

test('the loop is copied without prompts and without the closing line', () => {
  expect(code[4]?.copy).toBe("while True:\n    data = s.recv(500)\n    print(str(data, 'utf8'), end='')");
});

test('its two programs are the source, dedented', () => {
  const programs = code.flatMap((block) => (block.kind === 'python' ? [block.source] : []));
  const lines = source.split('\n');
  const end = (from: number) => from + lines.slice(from).findIndex((line) => /^\S/.test(line));
  const start = (first: string) => lines.findIndex((line) => line === `    ${first}`) + 1;
  const [get, server] = [start('def http_get(url):'), start('import machine')];
  expect(programs).toEqual([dedented(get, end(get) - 1), dedented(server, end(server) - 1)]);
  expect(programs[0]).toContain(
    "\n    s.send(bytes('GET /%s HTTP/1.0\\r\\nHost: %s\\r\\n\\r\\n' % (path, host), 'utf8'))\n",
  );
  expect(programs[1]?.split('\n')).toHaveLength(35);
});

test('no mark for doc tests is shown, wherever it is glued', () => {
  expect(JSON.stringify(lesson.children)).not.toMatch(/skip/i);
  expect(lesson.hidden).toEqual([23, 55, 84, 133].map((line) => ({ line, why: 'doc-test' })));
});

test('names of code inside sentences are code', () => {
  const inline = sections(lesson.children).flatMap((s) =>
    s.children.flatMap((b) => (b.kind === 'paragraph' ? b.children : [])),
  );
  expect(inline.filter((node) => node.kind === 'code').map((node) => node.text)).toEqual([
    'getaddrinfo',
    'addr_info',
    'addr',
  ]);
  expect(new Set(inline.map((node) => node.kind))).toEqual(new Set(['text', 'code']));
});
