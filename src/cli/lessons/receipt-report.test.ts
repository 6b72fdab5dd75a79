import { expect, test } from 'vitest';
import { RECEIPT_LIMITS, writeReceipt } from '../../lessons/receipt';
import { receiptReport } from './receipt-report';

const file = (student: string | null): string =>
  writeReceipt({
    student,
    written: '2026-11-27T10:00:00.000Z',
    lesson: { slug: 'lamp', title: 'The lamp', text: 'abc' },
    steps: [
      { id: 'a', title: 'Light', done: true, at: '2026-11-27T09:00:00.000Z', hints: 2, solutionShown: true },
      { id: 'b', title: 'More', done: false, at: null, hints: 0, solutionShown: false },
    ],
  });

test('a receipt is told with how it was done, and with what it does not prove', () => {
  const { text, code } = receiptReport(file('Ada'), null);
  expect(code).toBe(0);
  expect(text).toContain(RECEIPT_LIMITS);
  expect(text).toContain('Ada');
  expect(text).toContain('1 of 2 steps');
  expect(text).toContain('✓ Light (2 hints, solution shown), 2026-11-27T09:00:00.000Z');
});

test('one that was changed, one of another edition, and what is none have their codes', () => {
  expect(receiptReport(file('Ada').replace('Ada', 'Eva'), null)).toMatchObject({ code: 1 });
  expect(receiptReport(file('Ada'), ['xyz', 'abc'])).toMatchObject({ code: 0 });
  expect(receiptReport(file('Ada'), ['def'])).toMatchObject({ code: 1 });
  expect(receiptReport('{}', null)).toMatchObject({ code: 2 });
});

test('a name cannot draw in the terminal', () => {
  expect(receiptReport(file('\u001b[2JAda\nDone'), null).text).not.toMatch(/\u001b|\nDone\n/);
});
