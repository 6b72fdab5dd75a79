import { expect, test } from 'vitest';
import { RECEIPT_LIMITS } from '../../lessons/receipt';
import { receipt } from '../../words/en/receipt';

test('the page says of a receipt what the receipt says of itself', () => {
  expect(receipt.english.limits).toBe(RECEIPT_LIMITS);
});
