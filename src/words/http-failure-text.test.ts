import { expect, test } from 'vitest';
import type { HttpFailure } from '../protocol/http';
import { httpFailures } from './en/http-failures';
import { failureText, readableBytes, size } from './http-failure-text';

const { english } = httpFailures;

const at = (port: number) => ({ ip: '192.168.1.42', port });
const received = new TextEncoder().encode('hello\r\nworld');
const failures: readonly HttpFailure[] = [
  { kind: 'nothing-listens' },
  { kind: 'not-accepted' },
  { kind: 'no-answer', received },
  { kind: 'closed-early', received },
  { kind: 'reset', received },
  { kind: 'not-http', received },
  { kind: 'unreachable' },
  { kind: 'too-large', limit: 4 * 1024 * 1024 },
  { kind: 'bad-status', status: 999 },
  { kind: 'too-many', limit: 64 },
  { kind: 'cancelled' },
  { kind: 'network-lost' },
];

test.each(failures)('$kind says what happened, why, and what to do', (failure) => {
  const { title, why, todo } = failureText(failure, at(8080), english);
  expect(title).not.toBe('');
  expect(why).toMatch(/\.$/);
  expect(todo).not.toBe('');
});

test('no two causes look the same', () => {
  const titles = failures.map((failure) => failureText(failure, at(80), english).title);
  expect(new Set(titles).size).toBe(failures.length);
});

test('the port is the one that was asked', () => {
  expect(failureText({ kind: 'nothing-listens' }, at(80), english).title).toContain('80');
  expect(failureText({ kind: 'nothing-listens' }, at(8080), english).title).toContain('8080');
});

test('what came instead of HTTP is shown, bytes that cannot be printed escaped', () => {
  expect(failureText({ kind: 'not-http', received }, at(80), english).received).toBe('hello\\r\\n\nworld');
  expect(readableBytes(Uint8Array.of(0, 0xff, 0x41))).toBe('\\x00\\xffA');
  expect(readableBytes(new Uint8Array(1000).fill(0x41))).toHaveLength(161);
});

test('sizes are read at a glance', () => {
  expect(size(12, english)).toBe('12 bytes');
  expect(size(1536, english)).toBe('1.5 KB');
  expect(size(3 * 1024 * 1024, english)).toBe('3.0 MB');
});
