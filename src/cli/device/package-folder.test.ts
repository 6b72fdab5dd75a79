import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { packageFolder } from './package-folder';

const folder = mkdtempSync(join(tmpdir(), 'pinwire-packages-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const index = packageFolder(folder);

const text = (path: string): string | null => {
  const found = index(path);
  return found ? new TextDecoder().decode(found) : null;
};
const described = (name: string, version = 'latest'): unknown =>
  JSON.parse(text(`/package/6/${name}/${version}.json`) ?? 'null');

test('a file, and a folder with all that is in it, are packages; a hash leads to each file', () => {
  writeFileSync(join(folder, 'one.py'), 'one');
  mkdirSync(join(folder, 'two', 'deep'), { recursive: true });
  writeFileSync(join(folder, 'two', 'deep', 'x.py'), 'x');
  writeFileSync(join(folder, 'two', '.hidden'), 'not told');
  expect(described('one')).toEqual({
    v: 1,
    version: '0',
    hashes: [['one.py', '7692c3ad']],
    urls: [],
    deps: [],
  });
  expect(described('two')).toMatchObject({ hashes: [['two/deep/x.py', '2d711642']] });
  expect(text('/file/76/7692c3ad')).toBe('one');
  expect(text('/file/2d/2d711642')).toBe('x');
});

test('package.json says what a package is made of, here and elsewhere', () => {
  mkdirSync(join(folder, 'kit'));
  writeFileSync(join(folder, 'kit', 'x.py'), 'x');
  const urls = [
    ['kit.py', 'x.py'],
    ['far.py', 'github:org/repo/far.py'],
  ];
  writeFileSync(
    join(folder, 'kit', 'package.json'),
    JSON.stringify({ urls, deps: [['one', '1']], version: '1.2' }),
  );
  const whole = {
    v: 1,
    version: '1.2',
    hashes: [['kit.py', '2d711642']],
    urls: [['far.py', 'github:org/repo/far.py']],
    deps: [['one', '1']],
  };
  expect([described('kit'), described('kit', '1.2'), described('kit', '1.1')]).toEqual([whole, whole, null]);
});

test.each([
  ['is not there', '/package/6/none/latest.json'],
  ['leads out of the folder', '/package/6/../latest.json'],
  ['is no question', '/secret'],
  ['is a hash of nobody', '/file/00/00000000'],
])('what %s is not in the index', (_, path) => {
  expect(index(path)).toBeNull();
});

test('a description whose files lie outside of its folder gives nothing', () => {
  mkdirSync(join(folder, 'sly'));
  writeFileSync(join(folder, 'sly', 'package.json'), JSON.stringify({ urls: [['a.py', '../one.py']] }));
  expect(described('sly')).toBeNull();
});

test('there must be such a folder', () => {
  expect(() => packageFolder(join(folder, 'one.py'))).toThrow('is not a folder');
});
