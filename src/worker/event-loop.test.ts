import { expect, test } from 'vitest';
import { ChannelEventLoop } from './event-loop';

test('turns end in the order in which they were begun', async () => {
  const loop = new ChannelEventLoop();
  const ended: string[] = [];
  const first = loop.turn().then(() => ended.push('first'));
  const second = loop.turn().then(() => ended.push('second'));
  expect(ended).toEqual([]);
  await Promise.all([first, second]);
  expect(ended).toEqual(['first', 'second']);
  loop.close();
});

test('what is cancelled does not come, whether its time runs already or not', async () => {
  const loop = new ChannelEventLoop();
  const fired: string[] = [];
  loop.after(0, () => fired.push('cancelled at once'))();
  const cancel = loop.after(200, () => fired.push('cancelled later'));
  // Long enough for a turn on a busy machine.
  await loop.turn();
  cancel();
  await new Promise<void>((resolve) => {
    loop.after(250, () => {
      fired.push('fired');
      resolve();
    });
  });
  expect(fired).toEqual(['fired']);
  loop.close();
});
