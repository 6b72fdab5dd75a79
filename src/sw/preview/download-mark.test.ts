import { expect, test } from 'vitest';
import { markDownload, readDownload } from './download-mark';

test.each(['/x', '/x?a=1&b=2', '/x?'])('%s is asked for as it was, and stored under its name', (target) => {
  expect(readDownload(markDownload(target, 'a b.txt'))).toEqual({ target, name: 'a%20b.txt' });
  expect(readDownload(markDownload(target, ''))).toEqual({ target, name: '' });
  expect(readDownload(target)).toEqual({ target, name: null });
});

test('what a form adds to the address stays', () => {
  expect(readDownload('/x?pinwire-download=n&c=3')).toEqual({ target: '/x?c=3', name: 'n' });
});

test('the fragment stays behind the mark', () => {
  expect(markDownload('/x#part', 'n')).toBe('/x?pinwire-download=n#part');
});
