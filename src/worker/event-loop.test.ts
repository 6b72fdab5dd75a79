import { expect, test } from 'vitest';
import { ChannelEventLoop } from './event-loop';

test('messages come while a busy thread takes turns, and in order', async () => {
  const loop = new ChannelEventLoop();
  const { port1, port2 } = new MessageChannel();
  const heard: unknown[] = [];
  port1.onmessage = ({ data }) => heard.push(data);
  port2.postMessage('one');
  port2.postMessage('two');
  for (let turns = 0; turns < 1000 && heard.length < 2; turns++) await loop.turn();
  expect(heard).toEqual(['one', 'two']);
  port1.close();
  loop.close();
});

test('what is cancelled does not come, whether its time runs already or not', async () => {
  const loop = new ChannelEventLoop();
  const fired: string[] = [];
  loop.after(0, () => fired.push('cancelled at once'))();
  const cancel = loop.after(5, () => fired.push('cancelled later'));
  await loop.turn();
  cancel();
  await new Promise<void>((resolve) => {
    loop.after(10, () => {
      fired.push('fired');
      resolve();
    });
  });
  expect(fired).toEqual(['fired']);
  loop.close();
});
