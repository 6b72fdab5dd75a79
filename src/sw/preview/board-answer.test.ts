import { expect, test } from 'vitest';
import { PREVIEW_WINDOW } from '../../protocol/preview';
import { VirtualClock } from '../../shared/virtual-clock';
import { askBoard } from './board-answer';
import type { OwnerRequest } from './fake-owner.test-helpers';
import { FakeOwner } from './fake-owner.test-helpers';

const REQUEST = { method: 'GET', port: 80, path: '/', headers: [] };

function ask(owner = new FakeOwner()) {
  const clock = new VirtualClock();
  const abort = new AbortController();
  const answer = askBoard({ owner, request: REQUEST, clock, signal: abort.signal });
  const [request] = owner.requests;
  if (!request) throw new Error('the owner was not asked');
  return { owner, clock, abort, answer, request };
}

function begin(request: OwnerRequest): void {
  request.say({ kind: 'taken', board: '192.168.1.42', trusted: true, network: 0 });
  request.say({ kind: 'head', status: 200, reason: 'OK', headers: [] });
}

const bodyOf = async (asked: ReturnType<typeof ask>) => {
  const answer = await asked.answer;
  if (answer.kind !== 'answer') throw new Error(answer.kind);
  return answer.body;
};

/** Lets time go by as the service worker sees it, which looks for its owner in between. */
async function pass(clock: VirtualClock, milliseconds: number): Promise<void> {
  for (let left = milliseconds; left > 0; left -= 1000) {
    clock.advance(1000);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

test('the answer is there with its head, and its body comes as it is read', async () => {
  const asked = ask();
  begin(asked.request);
  expect(await asked.answer).toMatchObject({
    kind: 'answer',
    facts: { board: '192.168.1.42', trusted: true },
    head: { status: 200 },
  });
  const reader = (await bodyOf(asked)).getReader();
  asked.request.say({ kind: 'body', bytes: Uint8Array.of(1, 2) });
  expect((await reader.read()).value).toEqual(Uint8Array.of(1, 2));
  asked.request.say({ kind: 'end' });
  expect((await reader.read()).done).toBe(true);
  expect(asked.clock.nextDue).toBeNull();
});

test('no more is asked for than fits, and more when some was read', async () => {
  const asked = ask();
  begin(asked.request);
  const body = await bodyOf(asked);
  await asked.request.until((heard) => heard.length === 1);
  expect(asked.request.heard).toEqual([{ kind: 'credit', bytes: PREVIEW_WINDOW }]);
  const reader = body.getReader();
  asked.request.say({ kind: 'body', bytes: new Uint8Array(PREVIEW_WINDOW) });
  await reader.read();
  await asked.request.until((heard) => heard.length > 1);
  const granted = asked.request.heard.reduce(
    (sum, each) => sum + (each.kind === 'credit' ? each.bytes : 0),
    0,
  );
  expect(granted).toBe(2 * PREVIEW_WINDOW);
});

test('a failure before the head is the answer, one after it an error of the body', async () => {
  const early = ask();
  early.request.say({ kind: 'taken', board: '192.168.1.42', trusted: true, network: 0 });
  early.request.say({ kind: 'failed', failure: { kind: 'nothing-listens' } });
  expect(await early.answer).toMatchObject({ kind: 'failed', failure: { kind: 'nothing-listens' } });
  const late = ask();
  begin(late.request);
  const reader = (await bodyOf(late)).getReader();
  late.request.say({ kind: 'failed', failure: { kind: 'reset', received: new Uint8Array() } });
  await expect(reader.read()).rejects.toThrow('broke off: reset');
});

test('who does not want to know any more ends it on the board', async () => {
  const aborted = ask();
  aborted.abort.abort();
  expect(await aborted.answer).toMatchObject({ failure: { kind: 'cancelled' } });
  const cancelled = ask();
  begin(cancelled.request);
  await (await bodyOf(cancelled)).cancel();
  await cancelled.request.until((heard) => heard.some(({ kind }) => kind === 'cancel'));
});

test('a page that has become a download is aborted, and the download goes on', async () => {
  const asked = ask();
  begin(asked.request);
  const body = await bodyOf(asked);
  asked.abort.abort();
  asked.request.say({ kind: 'body', bytes: Uint8Array.of(7) });
  asked.request.say({ kind: 'end' });
  const bytes = await new Response(body).arrayBuffer();
  expect([...new Uint8Array(bytes)]).toEqual([7]);
});

test('an owner that is closed is noticed, before its answer and in the middle of it', async () => {
  const early = ask();
  early.owner.there = false;
  await pass(early.clock, 3_000);
  expect(await early.answer).toEqual({ kind: 'owner-gone' });
  const late = ask();
  begin(late.request);
  const reader = (await bodyOf(late)).getReader();
  late.owner.there = false;
  await pass(late.clock, 3_000);
  await expect(reader.read()).rejects.toThrow('broke off');
});

test('an owner’s net worker that dies ends what it had, in whatever order that is heard, and nothing of the next', async () => {
  const before = ask();
  begin(before.request);
  const reader = (await bodyOf(before)).getReader();
  before.owner.networkLost.fire(0);
  await expect(reader.read()).rejects.toThrow('broke off: network-lost');

  const late = ask();
  late.owner.networkLost.fire(0);
  late.request.say({ kind: 'taken', board: '192.168.1.42', trusted: true, network: 0 });
  expect(await late.answer).toMatchObject({ kind: 'failed', failure: { kind: 'network-lost' } });

  const next = ask();
  next.owner.networkLost.fire(0);
  next.request.say({ kind: 'taken', board: '192.168.1.42', trusted: true, network: 1 });
  next.request.say({ kind: 'head', status: 200, reason: 'OK', headers: [] });
  expect(await next.answer).toMatchObject({ kind: 'answer' });
  await (await bodyOf(next)).cancel();
});

test('an owner of whom nothing is heard is given up, one that answers pings is not', async () => {
  const silent = ask();
  await pass(silent.clock, 30_000);
  expect(await silent.answer).toEqual({ kind: 'owner-silent' });

  const slow = ask();
  for (let n = 1; n <= 15; n++) {
    slow.clock.advance(2_000);
    await slow.request.until((heard) => heard.filter(({ kind }) => kind === 'ping').length === n);
    slow.request.say({ kind: 'pong' });
    await new Promise((resolve) => setImmediate(resolve));
  }
  begin(slow.request);
  expect(await slow.answer).toMatchObject({ kind: 'answer' });
});
