import { expect, test } from 'vitest';
import { get, noHistory, present, step, visit } from './history';

const a = get('http://192.168.1.42/a');
const b = get('http://192.168.1.42/b');
const c = get('http://192.168.1.42/c');

test('back and forward go through what was visited, and stop at its ends', () => {
  const history = visit(visit(noHistory, a), b);
  expect(present(step(history, -1))).toBe(a);
  expect(present(step(step(history, -1), 1))).toBe(b);
  expect(step(history, 1)).toBe(history);
});

test('a new page after going back forgets what lay ahead', () => {
  const history = visit(step(visit(visit(noHistory, a), b), -1), c);
  expect(history.visits).toEqual([a, c]);
});

test('opening the present address again adds nothing', () => {
  expect(visit(visit(noHistory, a), get(a.url)).visits).toHaveLength(1);
});

test('the history is bounded', () => {
  let history = noHistory;
  for (let i = 0; i < 80; i++) history = visit(history, get(`http://192.168.1.42/${i}`));
  expect(history.visits).toHaveLength(50);
  expect(present(history)?.url).toBe('http://192.168.1.42/79');
});
