import { expect, test } from 'vitest';
import { WIFI_RECORD } from '../../protocol/wifi-record';
import { readRecords } from './stored-records';

const bytes = Uint8Array.of(1);

test('files and directories come back, parents first; layout 1 had no records of directories', () => {
  expect(
    readRecords([
      ['/a/b/c.py', bytes],
      ['/a/empty', null],
      ['/main.py', bytes],
    ]),
  ).toEqual({
    files: [
      { path: '/a', kind: 'directory' },
      { path: '/a/b', kind: 'directory' },
      { path: '/a/b/c.py', kind: 'file', bytes },
      { path: '/a/empty', kind: 'directory' },
      { path: '/main.py', kind: 'file', bytes },
    ],
    damaged: [],
  });
});

test('what lies beside the file system comes back, too', () => {
  expect(readRecords([[WIFI_RECORD, bytes]])).toEqual({
    files: [{ path: WIFI_RECORD, kind: 'file', bytes }],
    damaged: [],
  });
});

test('a record that makes no sense is named, and the others are read', () => {
  const { files, damaged } = readRecords([
    [7, bytes],
    ['main.py', bytes],
    ['/../x', bytes],
    ['/a//b', bytes],
    ['/text', 'not bytes'],
    ['/unreadable', undefined],
    ['/file', bytes],
    ['/file/below', bytes],
    ['/ok', bytes],
  ]);
  expect(files.map(({ path }) => path)).toEqual(['/file', '/ok']);
  expect(damaged).toEqual(['7', 'main.py', '/../x', '/a//b', '/text', '/unreadable', '/file/below']);
});
