import { describe, expect, test } from 'vitest';
import type { HttpRequest, HttpResult } from '../protocol/http';
import { lanConditions } from '../protocol/lan-conditions';
import type { Notice } from '../protocol/notices';
import { PROTOCOL_VERSION } from '../protocol/version';
import { become, booted, INTERPRETER, last, ready, start } from './started-session.test-helpers';

const CANCELLED: HttpResult = { ok: false, failure: { kind: 'cancelled' } };
const UNREACHABLE: HttpResult = { ok: false, failure: { kind: 'unreachable' } };
const REQUEST: HttpRequest = {
  method: 'GET',
  to: { ip: '192.168.1.42', port: 80 },
  path: '/',
  headers: [],
};

describe('fetching over the LAN', () => {
  const ANSWER: HttpResult = { ok: false, failure: { kind: 'nothing-listens' } };

  test('gives each request its own answer', async () => {
    const { session, net } = await ready();
    const [one, two] = [session.fetch(REQUEST), session.fetch({ ...REQUEST, path: '/two' })];
    const [, first, second] = net.messages;
    if (first?.kind !== 'http' || second?.kind !== 'http') throw new Error('no requests');
    expect([first.http.path, second.http.path]).toEqual(['/', '/two']);
    net.say({ kind: 'http-result', request: second.request, result: ANSWER });
    expect(await two).toBe(ANSWER);
    net.say({ kind: 'http-result', request: first.request, result: CANCELLED });
    expect(await one).toEqual(CANCELLED);
  });

  test('is cancelled by its signal, in the net worker too', async () => {
    const { session, net } = await ready();
    const abort = new AbortController();
    const fetching = session.fetch(REQUEST, abort.signal);
    abort.abort();
    expect(net.messages.slice(1).map(({ kind }) => kind)).toEqual(['http', 'http-cancel']);
    net.say({ kind: 'http-result', request: 1, result: CANCELLED });
    expect(await fetching).toEqual(CANCELLED);
    expect(await session.fetch(REQUEST, abort.signal)).toEqual(CANCELLED);
    expect(net.messages).toHaveLength(3);
  });

  test('leaves no listener on its signal', async () => {
    const { session, net } = await ready();
    const abort = new AbortController();
    const fetching = session.fetch(REQUEST, abort.signal);
    net.say({ kind: 'http-result', request: 1, result: ANSWER });
    await fetching;
    abort.abort();
    expect(net.messages.map(({ kind }) => kind)).toEqual(['boot', 'http']);
  });

  test('is cancelled when the session ends, before and after the net worker is there', async () => {
    const { session } = await ready();
    const early = start();
    const fetching = [session.fetch(REQUEST), early.session.fetch(REQUEST)];
    session.dispose();
    early.session.dispose();
    expect(await Promise.all(fetching)).toEqual([CANCELLED, CANCELLED]);
    expect(await session.fetch(REQUEST)).toEqual(CANCELLED);
  });

  test('ends when the net worker dies, with a failure of its own', async () => {
    const { session, net } = await ready();
    const fetching = session.fetch(REQUEST);
    net.fail('crashed');
    expect(await fetching).toEqual({ ok: false, failure: { kind: 'network-lost' } });
  });

  test('ends when the board fails before the net worker is there', async () => {
    const { host, session } = start();
    const fetching = session.fetch(REQUEST);
    host.interpreter.reject(new Error('404'));
    expect(await fetching).toEqual(CANCELLED);
    expect(await session.fetch(REQUEST)).toEqual(UNREACHABLE);
  });
});

describe('the proxy to real hosts', () => {
  const PROXY = 'ws://127.0.0.1:8080/token/';

  test('is told to the net worker, and to the next one', async () => {
    const { host, session, net } = await ready();
    session.setProxy(PROXY);
    expect(net.messages.at(-1)).toEqual({ kind: 'proxy', url: PROXY });
    net.fail('gone');
    const next = last(host.nets);
    next.say({ kind: 'ready', version: PROTOCOL_VERSION });
    expect(next.messages).toContainEqual({ kind: 'proxy', url: PROXY });
  });

  test('stands in the snapshot as the net worker says', async () => {
    const { session, net } = await ready();
    expect(session.snapshot.realHosts).toEqual({ kind: 'off' });
    const state = { kind: 'on', rules: ['a.example:80'], published: [] } as const;
    net.say({ kind: 'real-hosts', state });
    expect(session.snapshot.realHosts).toBe(state);
  });

  test('that is lost is told once, and again after it was there', async () => {
    const { session, net } = await ready();
    const told: Notice[] = [];
    session.onNotice((notice) => told.push(notice));
    const lost = { kind: 'lost', why: 'unreachable' } as const;
    net.say({ kind: 'real-hosts', state: lost });
    net.say({ kind: 'real-hosts', state: lost });
    net.say({ kind: 'real-hosts', state: { kind: 'on', rules: null, published: [] } });
    net.say({ kind: 'real-hosts', state: { kind: 'lost', why: 'ended' } });
    expect(told).toEqual([
      { kind: 'proxy-lost', why: 'unreachable' },
      { kind: 'proxy-lost', why: 'ended' },
    ]);
  });

  test.each(['blocked', 'unreachable', 'timeout', 'throttled'] as const)(
    'says what a program cannot see: %s',
    async (failure) => {
      const { session, net } = await ready();
      const told: Notice[] = [];
      session.onNotice((notice) => told.push(notice));
      net.say({ kind: 'not-reached', host: 'a.example', port: 81, failure });
      expect(told).toEqual([{ kind: 'not-reached', host: 'a.example', port: 81, failure }]);
    },
  );
});

describe('the conditions of the network', () => {
  const SLOW = lanConditions({ latency: 100 });

  test('are told to the net worker and stand in the snapshot', async () => {
    const { session, net } = await ready();
    session.setConditions(SLOW);
    expect(net.messages.at(-1)).toEqual({ kind: 'conditions', conditions: SLOW });
    expect(session.snapshot.conditions).toBe(SLOW);
  });

  test('that are the same again are no news', async () => {
    const { session, net } = await ready();
    session.setConditions(SLOW);
    const { snapshot } = session;
    session.setConditions(lanConditions({ latency: 100 }));
    expect(session.snapshot).toBe(snapshot);
    expect(net.messages.filter(({ kind }) => kind === 'conditions')).toHaveLength(1);
  });

  test('hold for a net worker that takes the place of another, from before its board is there', async () => {
    const { host, session, net } = await ready();
    session.setConditions(SLOW);
    net.fail('crashed');
    const next = last(host.nets);
    expect(next).not.toBe(net);
    next.say({ kind: 'ready', version: PROTOCOL_VERSION });
    expect(next.messages[0]).toEqual({ kind: 'conditions', conditions: SLOW });
  });

  test('that are set before the net worker has begun wait for it', async () => {
    const { host, session } = start();
    session.setConditions(SLOW);
    host.interpreter.resolve(INTERPRETER);
    const device = await booted(host);
    device.say({ kind: 'ready', version: PROTOCOL_VERSION });
    become(device, { kind: 'prompt' });
    const net = last(host.nets);
    expect(net.messages).toEqual([]);
    net.say({ kind: 'ready', version: PROTOCOL_VERSION });
    expect(net.messages.map(({ kind }) => kind)).toEqual(['conditions', 'boot']);
  });
});
