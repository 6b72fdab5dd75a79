import { expect, test } from 'vitest';
import { cookieDate } from './cookie-date';
import { CookieJar, LARGEST_COOKIE, MOST_COOKIES } from './cookie-jar';

const NOON = Date.UTC(2024, 1, 29, 12, 0, 0);

function jarAt(start = NOON) {
  const time = { now: start };
  return { time, jar: new CookieJar(() => time.now) };
}

test('what was set comes back, in the order of setting', () => {
  const { jar } = jarAt();
  expect(jar.header('/')).toBeNull();
  jar.store('/', ['session=abc; HttpOnly', ' colour = red ; SameSite=Lax', 'bare']);
  expect(jar.header('/any?x=1')).toBe('session=abc; colour=red; bare');
});

test('a cookie set again takes the place of the old one', () => {
  const { jar } = jarAt();
  jar.store('/', ['a=1', 'b=2']);
  jar.store('/', ['a=3']);
  expect(jar.header('/')).toBe('a=3; b=2');
});

test('a cookie goes to its path and below, longer paths first', () => {
  const { jar } = jarAt();
  jar.store('/', ['root=1; Path=/', 'led=2; Path=/led', 'slash=3; Path=/led/']);
  expect(jar.header('/')).toBe('root=1');
  expect(jar.header('/led')).toBe('led=2; root=1');
  expect(jar.header('/ledger')).toBe('root=1');
  expect(jar.header('/led/on?x=/y')).toBe('slash=3; led=2; root=1');
});

test('without a path, or with one that is none, it is the folder of the request', () => {
  const { jar } = jarAt();
  jar.store('/a/b/c?d=/e/f', ['deep=1', 'odd=2; Path=relative']);
  jar.store('/top', ['top=3']);
  expect(jar.header('/a/b')).toBe('deep=1; odd=2; top=3');
  expect(jar.header('/a')).toBe('top=3');
});

test('Max-Age ends it after so many seconds, and counts more than Expires', () => {
  const { time, jar } = jarAt();
  jar.store('/', ['a=1; Max-Age=10; Expires=Thu, 01 Jan 1970 00:00:00 GMT', 'b=2; max-age=nonsense']);
  time.now += 9_999;
  expect(jar.header('/')).toBe('a=1; b=2');
  time.now += 1;
  expect(jar.header('/')).toBe('b=2');
});

test.each(['Max-Age=0', 'Max-Age=-5', 'Expires=Thu, 01 Jan 1970 00:00:00 GMT'])('%s deletes', (attribute) => {
  const { jar } = jarAt();
  jar.store('/', ['a=1', 'b=2']);
  jar.store('/', [`a=; ${attribute}`]);
  expect(jar.header('/')).toBe('b=2');
});

test('a deletion of another path deletes nothing', () => {
  const { jar } = jarAt();
  jar.store('/', ['a=1; Path=/led']);
  jar.store('/', ['a=; Path=/; Max-Age=0']);
  expect(jar.header('/led')).toBe('a=1');
});

test('what is for HTTPS alone is not taken from a plain server', () => {
  const { jar } = jarAt();
  jar.store('/', ['a=1; Secure', '__Secure-b=2', '__Host-c=3; Path=/']);
  expect(jar.header('/')).toBeNull();
});

test('the jar is bounded: the oldest goes first, what is too large is not taken', () => {
  const { jar } = jarAt();
  for (let n = 0; n <= MOST_COOKIES; n++) jar.store('/', [`c${n}=${n}`]);
  jar.store('/', [`big=${'x'.repeat(LARGEST_COOKIE)}`, '', '=', ';;']);
  const kept = (jar.header('/') ?? '').split('; ');
  expect(kept).toHaveLength(MOST_COOKIES);
  expect(kept[0]).toBe('c1=1');
});

test.each([
  ['Thu, 29 Feb 2024 12:00:00 GMT', NOON],
  ['Thursday, 29-Feb-24 12:00:00 GMT', NOON],
  ['Thu Feb 29 12:00:00 2024', NOON],
  ['29 Feb 1994 12:00:00', Date.UTC(1994, 1, 29, 12)],
  ['29 Feb 2024', null],
  ['29 Feb 2024 25:00:00', null],
  ['tomorrow', null],
  ['', null],
])('the date %j is %s', (text, expected) => {
  expect(cookieDate(text)).toBe(expected);
});
