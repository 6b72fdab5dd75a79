import { describe, expect, test } from 'vitest';
import { Errno } from '../device/errno';
import { BLOCK_BYTES, FLASH_BLOCKS } from '../protocol/flash-size';
import type { FileChange } from '../protocol/messages';
import { Flash } from './flash';
import { Flag } from './open-file';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (contents: Uint8Array): string => new TextDecoder().decode(contents);
const said = (change: FileChange): string =>
  `${change.path} ${change.kind === 'file' ? `= ${text(change.bytes)}` : change.kind}`;

const READ = 0;
const WRITE = Flag.write | Flag.create | Flag.truncate;
const APPEND = Flag.write | Flag.create | Flag.append;
const UPDATE = Flag.readWrite;
const { EBADF, EEXIST, EINVAL, EISDIR, ENAMETOOLONG, ENOENT, ENOSPC, ENOTDIR, ENOTEMPTY } = Errno;

function flashOf(files: Readonly<Record<string, string>> = {}) {
  /** One line for each message. */
  const told: string[] = [];
  let now = 100;
  const flash = new Flash(
    Object.entries(files).map(([path, contents]) => ({ path, kind: 'file', bytes: bytes(contents) })),
    {
      post: (changes) => told.push(changes.map(said).join(', ')),
      seconds: () => now++,
    },
  );
  const read = (path: string): string => {
    const fd = flash.open(path, READ);
    const into = new Uint8Array(1_000);
    const length = flash.file(fd)?.read(into) ?? 0;
    flash.close(fd);
    return text(into.subarray(0, length));
  };
  const save = (path: string, contents: string): void => {
    const fd = flash.open(path, WRITE);
    flash.write(fd, bytes(contents));
    flash.close(fd);
  };
  return { flash, told, read, save };
}

describe('a file that a program writes', () => {
  test('is there by its name at once, with its contents when it is closed, and told each time', () => {
    const { flash, told, read } = flashOf();
    const fd = flash.open('a.txt', WRITE);
    flash.write(fd, bytes('hello'));
    expect([told, read('a.txt')]).toEqual([['/a.txt = '], '']);
    flash.close(fd);
    expect([told, read('a.txt')]).toEqual([['/a.txt = ', '/a.txt = hello'], 'hello']);
  });

  test('keeps its old contents for everybody else until it is closed or flushed', () => {
    const { flash, told, read } = flashOf({ '/a': 'old' });
    const fd = flash.open('a', WRITE);
    expect([told, read('a')]).toEqual([[], 'old']);
    flash.write(fd, bytes('new'));
    flash.sync(fd);
    expect([told, read('a')]).toEqual([['/a = new'], 'new']);
    flash.close(fd);
    expect(told).toEqual(['/a = new']);
  });

  test('is emptied by opening and closing it', () => {
    const { flash, told } = flashOf({ '/a': 'old' });
    flash.close(flash.open('a', WRITE));
    expect(told).toEqual(['/a = ']);
  });

  test('is not told when it was only read, or opened to append and not written', () => {
    const { flash, told } = flashOf({ '/a': 'old' });
    flash.close(flash.open('a', READ));
    flash.close(flash.open('a', APPEND));
    flash.close(flash.open('a', UPDATE));
    expect(told).toEqual([]);
  });

  test('is appended to at its end, and updated in place', () => {
    const { flash, read } = flashOf({ '/a': 'one' });
    let fd = flash.open('a', APPEND);
    flash.write(fd, bytes('two'));
    flash.close(fd);
    fd = flash.open('a', UPDATE);
    const file = flash.file(fd);
    if (file) file.position = 1;
    flash.write(fd, bytes('NE'));
    flash.close(fd);
    expect(read('a')).toBe('oNEtwo');
  });

  test('reads as zeros where a seek left a gap', () => {
    const { flash, read } = flashOf();
    const fd = flash.open('a', WRITE);
    const file = flash.file(fd);
    if (file) file.position = 2;
    flash.write(fd, bytes('x'));
    flash.close(fd);
    expect(read('a')).toBe('\0\0x');
  });

  test('and removes before it closes it is not kept', () => {
    const { flash, told } = flashOf();
    const fd = flash.open('a', WRITE);
    flash.write(fd, bytes('x'));
    flash.remove('a');
    expect([flash.close(fd), flash.has('/a')]).toEqual([0, false]);
    expect(told).toEqual(['/a = ', '/a removed']);
  });

  test('and renames before it closes it is kept under its new name', () => {
    const { flash, read } = flashOf();
    const fd = flash.open('a', WRITE);
    flash.write(fd, bytes('x'));
    flash.rename('a', 'b');
    flash.close(fd);
    expect([read('b'), flash.has('/a')]).toEqual(['x', false]);
  });

  test('is closed and kept when the instance ends, which leaves the root as the directory', () => {
    const { flash, told } = flashOf();
    flash.mkdir('d');
    flash.chdir('d');
    const fd = flash.open('left-open', WRITE);
    flash.write(fd, bytes('unsaved'));
    flash.unmount();
    expect(told.at(-1)).toBe('/d/left-open = unsaved');
    expect([flash.cwd, flash.file(fd)]).toEqual(['/', undefined]);
  });
});

describe('names', () => {
  test('get changed as one: a file over another', () => {
    const { flash, told } = flashOf({ '/a': '1', '/b': '2' });
    expect(flash.rename('a', 'b')).toBe(0);
    expect(told).toEqual(['/a removed, /b = 1']);
  });

  test('get changed as one: a directory with all below it, and nothing beside it', () => {
    const { flash, told } = flashOf({ '/d/a': '1', '/d/e/b': '2', '/dd': '3' });
    expect(flash.rename('d', 'f')).toBe(0);
    expect(told).toEqual([
      '/d/e/b removed, /d/e removed, /d/a removed, /d removed, /f directory, /f/a = 1, /f/e directory, /f/e/b = 2',
    ]);
  });

  test.each([
    ['/../x', '/x'],
    ['../../x', '/x'],
    ['d//./x/', '/d/x'],
    ['d/../../x', '/x'],
    ['', '/'],
    ['/', '/'],
  ])('%s lies on the flash, as %s', (given, path) => {
    expect(flashOf().flash.resolve(given)).toBe(path);
  });

  test('without a leading / start at the current directory', () => {
    const { flash, told, save } = flashOf();
    flash.mkdir('lib');
    expect([flash.chdir('lib'), flash.cwd]).toEqual([0, '/lib']);
    save('x', '1');
    expect(told.at(-1)).toBe('/lib/x = 1');
    expect([flash.chdir('..'), flash.cwd]).toEqual([0, '/']);
  });
});

describe('errors have the numbers of the chip', () => {
  const cases: [string, number, (flash: Flash) => unknown][] = [
    ['opening what is not there', ENOENT, (flash) => flash.open('no', READ)],
    ['opening below what is not there', ENOENT, (flash) => flash.open('no/x', WRITE)],
    ['opening below a file', ENOTDIR, (flash) => flash.open('a/x', WRITE)],
    ['opening a directory', EISDIR, (flash) => flash.open('d', READ)],
    ['making a file anew that is there', EEXIST, (flash) => flash.open('a', WRITE | Flag.exclusive)],
    ['a name of 256 bytes', ENAMETOOLONG, (flash) => flash.open('ä'.repeat(128), WRITE)],
    ['removing what is not there', ENOENT, (flash) => flash.remove('no')],
    ['removing a directory that is not empty', ENOTEMPTY, (flash) => flash.remove('d')],
    ['removing the root', EINVAL, (flash) => flash.remove('/')],
    ['making a directory that is there', EEXIST, (flash) => flash.mkdir('d')],
    ['making a directory of a file', EEXIST, (flash) => flash.mkdir('a')],
    ['making a directory in one that is not there', ENOENT, (flash) => flash.mkdir('no/x')],
    ['renaming what is not there', ENOENT, (flash) => flash.rename('no', 'x')],
    ['renaming a file over a directory', EISDIR, (flash) => flash.rename('a', 'd')],
    ['renaming a directory over a file', ENOTDIR, (flash) => flash.rename('d', 'a')],
    ['renaming a directory over one that is not empty', ENOTEMPTY, (flash) => flash.rename('empty', 'd')],
    ['renaming a directory into itself', EINVAL, (flash) => flash.rename('d', 'd/e')],
    ['changing to what is not there', ENOENT, (flash) => flash.chdir('no')],
    ['changing to a file', ENOTDIR, (flash) => flash.chdir('a')],
    ['listing what is not there', ENOENT, (flash) => flash.list('no')],
    ['stat of what is not there', ENOENT, (flash) => flash.stat('no')],
    ['writing what is open to be read', EBADF, (flash) => flash.write(flash.open('a', READ), bytes('x'))],
    ['writing what is closed', EBADF, (flash) => flash.write(99, bytes('x'))],
    ['closing what is closed', EBADF, (flash) => flash.close(99)],
  ];
  test.each(cases)('%s: %i', (_, errno, call) => {
    const { flash, told } = flashOf({ '/a': '1', '/d/x': '2' });
    flash.mkdir('empty');
    expect(call(flash)).toBe(-errno);
    expect(told).toEqual(['/empty directory']);
  });
});

describe('what is on the flash', () => {
  test('is listed in order, with sizes and times', () => {
    const { flash, save } = flashOf({ '/old': '123' });
    flash.mkdir('lib');
    save('b', 'x');
    expect(flash.list('/')).toEqual([
      { name: 'b', isDirectory: false },
      { name: 'lib', isDirectory: true },
      { name: 'old', isDirectory: false },
    ]);
    expect(flash.stat('old')).toEqual({ size: 3, changedAt: 0 });
    expect(flash.stat('lib')).toEqual({ size: null, changedAt: 0 });
    expect(flash.stat('b')).toEqual({ size: 1, changedAt: 102 });
  });

  test('takes both rmdir and remove for files and empty directories', () => {
    const { flash, told } = flashOf({ '/a': '1' });
    flash.mkdir('d');
    expect([flash.remove('a'), flash.remove('d'), flash.list('/')]).toEqual([0, 0, []]);
    expect(told.slice(1)).toEqual(['/a removed', '/d removed']);
  });
});

describe('a full flash', () => {
  const half = new Uint8Array(Math.floor(FLASH_BLOCKS / 2) * BLOCK_BYTES - 10_000);

  test('fails the write that does not fit, and keeps what was there', () => {
    const { flash, told, read } = flashOf({ '/a': 'old' });
    const big = flash.open('big', WRITE);
    expect(flash.write(big, half)).toBe(half.length);
    const fd = flash.open('a', WRITE);
    expect(flash.write(fd, half)).toBe(half.length);
    expect(flash.write(fd, new Uint8Array(40_000))).toBe(-ENOSPC);
    expect([flash.close(fd), read('a')]).toEqual([0, 'old']);
    expect(told).toEqual(['/big = ']);
  });

  test('has room again when something was removed, also for a file whose write failed', () => {
    const { flash } = flashOf();
    for (const name of ['one', 'two']) {
      const fd = flash.open(name, WRITE);
      flash.write(fd, half);
      flash.close(fd);
    }
    const fd = flash.open('log', WRITE);
    expect(flash.write(fd, half)).toBe(-ENOSPC);
    flash.remove('one');
    expect(flash.write(fd, bytes('x'))).toBe(1);
    expect([flash.close(fd), flash.stat('log')]).toEqual([0, { size: 1, changedAt: 106 }]);
  });

  test('needs no room for the beginning that an appended file keeps', () => {
    const { flash } = flashOf();
    const fd = flash.open('log', WRITE);
    flash.write(fd, new Uint8Array(600 * BLOCK_BYTES));
    flash.close(fd);
    const again = flash.open('log', APPEND);
    expect([flash.write(again, new Uint8Array(100)), flash.close(again)]).toEqual([100, 0]);
    // A new version as a whole needs its blocks beside the old ones: littlefs copies on write.
    expect(flash.write(flash.open('log', WRITE), new Uint8Array(600 * BLOCK_BYTES))).toBe(-ENOSPC);
  });

  test('is counted as littlefs counts: two blocks for the root, none for a small file', () => {
    const { flash, save } = flashOf();
    expect(flash.freeBlocks).toBe(761);
    save('small', 'x'.repeat(128));
    expect(flash.freeBlocks).toBe(761);
    save('boot.py', 'x'.repeat(228));
    expect(flash.freeBlocks).toBe(760);
    flash.mkdir('lib');
    expect(flash.freeBlocks).toBe(758);
  });

  test('takes no more names than fit', () => {
    const { flash } = flashOf();
    const fd = flash.open('big', WRITE);
    let left = 755 * BLOCK_BYTES;
    for (; left > 0; left -= 4_096) flash.write(fd, new Uint8Array(4_096));
    flash.close(fd);
    let made = 0;
    while (made < 10_000 && flash.mkdir(`d${made}`) === 0) made++;
    expect([made, flash.freeBlocks]).toEqual([2, 0]);
  });
});

describe('what the page saves', () => {
  test('makes its directories and is not told as a program’s', () => {
    const { flash, told, read } = flashOf({ '/gone': 'x' });
    expect(flash.change('/lib/a.py', bytes('1'))).toEqual({
      changes: [
        { path: '/lib', kind: 'directory' },
        { path: '/lib/a.py', kind: 'file', bytes: bytes('1') },
      ],
    });
    expect(flash.change('/gone', null)).toEqual({ changes: [{ path: '/gone', kind: 'removed' }] });
    expect(flash.change('/never-was', null)).toEqual({ changes: [] });
    expect([read('lib/a.py'), flash.has('/gone'), told]).toEqual(['1', false, []]);
  });

  test('is refused where a directory is, or below a file', () => {
    const { flash } = flashOf({ '/d/a': '1' });
    expect(flash.change('/d', bytes('x'))).toEqual({ reason: 'is a directory', path: '/d' });
    expect(flash.change('/d/a/b', bytes('x'))).toEqual({ reason: 'not a directory', path: '/d/a' });
    expect(flash.change('/d', null)).toEqual({ reason: 'not empty', path: '/d' });
  });

  test('takes a removed file from under a program, which does not bring it back', () => {
    const { flash } = flashOf({ '/a': '1' });
    const fd = flash.open('a', APPEND);
    flash.write(fd, bytes('2'));
    flash.change('/a', null);
    expect([flash.close(fd), flash.has('/a')]).toEqual([0, false]);
  });
});
