import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ConfigError } from '../../proxy/flags';
import { FolderFlash } from './folder-flash';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pinwire-flash-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const problem = async (work: Promise<unknown>): Promise<string> => {
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  return error instanceof ConfigError ? error.message : `no ConfigError: ${String(error)}`;
};

describe('a folder as the flash of a board', () => {
  test('is made where it is missing, is blank, and holds what the board wrote when it is opened again', async () => {
    const place = join(folder, 'board');
    const flash = await FolderFlash.open(place);
    expect(await flash.load()).toEqual([]);
    expect(flash.blank).toBe(true);
    await flash.write([
      { path: '/boot.py', kind: 'file', bytes: bytes('one') },
      { path: '/lib', kind: 'directory' },
      { path: '/lib/a.py', kind: 'file', bytes: bytes('two') },
      { path: 'Wi-Fi settings', kind: 'file', bytes: bytes('net') },
    ]);
    await flash.write([
      { path: '/boot.py', kind: 'file', bytes: bytes('three') },
      { path: '/lib/a.py', kind: 'removed' },
      { path: '/gone.py', kind: 'removed' },
    ]);
    expect(flash.blank).toBe(false);
    flash.close();
    expect(readFileSync(join(place, 'boot.py'), 'utf8')).toBe('three');
    const again = await FolderFlash.open(place);
    const texts = (await again.load()).map((change) => [
      change.path,
      change.kind === 'file' ? new TextDecoder().decode(change.bytes) : change.kind,
    ]);
    expect(texts).toEqual([
      ['/boot.py', 'three'],
      ['/lib', 'directory'],
      ['Wi-Fi settings', 'net'],
    ]);
    await again.erase();
    expect(readdirSync(place)).toEqual(['.pinwire']);
    again.close();
  });

  test('is one board’s at a time; a board that was killed does not keep it', async () => {
    const flash = await FolderFlash.open(folder);
    expect(await problem(FolderFlash.open(folder))).toMatch(/is the flash of a board that runs already/);
    flash.close();
    // The largest number that a process can have on Linux is smaller.
    writeFileSync(join(folder, '.pinwire/lock'), '99999999');
    (await FolderFlash.open(folder)).close();
  });

  test('is not kept by another process, or this one, that has the number of the board that was killed', async () => {
    mkdirSync(join(folder, '.pinwire'));
    for (const pid of [process.pid, process.ppid]) {
      writeFileSync(join(folder, '.pinwire/lock'), `${pid} 1`);
      (await FolderFlash.open(folder)).close();
    }
    expect(readdirSync(join(folder, '.pinwire'))).toEqual([]);
  });

  test('leaves links out, which may lead anywhere', async () => {
    symlinkSync('/etc', join(folder, 'etc'));
    writeFileSync(join(folder, 'a.py'), '');
    const flash = await FolderFlash.open(folder);
    expect((await flash.load()).map(({ path }) => path)).toEqual(['/a.py']);
    flash.close();
  });

  test('keeps what could not be written, names it, and tries again at the end', async () => {
    const flash = await FolderFlash.open(folder);
    const unwritten: string[] = [];
    flash.onUnwritten(({ path }) => unwritten.push(path));
    // A directory stands where the file is to be.
    mkdirSync(join(folder, 'a.py'));
    await flash.write([
      { path: '/a.py', kind: 'file', bytes: bytes('x') },
      { path: '/../outside.py', kind: 'file', bytes: bytes('x') },
      { path: '/.pinwire/lock', kind: 'file', bytes: bytes('x') },
    ]);
    expect(flash.state).toMatchObject({
      unkept: ['/a.py', '/../outside.py', '/.pinwire/lock'],
      why: 'failed',
    });
    expect(unwritten).toEqual(['/a.py', '/../outside.py', '/.pinwire/lock']);
    rmSync(join(folder, 'a.py'), { recursive: true });
    expect(await flash.settle()).toBe(false);
    expect(readFileSync(join(folder, 'a.py'), 'utf8')).toBe('x');
    expect(flash.state).toMatchObject({ unkept: ['/../outside.py', '/.pinwire/lock'] });
    flash.close();
  });

  test.each([
    ['a file', () => writeFileSync(join(folder, 'x'), ''), 'x', /x cannot be the board's flash/],
    [
      'nothing, in a folder that is not there',
      () => undefined,
      'no/x',
      /cannot be the board's flash: ENOENT/,
    ],
    [
      'more than the board has',
      () => {
        mkdirSync(join(folder, 'x'));
        writeFileSync(join(folder, 'x/big'), new Uint8Array(4_000_000));
      },
      'x',
      /holds more than the board's flash: \d+ of 3052 KiB/,
    ],
  ])('is refused when it is %s', async (_, prepare, name, sentence) => {
    prepare();
    expect(await problem(FolderFlash.open(join(folder, name)))).toMatch(sentence);
  });
});
