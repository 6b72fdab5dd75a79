import { expect, test } from 'vitest';
import { BOARD_WIDTH, terminalShare, wideSizes } from './layout';

const pixels = (share: string, of: number) => (Number.parseFloat(share) / 100) * of;

test.each([1280, 1366, 1440, 1920, 2560])('at %i px, 80 columns and the board fit', (width) => {
  const sizes = wideSizes(width);
  const inner = width - 24;
  expect(pixels(sizes.middle, inner)).toBeGreaterThan(688);
  expect(pixels(sizes.right, inner)).toBeGreaterThan(BOARD_WIDTH - 2);
  expect(pixels(sizes.lesson, inner)).toBeGreaterThan(250);
});

test('the columns take the whole width', () => {
  const { lesson, middle, right } = wideSizes(1700);
  const sum = [lesson, middle, right].reduce((total, share) => total + Number.parseFloat(share), 0);
  expect(sum).toBeCloseTo(100, 1);
});

test('a low window leaves the editor a third', () => {
  expect(terminalShare(600)).toBe('66.00%');
  expect(pixels(terminalShare(1000), 1000)).toBe(500);
});
