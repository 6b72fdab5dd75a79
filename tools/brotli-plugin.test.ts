import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { brotliPlugin } from './brotli-plugin';

type Write = (options: { dir?: string }, bundle: Record<string, unknown>) => Promise<void>;

const write = brotliPlugin().writeBundle as unknown as Write;
const script = 'let pin = 4;'.repeat(200);
let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'pinwire-brotli-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

test('scripts, style sheets and the interpreter get a compressed copy', async () => {
  const source = new Uint8Array(5_000);
  await write(
    { dir },
    {
      a: { type: 'chunk', fileName: 'a.js', code: script },
      b: { type: 'asset', fileName: 'b.wasm', source },
      c: { type: 'asset', fileName: 'c.css', source: script },
    },
  );
  expect(readdirSync(dir).sort()).toEqual(['a.js.br', 'b.wasm.br', 'c.css.br']);
  expect(brotliDecompressSync(readFileSync(join(dir, 'a.js.br'))).toString()).toBe(script);
  expect(brotliDecompressSync(readFileSync(join(dir, 'b.wasm.br')))).toEqual(Buffer.from(source));
});

test('what is compressed already, small, or loaded late is left alone', async () => {
  await write(
    { dir },
    {
      a: { type: 'asset', fileName: 'a.woff2', source: new Uint8Array(5_000) },
      b: { type: 'chunk', fileName: 'b.js', code: 'let pin = 4;' },
      c: { type: 'chunk', fileName: 'c.js', code: script.repeat(500) },
    },
  );
  expect(readdirSync(dir)).toEqual([]);
});
