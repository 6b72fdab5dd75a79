import { beforeEach, describe, expect, test } from 'vitest';
import { VirtualClock } from '../../shared/virtual-clock';
import { WispClient } from './client';
import { duplexExtension } from './duplex';
import { FakeProxies } from './fake-proxy.test-helpers';
import { Extension, FIRST_INCOMING, Reason, Transport, type WispExtension } from './packets';
import type { StreamHandlers, WispStream } from './stream';

const NOTHING = new Uint8Array(0);
const confirmation: WispExtension = { id: Extension.openConfirmation, data: NOTHING };
const ours = [duplexExtension(1_000), confirmation];
const rules: WispExtension = {
  id: Extension.rules,
  data: new TextEncoder().encode('a.test:80\n\n b.test:23 \n'),
};

let proxies: FakeProxies;
let clock: VirtualClock;
let client: WispClient;
let events: string[];
let offered: WispStream[];

const record: StreamHandlers = {
  onOpened: () => events.push('opened'),
  onData: (bytes) => events.push(`data ${[...bytes].join(' ')}`),
  onEnd: () => events.push('end'),
  onFailed: (reason) => events.push(`failed ${reason}`),
  onRoom: () => events.push('room'),
};

beforeEach(() => {
  proxies = new FakeProxies();
  clock = new VirtualClock();
  events = [];
  offered = [];
  client = new WispClient({
    url: 'ws://proxy.test/token/',
    open: proxies.open,
    clock,
    window: 500,
    onIncoming: (stream, port) => {
      offered.push(stream);
      return port === 80 ? record : undefined;
    },
  });
});

const dial = (): WispStream => client.connect('a.test', 80, record);

describe('the handshake', () => {
  test('is begun by the first use, and offers version 2', () => {
    expect(proxies.sockets).toHaveLength(0);
    dial();
    expect(proxies.last.url).toBe('ws://proxy.test/token/');
    expect(proxies.last.protocols).toEqual(['wisp-v2']);
    expect(client.state.kind).toBe('connecting');
  });

  test('of version 2 lists what both have, and then asks for what waited', () => {
    dial();
    proxies.last.greet([...ours, rules, { id: 0x77, data: NOTHING }]);
    const [info, connect] = proxies.last.received;
    expect(info).toEqual({
      kind: 'info',
      major: 2,
      minor: 0,
      extensions: [duplexExtension(500), confirmation],
    });
    expect(connect).toEqual({
      kind: 'connect',
      stream: 1,
      transport: Transport.tcp,
      port: 80,
      host: 'a.test',
    });
    expect(client.state).toEqual({
      kind: 'ready',
      facts: { duplex: true, udp: false, rules: ['a.test:80', 'b.test:23'] },
    });
  });

  test('of version 1 follows when the server takes no subprotocol', () => {
    dial();
    proxies.last.drop();
    expect(proxies.sockets).toHaveLength(2);
    expect(proxies.last.protocols).toEqual([]);
    proxies.last.send({ kind: 'continue', stream: 0, credit: 2 });
    expect(client.state).toEqual({ kind: 'ready', facts: { duplex: false, udp: true, rules: undefined } });
    expect(proxies.last.of('connect')).toHaveLength(1);
  });

  const info = (): void => proxies.last.send({ kind: 'info', major: 2, minor: 0, extensions: [] });

  test.each<readonly [string, readonly (() => void)[], string]>([
    ['nobody answers either of them', [() => proxies.last.drop(), () => proxies.last.drop()], 'unreachable'],
    ['what comes makes no sense', [() => proxies.last.sendBytes([1, 2])], 'not-wisp'],
    ['a stream comes first', [() => proxies.last.send({ kind: 'shut', stream: 4 })], 'not-wisp'],
    ['INFO comes twice', [info, () => proxies.last.greet()], 'not-wisp'],
    ['nothing comes for ten seconds', [() => clock.advance(10_000)], 'unreachable'],
    ['only INFO comes', [info, () => clock.advance(10_000)], 'not-wisp'],
    [
      'the server wants none of us',
      [info, () => proxies.last.send({ kind: 'close', stream: 0, reason: Reason.incompatible })],
      'not-wisp',
    ],
  ])('when %s', (_, happens, why) => {
    dial();
    for (const happen of happens) happen();
    expect(client.state).toEqual({ kind: 'lost', why });
    expect(events).toEqual([`failed ${Reason.networkError}`]);
  });

  test('with an address that is none fails at once, and by its handler', () => {
    const wrong = new WispClient({ url: 'nonsense', open: proxies.open, clock, window: 1 });
    wrong.connect('a.test', 80, record);
    expect(wrong.state).toEqual({ kind: 'lost', why: 'unreachable' });
    expect(events).toEqual([`failed ${Reason.networkError}`]);
  });

  test('is begun anew by the next use after the proxy was lost', () => {
    dial();
    proxies.last.greet(ours);
    proxies.last.drop();
    expect(client.state).toEqual({ kind: 'lost', why: 'ended' });
    expect(events).toEqual([`failed ${Reason.networkError}`]);
    dial();
    proxies.last.greet(ours);
    expect(client.state.kind).toBe('ready');
    expect(proxies.last.of('connect')).toHaveLength(1);
  });
});

describe('a stream through one of our own', () => {
  let stream: WispStream;
  beforeEach(() => {
    stream = dial();
    proxies.last.greet(ours);
  });
  const open = (): void => proxies.last.send({ kind: 'continue', stream: 1, credit: 0 });

  test('is open when the server says so, and not before', () => {
    expect(stream.write(Uint8Array.of(1))).toBe(0);
    expect(events).toEqual([]);
    open();
    expect(events).toEqual(['opened']);
  });

  test('sends what there is credit for, and goes on when there is more', () => {
    open();
    expect(stream.write(new Uint8Array(1_200))).toBe(1_000);
    proxies.last.send({ kind: 'continue', stream: 1, credit: 300 });
    expect(events).toEqual(['opened', 'room']);
    expect(stream.write(new Uint8Array(200))).toBe(200);
    expect(stream.write(new Uint8Array(200))).toBe(100);
  });

  test('grants what was consumed, and is cut off when more comes', () => {
    open();
    proxies.last.send({ kind: 'data', stream: 1, bytes: new Uint8Array(400) });
    stream.consumed(300);
    expect(proxies.last.of('continue')).toEqual([{ kind: 'continue', stream: 1, credit: 300 }]);
    proxies.last.send({ kind: 'data', stream: 1, bytes: new Uint8Array(401) });
    expect(events.at(-1)).toBe(`failed ${Reason.clientError}`);
    expect(proxies.last.of('close')).toEqual([{ kind: 'close', stream: 1, reason: Reason.clientError }]);
  });

  test('closes by halves, whoever begins', () => {
    open();
    stream.end();
    proxies.last.send({ kind: 'data', stream: 1, bytes: Uint8Array.of(7) }, { kind: 'shut', stream: 1 });
    expect(events).toEqual(['opened', 'data 7', 'end']);
    expect(proxies.last.of('shut')).toHaveLength(1);
    expect(proxies.last.of('close')).toHaveLength(0);
  });

  test.each([Reason.refused, Reason.blocked, Reason.unreachable, Reason.timeout, Reason.throttled])(
    'fails with the reason %i that the server has',
    (reason) => {
      proxies.last.send({ kind: 'close', stream: 1, reason });
      proxies.last.send({ kind: 'close', stream: 1, reason });
      expect(events).toEqual([`failed ${reason}`]);
    },
  );

  test('hears nothing any more after its reset', () => {
    open();
    stream.reset();
    proxies.last.send({ kind: 'data', stream: 1, bytes: NOTHING }, { kind: 'close', stream: 1, reason: 3 });
    expect(events).toEqual(['opened']);
  });

  test('is not asked for when it was reset before the proxy was there', () => {
    proxies.last.drop();
    dial().reset();
    proxies.last.greet(ours);
    expect(proxies.last.received.map(({ kind }) => kind)).toEqual(['info']);
  });
});

describe('a stream through a plain server', () => {
  let stream: WispStream;
  beforeEach(() => {
    stream = dial();
    proxies.last.greet([], 2);
  });

  test('is taken for open at once', () => {
    expect(events).toEqual(['opened']);
  });

  test('has credit in packets, of which each CONTINUE says the number anew', () => {
    expect(stream.write(new Uint8Array(40_000))).toBe(32_768);
    proxies.last.send({ kind: 'continue', stream: 1, credit: 1 });
    expect(events.at(-1)).toBe('room');
    expect(stream.write(new Uint8Array(40_000))).toBe(16_384);
  });

  test('is given up when a megabyte came that nobody took', () => {
    for (let n = 0; n < 16; n++)
      proxies.last.send({ kind: 'data', stream: 1, bytes: new Uint8Array(65_536) });
    expect(events.filter((event) => event.startsWith('failed'))).toEqual([]);
    proxies.last.send({ kind: 'data', stream: 1, bytes: Uint8Array.of(1) });
    expect(events.at(-1)).toBe(`failed ${Reason.clientError}`);
  });

  test('is closed two seconds after our end, in which the far end may still speak', () => {
    stream.end();
    clock.advance(1_999);
    proxies.last.send({ kind: 'data', stream: 1, bytes: Uint8Array.of(9) });
    expect(proxies.last.of('close')).toHaveLength(0);
    clock.advance(1);
    expect(events).toEqual(['opened', 'data 9', 'end']);
    expect(proxies.last.of('close')).toEqual([{ kind: 'close', stream: 1, reason: Reason.voluntary }]);
  });

  test('has ended when the server closes it, or failed', () => {
    const other = client.connect('b.test', 80, record);
    proxies.last.send({ kind: 'close', stream: 1, reason: Reason.voluntary });
    proxies.last.send({ kind: 'close', stream: 2, reason: Reason.networkError });
    expect(events).toEqual(['opened', 'opened', 'end', `failed ${Reason.networkError}`]);
    expect(other.write(Uint8Array.of(1))).toBe(0);
  });
});

describe('a stream that the server opens', () => {
  const id = FIRST_INCOMING + 3;
  beforeEach(() => {
    client.listen(80);
    client.start();
    proxies.last.greet(ours);
  });
  const come = (port: number): void => {
    proxies.last.send({ kind: 'incoming', stream: id, port, address: '127.0.0.1:50000' });
  };

  test('comes for the port that was told', () => {
    expect(proxies.last.of('listen')).toEqual([{ kind: 'listen', port: 80 }]);
  });

  test('is taken, and speaks both ways', () => {
    come(80);
    expect(proxies.last.of('continue')).toEqual([]);
    offered[0]?.accept();
    expect(proxies.last.of('continue')).toEqual([{ kind: 'continue', stream: id, credit: 0 }]);
    proxies.last.send({ kind: 'data', stream: id, bytes: Uint8Array.of(5) });
    expect(offered[0]?.write(Uint8Array.of(6))).toBe(1);
    expect(events).toEqual(['opened', 'data 5']);
  });

  test('is refused where nobody wants it', () => {
    come(81);
    expect(proxies.last.of('close')).toEqual([{ kind: 'close', stream: id, reason: Reason.refused }]);
  });

  test('is refused when it has one of our numbers', () => {
    proxies.last.send({ kind: 'incoming', stream: 5, port: 80, address: 'x' });
    expect(offered).toEqual([]);
    expect(proxies.last.of('close')).toEqual([{ kind: 'close', stream: 5, reason: Reason.throttled }]);
  });
});

test('more than 64 streams at once are refused', () => {
  for (let n = 0; n < 64; n++) dial();
  expect(events).toEqual([]);
  dial();
  expect(events).toEqual([`failed ${Reason.networkError}`]);
});

test('nothing is connected after the end', () => {
  dial();
  client.dispose();
  expect(proxies.last.closed).toBe(true);
  dial();
  expect(proxies.sockets).toHaveLength(1);
  expect(events).toEqual([`failed ${Reason.networkError}`, `failed ${Reason.networkError}`]);
});
