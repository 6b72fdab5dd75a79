import { afterEach, expect, test } from 'vitest';
import { isExpress } from '../protocol/express';
import { webHost } from './web-host';

class FakeWorker extends EventTarget {
  readonly posted: unknown[] = [];
  ended = false;

  postMessage(message: unknown): void {
    this.posted.push(message);
  }

  terminate(): void {
    this.ended = true;
  }
}

function started(make: 'startDeviceWorker' | 'startNetWorker' = 'startDeviceWorker') {
  const fake = new FakeWorker();
  const worker = () => fake as unknown as Worker;
  const flash = {} as never;
  const host = webHost({
    road: 'memory',
    deviceWorker: worker,
    netWorker: worker,
    interpreterUrl: '',
    libraries: () => Promise.resolve({}),
    newName: () => '1',
    flash,
  });
  const port = host[make]();
  const heard: unknown[] = [];
  const failures: string[] = [];
  port.onMessage((message) => heard.push(message));
  port.onFailure((detail) => failures.push(detail));
  return { fake, port, heard, failures };
}

/** The worker's end of the channel that the page offers to it. */
function answer({ fake }: ReturnType<typeof started>): BroadcastChannel {
  const [first] = fake.posted;
  if (!isExpress(first)) throw new Error('The worker was offered no channel.');
  channel = new BroadcastChannel(first.channel);
  return channel;
}

let channel: BroadcastChannel | undefined;
const stock = globalThis.BroadcastChannel;

afterEach(() => {
  channel?.close();
  globalThis.BroadcastChannel = stock;
});

/** Resolves when what has been posted until now has come wherever it goes. */
function delivered(name: string): Promise<void> {
  const [one, other] = [new stock(name), new stock(name)];
  return new Promise((resolve) => {
    other.onmessage = () => {
      one.close();
      other.close();
      resolve();
    };
    one.postMessage('last');
  });
}

test('the device worker is offered a channel before anything else, and heard by it and by its own messages', async () => {
  const board = started();
  board.fake.dispatchEvent(new MessageEvent('message', { data: 'ready' }));
  answer(board).postMessage('output');
  await expect.poll(() => board.heard).toEqual(['ready', 'output']);
  board.port.terminate();
  expect(board.fake.ended).toBe(true);
});

test('nothing more is heard of a worker that was ended', async () => {
  const board = started();
  const worker = answer(board);
  board.port.terminate();
  worker.postMessage('late');
  await delivered('other');
  expect(board.heard).toEqual([]);
});

test('a browser without such channels goes on with messages', () => {
  Reflect.deleteProperty(globalThis, 'BroadcastChannel');
  const board = started();
  expect(board.fake.posted).toEqual([]);
  board.fake.dispatchEvent(new MessageEvent('message', { data: 'ready' }));
  expect(board.heard).toEqual(['ready']);
});

test('the net worker, which echoes no key, has no channel', () => {
  expect(started('startNetWorker').fake.posted).toEqual([]);
});

test('a script that cannot be loaded, and a message that cannot be read, are failures', () => {
  const board = started();
  board.fake.dispatchEvent(new Event('error'));
  board.fake.dispatchEvent(new Event('messageerror'));
  expect(board.failures).toEqual(['its script could not be loaded', 'a message that cannot be read']);
  board.port.terminate();
});
