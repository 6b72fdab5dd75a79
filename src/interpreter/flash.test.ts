import type { EmscriptenFs, EmscriptenStream } from 'virtual:interpreter/loader';
import { describe, expect, test } from 'vitest';
import { Flash } from './flash';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const DIRECTORY = null;
const O_WRONLY = 1;

/** Emscripten's file system as far as the flash uses it; `save` is what a program's open, write and close do. */
class FakeFs implements EmscriptenFs {
  readonly nodes = new Map<string, Uint8Array | typeof DIRECTORY>([['', DIRECTORY]]);

  mkdir(path: string): void {
    if (this.nodes.has(path)) throw new Error(`EEXIST ${path}`);
    this.#parentOf(path);
    this.nodes.set(path, DIRECTORY);
  }

  readdir(path: string): string[] {
    const names = [...this.nodes.keys()].filter((node) => node.startsWith(`${path}/`));
    return [
      '.',
      '..',
      ...names.map((node) => node.slice(path.length + 1)).filter((name) => !name.includes('/')),
    ];
  }

  readFile(path: string): Uint8Array {
    const node = this.nodes.get(path);
    if (!node) throw new Error(`ENOENT ${path}`);
    return node.slice();
  }

  writeFile(path: string, contents: Uint8Array | string): void {
    if (this.nodes.get(path) === DIRECTORY) throw new Error(`EISDIR ${path}`);
    this.#parentOf(path);
    this.nodes.set(path, typeof contents === 'string' ? bytes(contents) : contents.slice());
    // As the real one does: it opens the file, writes and closes it, by way of its own property.
    this.close({ path, flags: O_WRONLY });
  }

  unlink(path: string): void {
    if (!this.nodes.get(path)) throw new Error(`ENOENT ${path}`);
    this.nodes.delete(path);
  }

  rmdir(path: string): void {
    this.nodes.delete(path);
  }

  rename(from: string, to: string): void {
    for (const [path, node] of [...this.nodes]) {
      if (path !== from && !path.startsWith(`${from}/`)) continue;
      this.nodes.delete(path);
      this.nodes.set(to + path.slice(from.length), node);
    }
  }

  close(stream: EmscriptenStream): void {
    if (!stream.path) throw new Error('EBADF');
  }

  stat(path: string): { mode: number; size: number } {
    const node = this.nodes.get(path);
    return { mode: node === DIRECTORY ? 1 : 0, size: node?.length ?? 0 };
  }

  isDir(mode: number): boolean {
    return mode === 1;
  }

  analyzePath(path: string): { exists: boolean } {
    return { exists: this.nodes.has(path) };
  }

  #parentOf(path: string): void {
    const parent = path.slice(0, path.lastIndexOf('/'));
    if (this.nodes.get(parent) !== DIRECTORY) throw new Error(`ENOTDIR ${parent}`);
  }
}

function attached(files: Record<string, string> = {}): { flash: Flash; fs: FakeFs; told: string[] } {
  const told: string[] = [];
  const flash = new Flash(
    Object.entries(files).map(([path, text]) => ({ path, kind: 'file', bytes: bytes(text) })),
    (path, contents) => told.push(`${path} ${contents ? new TextDecoder().decode(contents) : 'gone'}`),
  );
  const fs = new FakeFs();
  flash.attach(fs);
  return { flash, fs, told };
}

describe('the flash', () => {
  test('is there below /flash, with its directories, and telling of it is not needed', () => {
    const { flash, fs, told } = attached({ '/main.py': '1', '/lib/deep/a.py': '2', '/lib/b.py': '3' });
    expect(fs.readFile('/flash/main.py')).toEqual(bytes('1'));
    expect(fs.readFile('/flash/lib/deep/a.py')).toEqual(bytes('2'));
    expect([flash.has('/main.py'), flash.has('/boot.py')]).toEqual([true, false]);
    expect(told).toEqual([]);
  });

  test('tells what a program wrote when it closes the file, and not what it read', () => {
    const { flash, fs, told } = attached();
    fs.writeFile('/flash/a.txt', 'a');
    fs.close({ path: '/flash/a.txt', flags: 0 });
    fs.writeFile('/elsewhere', 'x');
    expect(told).toEqual(['/a.txt a']);
    expect(flash.has('/a.txt')).toBe(true);
  });

  test('tells of removals', () => {
    const { flash, fs, told } = attached({ '/a': '1' });
    fs.unlink('/flash/a');
    expect(told).toEqual(['/a gone']);
    expect(flash.has('/a')).toBe(false);
  });

  test('tells of a file that got another name, over one that was there too', () => {
    const { fs, told } = attached({ '/a': '1', '/b': '2' });
    fs.rename('/flash/a', '/flash/b');
    expect(told).toEqual(['/a gone', '/b 1']);
  });

  test('tells of every file below a directory that got another name, and of none beside it', () => {
    const { fs, told } = attached({ '/d/a': '1', '/d/e/b': '2', '/dd': '3' });
    fs.rename('/flash/d', '/flash/f');
    expect(told).toEqual(['/d/a gone', '/d/e/b gone', '/f/a 1', '/f/e/b 2']);
  });

  test('takes files from outside, makes their directories, and does not tell them back', () => {
    const { flash, fs, told } = attached({ '/gone': 'x' });
    expect(flash.write('/lib/a.py', bytes('1'))).toBe(true);
    expect(flash.write('/gone', null)).toBe(true);
    expect(flash.write('/never-was', null)).toBe(true);
    expect(fs.readFile('/flash/lib/a.py')).toEqual(bytes('1'));
    expect([fs.analyzePath('/flash/gone').exists, flash.has('/gone'), flash.has('/lib/a.py')]).toEqual([
      false,
      false,
      true,
    ]);
    expect(told).toEqual([]);
    fs.writeFile('/flash/after', '2');
    expect(told).toEqual(['/after 2']);
  });

  test('refuses a file where a directory is, or below a file, and is as it was', () => {
    const { flash, fs, told } = attached({ '/d/a': '1' });
    expect([flash.write('/d', bytes('x')), flash.write('/d/a/b', bytes('x'))]).toEqual([false, false]);
    expect([flash.has('/d'), flash.has('/d/a/b'), flash.has('/d/a')]).toEqual([false, false, true]);
    fs.writeFile('/flash/d/a', '2');
    expect(told).toEqual(['/d/a 2']);
  });

  test('of the next instance has what was there, files that were left open too', () => {
    const { flash, fs, told } = attached({ '/same': '1', '/left-open': '' });
    fs.nodes.set('/flash/left-open', bytes('unsaved'));
    flash.detach();
    expect(told).toEqual(['/left-open unsaved']);
    const next = new FakeFs();
    flash.attach(next);
    expect(next.readFile('/flash/left-open')).toEqual(bytes('unsaved'));
    expect(next.readFile('/flash/same')).toEqual(bytes('1'));
    fs.writeFile('/flash/late', 'of the instance before');
    expect(flash.has('/left-open')).toBe(true);
  });

  test('takes files between two instances', () => {
    const { flash, told } = attached();
    flash.detach();
    flash.detach();
    expect(flash.write('/a', bytes('1'))).toBe(true);
    const next = new FakeFs();
    flash.attach(next);
    expect(next.readFile('/flash/a')).toEqual(bytes('1'));
    expect(told).toEqual([]);
  });
});
