import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { FromPreview, PreviewRequest } from '../protocol/preview';
import { TestBoard } from './test-board.test-helpers';

const SERVER = readFileSync(join(import.meta.dirname, '../../bench/programs/web_server.py'), 'utf8');
const WHOLE = 4 * 1024 * 1024;

let board: TestBoard;
beforeEach(async () => {
  board = await TestBoard.start();
});
afterEach(() => board.dispose());

/** A browser tab's side of one request, as the service worker plays it. */
class Tab {
  readonly messages: FromPreview[] = [];
  readonly #port: MessagePort;
  #look: () => void = () => undefined;

  constructor(request: Partial<PreviewRequest>, credit = WHOLE) {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    port1.on('message', (message: FromPreview) => {
      this.messages.push(message);
      this.#look();
    });
    board.session.serveTab({ method: 'GET', port: 80, path: '/', headers: [], ...request }, port2);
    this.grant(credit);
  }

  grant(bytes: number): void {
    this.#port.postMessage({ kind: 'credit', bytes });
  }

  cancel(): void {
    this.#port.postMessage({ kind: 'cancel' });
  }

  async until(condition: () => boolean): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#look = () => {
        if (condition()) resolve();
      };
      this.#look();
    });
  }

  async end(): Promise<this> {
    await this.until(() => this.last === 'end' || this.last === 'failed');
    return this;
  }

  get last(): string | undefined {
    return this.messages.at(-1)?.kind;
  }

  get head() {
    return this.messages.find((message) => message.kind === 'head');
  }

  header(wanted: string): string | undefined {
    return this.head?.headers.find(([name]) => name.toLowerCase() === wanted)?.[1];
  }

  get body(): Buffer {
    return Buffer.concat(this.messages.flatMap((each) => (each.kind === 'body' ? [each.bytes] : [])));
  }
}

const text = async (request: Partial<PreviewRequest>) => (await new Tab(request).end()).body.toString();

async function serve(): Promise<void> {
  await board.start(SERVER);
  await board.untilText('serving as board');
}

test('pages, redirects, pictures and what is not there come as the program sends them', async () => {
  await serve();
  expect(await text({ path: '/' })).toContain('<h1>Home of board</h1>');
  const old = await new Tab({ path: '/old' }).end();
  expect([old.head?.status, old.header('location')]).toEqual([302, '/second?from=old']);
  const picture = await new Tab({ path: '/picture.png' }).end();
  expect(picture.header('content-type')).toBe('image/png');
  expect(picture.body.subarray(1, 4).toString()).toBe('PNG');
  const none = await new Tab({ path: '/none' }).end();
  expect([none.head?.status, none.body.toString()]).toEqual([404, 'no /none here']);
});

test('a form is posted, and a body larger than the heap arrives whole', async () => {
  await serve();
  const body = new TextEncoder().encode('name=Ada+Lovelace');
  const saved = await new Tab({ method: 'POST', path: '/save', body }).end();
  expect(saved.head?.status).toBe(303);
  expect(await text({ path: '/saved' })).toBe('name=Ada+Lovelace');
  expect(await text({ method: 'POST', path: '/echo', body: new Uint8Array(100_000) })).toBe('POST 100000');
});

test('a cookie is kept from request to request', async () => {
  await serve();
  const visits = [];
  for (let n = 0; n < 3; n++) visits.push(await text({ path: '/visits' }));
  expect(visits).toEqual(['visit 1', 'visit 2', 'visit 3']);
});

test('a megabyte comes whole', async () => {
  await serve();
  const { body, last } = await new Tab({ path: '/big' }).end();
  expect([last, body.length]).toEqual(['end', 1024 * 1024]);
  expect(body.every((byte, place) => byte === (((place % 1024) * 7) & 255))).toBe(true);
});

test('a stream that never ends comes line by line, is held back by who reads slowly, and ends with its tab', async () => {
  await serve();
  const stream = new Tab({ path: '/stream' });
  await stream.until(() => stream.body.includes('line 5'));
  // Beside it the others are served.
  expect(await text({ path: '/data' })).toBe('data of board');
  const slow = new Tab({ path: '/big' }, 1000);
  await slow.until(() => slow.body.length === 1000);
  expect(await text({ path: '/data' })).toBe('data of board');
  expect(slow.body.length).toBe(1000);
  slow.cancel();
  stream.cancel();
  expect((await stream.end()).last).toBe('failed');
  // Both connections are free again.
  expect(await text({ path: '/data' })).toBe('data of board');
});

test('a port without a server, and a board that is reset in the middle, are told apart', async () => {
  await serve();
  expect((await new Tab({ port: 81 }).end()).messages).toEqual([
    { kind: 'failed', failure: { kind: 'nothing-listens' } },
  ]);
  const stream = new Tab({ path: '/stream' });
  await stream.until(() => stream.body.length > 0);
  const reset = board.session.reset();
  expect((await stream.end()).messages.at(-1)).toEqual({ kind: 'failed', failure: { kind: 'cancelled' } });
  await reset;
});
