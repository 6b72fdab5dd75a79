import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { contentHash, makeOnce } from './cache';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'pinwire-cache-'));
});
afterEach(() => rm(folder, { recursive: true }));

const file = (name: string): string => path.join(folder, name);

describe('the name of a state of files', () => {
  test('is the same while the contents are, and another when a byte changes', async () => {
    await writeFile(file('a'), 'one');
    await writeFile(file('b'), 'two');
    const before = await contentHash([file('a'), file('b')]);
    await writeFile(file('a'), 'one');
    expect(await contentHash([file('a'), file('b')])).toBe(before);
    await writeFile(file('b'), 'twO');
    expect(await contentHash([file('a'), file('b')])).not.toBe(before);
  });

  test('tells where one file ends and the next begins', async () => {
    await writeFile(file('a'), 'onet');
    await writeFile(file('b'), 'wo');
    const before = await contentHash([file('a'), file('b')]);
    await writeFile(file('a'), 'one');
    await writeFile(file('b'), 'two');
    expect(await contentHash([file('a'), file('b')])).not.toBe(before);
  });
});

describe('a directory that is made once', () => {
  test('is not made again when it is there', async () => {
    let made = 0;
    const make = () => Promise.resolve({ name: String(++made) });
    await makeOnce(file('kept'), make);
    await makeOnce(file('kept'), make);
    expect(made).toBe(1);
    expect(await readFile(file('kept/name'), 'utf8')).toBe('1');
  });

  test('is whole, and the only thing left, when two make it at once', async () => {
    const make = () => Promise.resolve({ one: 'first', two: new Uint8Array(100_000) });
    await Promise.all([makeOnce(file('kept'), make), makeOnce(file('kept'), make)]);
    expect(await readdir(folder)).toEqual(['kept']);
    expect((await readdir(file('kept'))).sort()).toEqual(['one', 'two']);
  });

  test('is not there when making it failed, so that the next attempt makes it', async () => {
    const fails = () => Promise.reject(new Error('no such shape'));
    await expect(makeOnce(file('kept'), fails)).rejects.toThrow('no such shape');
    expect(await readdir(folder)).toEqual([]);
    await makeOnce(file('kept'), () => Promise.resolve({ name: 'whole' }));
    expect(await readdir(file('kept'))).toEqual(['name']);
  });
});
