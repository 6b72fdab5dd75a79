import { expect, test } from 'vitest';
import { RECEIPT_LIMITS } from '../../lessons/receipt';
import { receipt } from '../../words/en/receipt';
import { receiptFile } from './receipt-maker';

test('the page says of a receipt what the receipt says of itself', () => {
  expect(receipt.english.limits).toBe(RECEIPT_LIMITS);
});

test('the file is called after the lesson and the student, whatever the name is', () => {
  const lesson = { slug: 'lamp', title: 'The lamp', text: '' };
  const called = (student: string | null) => receiptFile({ lesson, student });
  expect(called(null)).toBe('lamp-receipt.json');
  expect(called('Ada  L.')).toBe('lamp-receipt-ada-l.json');
  expect(called('../Zoë/灯\u202e')).toBe('lamp-receipt-zoë-灯.json');
});
