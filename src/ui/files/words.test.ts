import { expect, test } from 'vitest';
import { STORED } from '../../session/flash/flash-state';
import { listed, sizeWords, storageWords } from './words';

test('nothing is said while everything is kept', () => {
  expect(storageWords(STORED)).toBeNull();
});

test('files that are not kept are named, and it can be tried again', () => {
  const words = storageWords({ kind: 'stored', unkept: ['/main.py', '/lib/x.py'], why: 'full' });
  expect(words?.text).toContain('full: main.py and lib/x.py are on the board and in this tab, but not kept');
  expect(words?.remedy).toBe('Try again');
  expect(storageWords({ kind: 'stored', unkept: ['/a'], why: 'failed' })?.text).toContain(
    'Download it before',
  );
});

test('a copy says that it is one, and offers the real thing', () => {
  const words = storageWords({ kind: 'temporary', why: 'other-tab', changed: [] });
  expect(words).toMatchObject({ remedy: 'Use it here' });
  expect(words?.text).toContain('Another tab has this board’s flash');
});

test('a long list ends in a number', () => {
  expect(listed(['/a'])).toBe('a');
  expect(listed(['/a', '/b', '/c', '/d'])).toBe('a, b, c and d');
  expect(listed(['/a', '/b', '/c', '/d', '/e'])).toBe('a, b, c and 2 more');
});

test.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [1023, '1023 bytes'],
  [1024, '1.0 KB'],
  [204_800, '200 KB'],
  [763 * 4096, '3.0 MB'],
])('%i bytes are %s', (bytes, words) => {
  expect(sizeWords(bytes)).toBe(words);
});
