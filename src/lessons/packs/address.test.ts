import { expect, test } from 'vitest';
import { packAddress } from './address';

const PAGE = 'https://site.example/pinwire/';
const parse = (text: string) => (URL.canParse(text, PAGE) ? new URL(text, PAGE) : null);
const href = (text: string, secure = true) => packAddress(text, parse, secure).href;

test('a folder, a file in it and an archive are addresses; the first two are the same', () => {
  for (const text of [
    'https://a.example/l',
    'https://a.example/l/',
    ' https://a.example/l/index.yaml ',
    'https://a.example/l/lesson.yaml#x',
  ])
    expect(href(text)).toBe('https://a.example/l/');
  expect(href('https://a.example/x.zip')).toBe('https://a.example/x.zip');
  expect(href('https://a.example/get?what=x')).toBe('https://a.example/get?what=x');
  expect(href('mine/l.zip')).toBe('https://site.example/pinwire/mine/l.zip');
  expect(packAddress('https://A.example:8443', parse, true)).toEqual({
    href: 'https://a.example:8443/',
    host: 'a.example:8443',
  });
});

test('what is none is told: other schemes, passwords, http where the page came over https', () => {
  for (const text of [
    'javascript:alert(1)',
    'data:text/plain,x',
    'file:///etc/passwd',
    'blob:https://a.example/x',
  ])
    expect(() => href(text)).toThrow('begin with https://');
  expect(() => href('https://trusted.example@evil.example/')).toThrow('password');
  expect(() => href('http://a.example/')).toThrow('came over https');
  expect(href('http://a.example/', false)).toBe('http://a.example/');
  expect(href('http://localhost:8000/')).toBe('http://localhost:8000/');
  expect(() => href('https://')).toThrow('is not an address');
  expect(() => href(`https://a.example/${'x'.repeat(3_000)}`)).toThrow('is not an address');
});
