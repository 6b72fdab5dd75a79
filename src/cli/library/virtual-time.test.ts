import { expect, test } from 'vitest';
import { VirtualTime } from './virtual-time';

const turnOfTheLoop = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('while a file is read time stands still, and what then begins comes before what is waited for', async () => {
  const time = new VirtualTime({ seed: 1 });
  const order: string[] = [];
  let finish: (text: string) => void = () => undefined;
  const file = new Promise<string>((resolve) => (finish = resolve));
  const read = time.without(file).then(() => time.after(10, () => order.push('what it caused')));
  const waited = new Promise<void>((resolve) => {
    time.wait(1_000, (why) => {
      order.push(why);
      resolve();
    });
  });
  for (let turn = 0; turn < 10; turn++) await turnOfTheLoop();
  expect([order, time.now]).toEqual([[], 0]);
  finish('its text');
  await Promise.all([read, waited]);
  expect([order, time.now]).toEqual([['what it caused', 'time'], 1_000]);
});

test('a file that cannot be read does not hold time up', async () => {
  const time = new VirtualTime({ seed: 1 });
  await expect(time.without(Promise.reject(new Error('no such file')))).rejects.toThrow('no such file');
  await new Promise<void>((resolve) => time.wait(1_000, () => resolve()));
  expect(time.now).toBe(1_000);
});

test('what a timer of the computer’s own settles is waited for, however much of this time passes', async () => {
  const time = new VirtualTime({ seed: 1 });
  let isOver = false;
  const settled = new Promise<void>((resolve) => setTimeout(resolve, 50)).then(() => (isOver = true));
  const late = new Promise<void>((resolve) => {
    const again = (): void => void time.after(600_001, isOver ? resolve : again);
    again();
  });
  await time.during(Promise.all([settled, late]));
  expect(time.now).toBeGreaterThan(1_200_000);
});
