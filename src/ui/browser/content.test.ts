import { expect, test } from 'vitest';
import { contentOf, decodeBody } from './content';
import { dataUrl } from './data-url';

const answer = (type: string | null, body = '') => ({
  headers: type === null ? [] : [['Content-type', type] as const],
  body: new TextEncoder().encode(body),
});

test.each([
  ['text/html', 'html'],
  ['Text/HTML; charset=utf-8', 'html'],
  ['application/json', 'text'],
  ['text/plain', 'text'],
  ['image/png', 'image'],
  ['application/octet-stream', 'other'],
])('%s is shown as %s', (type, kind) => {
  expect(contentOf(answer(type)).kind).toBe(kind);
});

test('an answer that names no type is looked at', () => {
  expect(contentOf(answer(null, '\n<!DOCTYPE html><p>x')).kind).toBe('html');
  expect(contentOf(answer(null, 'hello')).kind).toBe('text');
  expect(contentOf(answer(null, 'a\0b')).kind).toBe('other');
});

test('the charset is the one the answer names, UTF-8 otherwise', () => {
  expect(contentOf(answer('text/html; charset="iso-8859-1"')).charset).toBe('iso-8859-1');
  expect(decodeBody(Uint8Array.of(0xfc), 'iso-8859-1')).toBe('ü');
  expect(decodeBody(new TextEncoder().encode('ü'), 'utf-8')).toBe('ü');
  expect(decodeBody(new TextEncoder().encode('ü'), 'no-such')).toBe('ü');
});

test('a file becomes an address that holds it', () => {
  expect(dataUrl(answer('image/png', 'abc'), false)).toBe('data:image/png;base64,YWJj');
  expect(dataUrl(answer('text/plain', 'abc'), true)).toBe('data:text/javascript;charset=utf-8;base64,YWJj');
});
