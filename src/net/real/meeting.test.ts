import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import type { RealFailure } from '../../protocol/real-hosts';
import { FakeBoard, join, type BoardConnection } from '../fake-board.test-helpers';
import { boardHello, clientHello, FINISHED, record } from '../tls/records.test-helpers';
import { duplexExtension, tlsExtension } from '../wisp/duplex';
import { FakeProxies } from '../wisp/fake-proxy.test-helpers';
import { Extension, Reason, TlsOutcome, type WispPacket } from '../wisp/packets';

const NAME = 'micropython.org';
const NOTHING = new Uint8Array(0);
const text = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

/** A board that is connected to a real host by a proxy. */
class Met {
  readonly proxies = new FakeProxies();
  readonly board = new FakeBoard({ openSocket: this.proxies.open });
  readonly failures: RealFailure[] = [];
  readonly connection: BoardConnection;
  readonly stream: number;

  constructor({ tls = true, url = 'ws://proxy.test/token/' } = {}) {
    const { network } = this.board;
    network.log.watch(true);
    network.real.onFailed(({ failure }) => this.failures.push(failure));
    network.real.setProxy(url);
    this.proxies.last.greet([
      duplexExtension(10_000),
      ...(tls ? [tlsExtension] : []),
      { id: Extension.openConfirmation, data: NOTHING },
    ]);
    this.connection = this.board.connect({ ip: this.board.resolve(NAME)?.[0] ?? '', port: 443 });
    this.stream = this.proxies.last.of('connect')[0]?.stream ?? 0;
    this.far({ kind: 'continue', stream: this.stream, credit: 0 });
  }

  say(bytes: Uint8Array): void {
    this.connection.send(bytes);
    this.board.settle();
  }

  far(...packets: WispPacket[]): void {
    this.proxies.last.send(...packets);
    this.board.settle();
  }

  tls(outcome: number, alert = 0, details: readonly string[] = ['']): void {
    this.far({ kind: 'tls', stream: this.stream, outcome, alert, details });
  }

  data(bytes: Uint8Array): void {
    this.far({ kind: 'data', stream: this.stream, bytes });
  }

  /** All that the proxy got on the stream. */
  get sent(): Uint8Array {
    return join(this.proxies.last.of('data').map(({ bytes }) => bytes));
  }

  get heard(): Uint8Array {
    return this.connection.received;
  }

  get log() {
    return this.board.network.log.take();
  }
}

let met: Met;
beforeEach(() => {
  met = new Met();
});

/** Up to where data may be sent. */
function secured(options?: ConstructorParameters<typeof Met>[0]): Met {
  const made = new Met(options);
  made.say(boardHello(NAME));
  made.tls(TlsOutcome.encrypted, 0, ['TLSv1.3', '']);
  made.say(FINISHED);
  return made;
}

describe('a connection that the board opens by its TLS', () => {
  test('has the proxy begin TLS, by the name that the program gave, and is answered when that stands', () => {
    const hello = boardHello(NAME);
    met.say(hello.subarray(0, 5));
    expect(met.proxies.last.of('starttls')).toEqual([]);
    met.say(hello.subarray(5));
    expect(met.proxies.last.of('starttls')).toEqual([
      { kind: 'starttls', stream: met.stream, serverName: NAME },
    ]);
    expect([met.sent, met.heard]).toEqual([NOTHING, NOTHING]);
    met.tls(TlsOutcome.encrypted, 0, ['TLSv1.3', 'CERT_HAS_EXPIRED']);
    expect(text(met.heard)).toMatch(/^\x16\x03\x03\x00\x2a\x02/);
    met.say(FINISHED);
    expect(text(met.heard).endsWith(text(FINISHED))).toBe(true);
  });

  test('carries what is in its records, both ways', () => {
    const open = secured();
    open.say(record(23, 1, 2, 3));
    expect([...open.sent]).toEqual([1, 2, 3]);
    const before = open.heard.length;
    open.data(Uint8Array.of(4, 5));
    expect(open.heard.subarray(before)).toEqual(record(23, 4, 5));
    open.connection.end();
    open.board.settle();
    expect(open.proxies.last.of('shut')).toHaveLength(1);
    open.far({ kind: 'shut', stream: open.stream });
    expect(text(open.heard).endsWith(text(record(21, 1, 0)))).toBe(true);
    expect(open.connection.events).toEqual(['opened', 'fin']);
    expect(open.board.network.openConnections).toBe(0);
  });

  test('takes what the host says before the handshake on the board is over', () => {
    met.say(boardHello(NAME));
    met.tls(TlsOutcome.encrypted, 0, ['TLSv1.3', '']);
    met.data(Uint8Array.of(50));
    met.far({ kind: 'shut', stream: met.stream });
    met.say(FINISHED);
    const last = Uint8Array.of(...FINISHED, ...record(23, 50), ...record(21, 1, 0));
    expect(text(met.heard).endsWith(text(last))).toBe(true);
  });

  test('grants the proxy what the board has taken, and no more', () => {
    const open = secured();
    open.connection.reads = false;
    open.data(new Uint8Array(10_000));
    const granted = (): number =>
      open.proxies.last.of('continue').reduce((sum, { credit }) => sum + credit, 0);
    const before = granted();
    expect(before).toBeLessThan(6_000);
    open.connection.grant(1_029);
    open.board.settle();
    expect(granted() - before).toBeLessThanOrEqual(1_024);
  });

  test.each<[string, number, number, string, RealFailure]>([
    ['refuses by an alert', TlsOutcome.alert, 40, text(record(21, 2, 40)), 'tls-refused'],
    ['speaks no TLS', TlsOutcome.notTls, 0, '\0\0\0\0\0', 'not-tls'],
    ['ends', TlsOutcome.lost, 0, '', 'tls-lost'],
    ['is silent', TlsOutcome.silent, 0, '', 'tls-silent'],
  ])('to a host that %s ends as the chip would see it, and is told', (_, outcome, alert, heard, failure) => {
    met.say(boardHello(NAME));
    met.tls(outcome, alert);
    met.far({ kind: 'close', stream: met.stream, reason: Reason.networkError });
    expect(text(met.heard)).toBe(heard);
    expect(met.connection.events).toEqual(['opened', 'fin']);
    expect(met.failures).toEqual([failure]);
  });

  test('is reset when the proxy is lost in the middle', () => {
    met.say(boardHello(NAME));
    met.proxies.last.drop();
    met.board.settle();
    expect(met.connection.events).toEqual(['opened', 'reset']);
  });

  test.each<[string, (connection: BoardConnection) => void]>([
    ['ends', (connection) => connection.end()],
    ['resets', (connection) => connection.reset()],
  ])('is given up at the proxy when the board %s in the middle', (_, act) => {
    met.say(boardHello(NAME));
    act(met.connection);
    met.board.settle();
    expect(met.proxies.last.of('close')).toHaveLength(1);
    met.tls(TlsOutcome.encrypted, 0, ['TLSv1.3', '']);
    expect(met.heard).toEqual(NOTHING);
  });

  test('goes to the host as it is where the proxy cannot encrypt, which is told', () => {
    const plain = new Met({ tls: false });
    plain.say(boardHello(NAME));
    expect(plain.sent).toEqual(boardHello(NAME));
    expect(plain.failures).toEqual(['cannot-encrypt']);
    plain.data(record(21, 2, 40));
    expect(plain.heard).toEqual(record(21, 2, 40));
  });

  test.each([
    ['wss://proxy.test/token/', 'encrypted'],
    ['ws://proxy.test/token/', 'open'],
    ['ws://127.0.0.1.proxy.test/token/', 'open'],
    ['ws://127.0.0.1:8090/token/', 'local'],
    ['ws://localhost/token/', 'local'],
    ['ws://[::1]:1/token/', 'local'],
  ])('says in the log that it is encrypted, and how the way to %s is', (url, toProxy) => {
    expect(
      secured({ url }).log.flatMap((entry) => (entry.kind === 'encrypted' ? entry.encryption : [])),
    ).toEqual([{ protocol: 'TLSv1.3', flaw: null, toProxy }]);
  });
});

describe('every other connection', () => {
  test('passes as it is, whatever it says in whatever pieces, and both ends are heard', () => {
    const real = clientHello({ suites: [0x1301, 0xff50] });
    const anything = fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 300 }),
      fc.constant(real),
      // What begins as a board's TLS and becomes something else.
      fc
        .tuple(fc.nat({ max: 60 }), fc.uint8Array({ minLength: 60, maxLength: 90 }))
        .map(([size, rest]) => Uint8Array.of(...boardHello(NAME).subarray(0, size), ...rest)),
    );
    fc.assert(
      fc.property(anything, fc.array(fc.integer({ min: 1, max: 80 })), (bytes, sizes) => {
        // With nothing but the board's suite in its place, it is the board's TLS.
        fc.pre(!text(bytes.subarray(43)).startsWith('\0\0\x02\xff\x50'));
        const one = new Met();
        let at = 0;
        for (const size of [...sizes, bytes.length]) {
          if (at < bytes.length) one.say(bytes.subarray(at, at + size));
          at += size;
        }
        one.connection.end();
        one.board.settle();
        expect(one.sent).toEqual(bytes);
        expect(one.proxies.last.of('shut')).toHaveLength(1);
        expect(one.proxies.last.of('starttls')).toEqual([]);
        one.data(Uint8Array.of(9));
        one.far({ kind: 'shut', stream: one.stream });
        expect([...one.heard]).toEqual([9]);
        expect(one.board.network.openConnections).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  test('is not held any longer when the host speaks first', () => {
    met.say(boardHello(NAME).subarray(0, 20));
    met.data(Uint8Array.of(7));
    expect([[...met.heard], met.sent]).toEqual([[7], boardHello(NAME).subarray(0, 20)]);
    met.say(boardHello(NAME).subarray(20));
    expect(met.sent).toEqual(boardHello(NAME));
  });

  test('that becomes TLS only later is left alone', () => {
    met.say(Uint8Array.of(1));
    met.say(boardHello(NAME));
    expect(met.proxies.last.of('starttls')).toEqual([]);
  });
});
