import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isFilter, isTopic, matches } from './topics';

test.each([
  ['sport/tennis', 'sport/tennis', true],
  ['sport/tennis', 'sport/+', true],
  ['sport', 'sport/+', false],
  ['sport/', 'sport/+', true],
  ['/finance', '+/+', true],
  ['/finance', '/+', true],
  ['/finance', '+', false],
  ['sport', 'sport/#', true],
  ['sport/tennis/player1', 'sport/#', true],
  ['sport/tennis/player1', 'sport/tennis', false],
  ['sport', '#', true],
  ['$SYS/uptime', '#', false],
  ['$SYS/uptime', '+/uptime', false],
  ['$SYS/uptime', '$SYS/#', true],
  ['Sport', 'sport', false],
])('%s is matched by %s: %s', (topic, filter, matched) => {
  expect(matches(topic, filter)).toBe(matched);
});

test.each(['', 'a+', '+a/b', 'a/#/b', 'a#', 'a\0b'])('%j cannot be subscribed to', (filter) => {
  expect(isFilter(filter)).toBe(false);
});

test('a filter that is a topic matches that alone, and any level of it may be a plus', () => {
  const level = fc.stringMatching(/^[a-z ]{0,3}$/);
  const topic = fc.array(level, { minLength: 1, maxLength: 5 }).filter((levels) => levels.join('/') !== '');
  fc.assert(
    fc.property(topic, topic, fc.nat(), (levels, others, at) => {
      const name = levels.join('/');
      expect(isTopic(name) && isFilter(name)).toBe(true);
      expect(matches(name, others.join('/'))).toBe(name === others.join('/'));
      const loose = levels.map((each, n) => (n === at % levels.length ? '+' : each)).join('/');
      expect(matches(name, loose)).toBe(true);
      expect(matches(name, [...levels.slice(0, at % levels.length), '#'].join('/'))).toBe(true);
      expect(matches(`${name}/more`, loose)).toBe(false);
    }),
  );
});
