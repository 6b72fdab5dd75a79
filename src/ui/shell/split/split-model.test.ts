import { expect, test } from 'vitest';
import { MemoryStore } from '../../memory-store.test-helpers';
import { SplitModel } from './split-model';

const limits = [
  { least: 100, folded: 38 },
  { least: 100, folded: 38 },
];

test('what was dragged or folded is there after a reload, and a double click restores it', () => {
  const store = new MemoryStore();
  const open = () => new SplitModel('rows', [60, 40], limits, store);
  const model = open();
  const move = model.begin(1, [600, 400]);
  move(-50, false);
  expect(open().sizes.value.shares).toEqual([60, 40]);
  move(-100, true);
  expect(open().sizes.value.shares).toEqual([50, 50]);
  model.toggle(0);
  expect(open().sizes.value).toEqual({ shares: [0, 100], folded: [50, 0] });
  model.restore();
  expect(open().sizes.value).toEqual({ shares: [60, 40], folded: [0, 0] });
});
