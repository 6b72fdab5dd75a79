import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  canonical,
  readReceipt,
  RECEIPT_LIMITS,
  textHash,
  writeReceipt,
  type ReceiptContents,
} from './receipt';

const contents: ReceiptContents = {
  student: 'Ada Grün',
  written: '2026-11-27T10:00:00.000Z',
  lesson: { slug: 'lamp', title: 'The lamp', text: textHash('text', 'data') },
  steps: [
    {
      id: 'light',
      title: 'Light',
      done: true,
      at: '2026-11-27T09:58:00.000Z',
      hints: 1,
      solutionShown: false,
    },
    { id: 'more', title: 'More', done: false, at: null, hints: 0, solutionShown: true },
  ],
};

describe('a receipt', () => {
  test('is read as it was written, and says itself what it does not prove', () => {
    const file = writeReceipt(contents);
    expect(readReceipt(file)).toEqual({ kind: 'unchanged', contents });
    expect(file).toContain(RECEIPT_LIMITS);
  });

  test('is the same receipt with other spaces and another order', () => {
    const { sha256, ...rest } = JSON.parse(writeReceipt(contents)) as Record<string, unknown>;
    const reordered = JSON.stringify({ sha256, ...Object.fromEntries(Object.entries(rest).reverse()) });
    expect(readReceipt(reordered).kind).toBe('unchanged');
  });

  test.each([
    ['a name', 'Ada', 'Eva'],
    ['a time', '09:58', '08:58'],
    ['a step', '"done": false', '"done": true'],
    ['a hint', '"hints": 1', '"hints": 0'],
    ['a solution', '"solutionShown": true', '"solutionShown": false'],
    ['the note', 'does not prove', 'proves'],
    ['something more', '"student"', '"mark": 1, "student"'],
  ])('of which %s was changed is known to be changed', (_, from, to) => {
    const file = writeReceipt(contents);
    expect(file).toContain(from);
    expect(readReceipt(file.replace(from, to)).kind).toBe('changed');
  });

  test.each([
    ['no JSON', 'hello'],
    ['something else', '{"format":"pinwire-receipt-9"}'],
    ['a part of one', writeReceipt(contents).replace('"steps"', '"stops"')],
    ['a list', '[]'],
  ])('is not %s', (_, file) => {
    expect(readReceipt(file).kind).toBe('none');
  });

  test('has its checksum as docs/authoring.md describes it, with nothing of ours', () => {
    const { sha256, ...rest } = JSON.parse(writeReceipt(contents)) as Record<string, unknown>;
    expect(sha256).toBe(createHash('sha256').update(canonical(rest)).digest('hex'));
    expect(canonical({ b: [1, { d: null, c: 'x' }], a: true })).toBe('{"a":true,"b":[1,{"c":"x","d":null}]}');
  });

  test('names the edition of a lesson, whatever its line ends', () => {
    expect(textHash('a\r\nb', 'c')).toBe(textHash('a\nb', 'c'));
    expect(textHash('a', 'bc')).not.toBe(textHash('ab', 'c'));
  });
});

test('its note may be in any language', () => {
  const file = writeReceipt(contents, 'Ein Nachweis zeigt nur, dass die Datei unverändert ist.');
  expect(file).toContain('Ein Nachweis');
  expect(readReceipt(file)).toMatchObject({ kind: 'unchanged', contents });
});
