import { expect, test } from 'vitest';
import { explain } from './explain';

test('a port that is taken is explained: why, and how to free it', () => {
  const text = explain({ type: 'OSError', message: '[Errno 98] EADDRINUSE' });
  expect(text).toContain('s.close()');
  expect(text).toContain('Ctrl-D');
});

test('a name that no host has is explained', () => {
  expect(explain({ type: 'OSError', message: '-2' })).toContain('host name');
});

test('a name of the lesson that is not defined points at the earlier blocks', () => {
  expect(explain({ type: 'NameError', message: "name 'addr' isn't defined" })).toMatch(/^addr is not there/);
});

test('nothing is said about Ctrl-C and about errors that speak for themselves', () => {
  expect(explain({ type: 'KeyboardInterrupt', message: '' })).toBeNull();
  expect(explain({ type: 'ValueError', message: 'x' })).toBeNull();
});
