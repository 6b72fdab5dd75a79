import { expect, test } from 'vitest';
import { HeldEmitter } from './held-emitter';

test('what came before anybody listened is heard by all who come in one task, in order', async () => {
  const emitter = new HeldEmitter<number>(3);
  for (const value of [1, 2, 3, 4]) emitter.fire(value);
  const heard: string[] = [];
  emitter.event((value) => heard.push(`a${value}`));
  emitter.event((value) => heard.push(`b${value}`));
  expect(heard).toEqual([]);
  await Promise.resolve();
  emitter.fire(5);
  expect(heard).toEqual(['a1', 'b1', 'a2', 'b2', 'a3', 'b3', 'a5', 'b5']);
});
