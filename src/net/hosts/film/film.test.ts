import { expect, test } from 'vitest';
import { textOf } from '../../fake-board.test-helpers';
import { Canvas, COLUMNS, noise, ROWS, sprite } from './canvas';
import { film } from './film';

const all = Array.from({ length: film.frames }, (_, index) => index);
const seconds = film.frames / film.framesPerSecond;

test('the film runs for at least a minute, at 10 frames a second or more', () => {
  expect(seconds).toBeGreaterThanOrEqual(60);
  expect(seconds).toBeLessThanOrEqual(120);
  expect(film.framesPerSecond).toBeGreaterThanOrEqual(10);
});

test('every frame is printable 7-bit text of at most 64 columns and 13 rows', () => {
  expect([COLUMNS, ROWS]).toEqual([64, 13]);
  for (const index of all) {
    const rows = film.picture(index);
    expect(rows.length).toBe(ROWS);
    for (const row of rows) {
      expect(row).toMatch(/^[ -~]*$/);
      expect(row.length).toBeLessThanOrEqual(COLUMNS);
    }
  }
});

test('every frame draws over the one before: home, lines erased to their end, the rest below erased', () => {
  for (const index of all) {
    const text = textOf(film.frame(index));
    expect(text).toMatch(/^(\x1b\[2J)?\x1b\[H([ -~]*\x1b\[K\r\n){13}\x1b\[J$/);
    expect(text.startsWith('\x1b[2J')).toBe(index === 0);
  }
});

test('the rate suits somebody who reads 500 bytes at a time', () => {
  const bytes = all.reduce((sum, index) => sum + film.frame(index).length, 0);
  expect(bytes / seconds).toBeLessThan(15_000);
});

test('a frame depends on its number only', () => {
  for (const index of [700, 3, 700]) {
    expect(film.picture(index)).toEqual(film.picture(index));
  }
});

test('no picture stands still for a second, until the last', () => {
  let since = 0;
  for (let index = 1; index < film.frames - 30; index++) {
    if (film.picture(index).join('\n') !== film.picture(index - 1).join('\n')) since = index;
    expect(index - since, `frame ${index}`).toBeLessThan(film.framesPerSecond);
  }
});

test('no mark of a sprite is left in a picture', () => {
  const marked = all.filter((index) => film.picture(index).some((row) => row.includes('$')));
  expect(marked).toEqual([]);
});

test('the story has its beginning, its middle and its end on the screen', () => {
  const shows = (text: string) => all.some((index) => film.picture(index).some((row) => row.includes(text)));
  for (const text of [
    'T H E   O T H E R   H A L F',
    'SYN, ACK!',
    'R O U T E R',
    'HEL...p?!',
    'R T O !',
    '/dev/null',
  ]) {
    expect(shows(text), text).toBe(true);
  }
  expect(film.picture(film.frames - 1).join('\n')).toContain('F I N');
});

test('what is drawn outside the canvas is cut off', () => {
  const canvas = new Canvas();
  canvas.draw(-1, -1, sprite('\nabc\ndef\n'));
  canvas.draw(63, 12, sprite('xy\nz'));
  const rows = canvas.rows();
  expect(rows[0]).toBe('ef');
  expect(rows[12]).toBe(`${' '.repeat(63)}x`);
});

test('noise is even enough and the same each time', () => {
  const values = Array.from({ length: 4000 }, (_, i) => noise(i % 64, i >> 6, 5));
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  expect(mean).toBeGreaterThan(0.45);
  expect(mean).toBeLessThan(0.55);
  expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
});
