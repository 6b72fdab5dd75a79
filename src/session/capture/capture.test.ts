import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesOf, FakeBoard, textOf } from '../../net/fake-board.test-helpers';
import { NetworkLog } from '../../net/network-log';
import { LAN, type AirFrame } from '../../protocol/air';
import type { NetworkLogEntry, Side } from '../../protocol/network-log';
import { captureFile } from './capture';
import { readCapture, type ReadCapture } from './packet-reader.test-helpers';
import { tcpFlags } from './tcp-check.test-helpers';
import { complaints, hasTshark, tshark } from './tshark.test-helpers';

const MICROPYTHON = { ip: '203.0.113.80', port: 80 };
const TOWEL = { ip: '203.0.113.23', port: 23 };
const NOON = Date.UTC(2024, 1, 29, 12, 0, 0);

/** The lesson's request, and every other way a connection begins and ends. */
function session(): readonly NetworkLogEntry[] {
  const board = new FakeBoard();
  board.resolve('micropython.org');
  const http = board.connect(MICROPYTHON);
  http.send('GET /ks/test.html HTTP/1.0\r\nHost: micropython.org\r\n\r\n');
  board.advance(20);
  http.end();
  board.advance(500);
  board.resolve('nobody.example');
  board.connect({ ...MICROPYTHON, port: 81 });
  board.connect({ ip: '8.8.8.8', port: 53 }).reset();
  const film = board.connect(TOWEL);
  board.advance(5_000);
  film.reset();
  board.listeners.set(80, (connection) => {
    connection.accept();
    connection.send(`HTTP/1.0 200 OK\r\n\r\n${'a'.repeat(1981)}`);
    connection.end();
  });
  const request = { method: 'GET', to: { ip: LAN.board, port: 80 }, path: '/', headers: [] };
  board.network.fetch(request);
  board.advance(100);
  const ends = { from: { ip: LAN.board, port: 4000 }, to: { ip: '255.255.255.255', port: 4001 } };
  board.post({ kind: 'datagram', ...ends, bytes: bytesOf('anybody?') });
  board.settle();
  return board.network.log.take();
}

const tcpOf = (capture: ReadCapture, port: number) =>
  capture.packets.filter(({ tcp, fromPort, toPort }) => tcp && (fromPort === port || toPort === port));

describe('a capture of the lesson', () => {
  const file = captureFile(session());
  const capture = readCapture(file);

  test('has every length and checksum right, and nothing for an analyser to flag', () => {
    expect(tcpFlags(capture.packets)).toEqual([]);
    expect(capture.packets.length).toBeGreaterThan(40);
    expect(capture.comment).toContain('Pinwire');
  });

  test('begins at the log’s time of day', () => {
    expect(capture.packets[0]?.at).toBe(NOON * 1000);
  });

  test('asks the router for the name, tells it, and says when there is none', () => {
    const dns = capture.packets.filter(
      ({ tcp, fromPort, toPort }) => !tcp && (fromPort === 53 || toPort === 53),
    );
    expect(dns.map(({ from, to }) => [from, to])).toEqual([
      [LAN.board, LAN.router],
      [LAN.router, LAN.board],
      [LAN.board, LAN.router],
      [LAN.router, LAN.board],
    ]);
    const [question, answer, , denial] = dns.map(({ payload }) => payload);
    expect(answer?.subarray(0, 2)).toEqual(question?.subarray(0, 2));
    expect(textOf(question ?? new Uint8Array())).toContain('\x0bmicropython\x03org\0');
    expect([...(answer?.subarray(-4) ?? [])]).toEqual([203, 0, 113, 80]);
    expect((denial?.[3] ?? 0) & 15).toBe(3);
    expect(capture.names).toEqual(new Map([['203.0.113.80', 'micropython.org']]));
  });

  test('opens by three segments, carries the bytes, closes by FIN of both', () => {
    const http = tcpOf(capture, 80).filter(({ from, to }) => [from, to].includes(MICROPYTHON.ip));
    const flags = http.map(({ from, tcp }) => `${from === LAN.board ? '>' : '<'}${tcp?.flags ?? ''}`);
    expect(flags.slice(0, 5)).toEqual(['>S', '<SA', '>A', '>PA', '<A']);
    expect(flags.slice(-4)).toEqual(['<FA', '>A', '>FA', '<A']);
    const sent = (from: string) =>
      Buffer.concat(http.filter((packet) => packet.from === from).map(({ payload }) => payload)).toString();
    expect(sent(LAN.board)).toBe('GET /ks/test.html HTTP/1.0\r\nHost: micropython.org\r\n\r\n');
    expect(sent(MICROPYTHON.ip)).toMatch(/^HTTP\/1\.[01] 200 OK\r\n[^]*\r\n\r\n[^]+$/);
    expect(http[0]?.ethernet.from).toBe('5ccf7f102042');
    expect(http[1]?.tcp?.mss).toBe(1460);
    expect(http[0]?.tcp?.mss).toBe(536);
  });

  test('shows a refusal, a host that is not there, and a reset as they are on the wire', () => {
    expect(tcpOf(capture, 81).map(({ tcp }) => tcp?.flags)).toEqual(['S', 'RA']);
    expect(tcpOf(capture, 53).map(({ tcp }) => tcp?.flags)).toEqual(['S']);
    expect(tcpOf(capture, 23).at(-1)).toMatchObject({ from: LAN.board, tcp: { flags: 'RA' } });
  });

  test('cuts what the board gets into segments of 536 bytes, every second one acknowledged', () => {
    const page = tcpOf(capture, 80).filter(({ from, to }) => from === LAN.browser || to === LAN.browser);
    const sizes = page.filter(({ payload }) => payload.length > 300).map(({ payload }) => payload.length);
    expect(sizes).toEqual([536, 536, 536, 392]);
  });

  test('broadcasts to everybody', () => {
    expect(capture.packets.at(-1)).toMatchObject({ to: '255.255.255.255', ethernet: { to: 'ffffffffffff' } });
  });

  test.runIf(hasTshark)('is what tshark finds nothing wrong with, and dissects', () => {
    expect(complaints(file)).toEqual([]);
    expect(tshark(file, 'http', ['http.request.uri', 'http.response.code'])).toContain('/ks/test.html|');
    expect(tshark(file, 'dns', ['dns.qry.name', 'dns.a', 'dns.flags.rcode'])).toEqual([
      'micropython.org||',
      'micropython.org|203.0.113.80|0',
      'nobody.example||',
      'nobody.example||3',
    ]);
    expect(tshark(file, 'tcp.flags.reset == 1', ['tcp.srcport'])).toEqual(['81', expect.any(String)]);
  });
});

/** What may happen to a few connections at once, in any order. */
const act = fc.record({
  which: fc.nat({ max: 3 }),
  by: fc.constantFrom<Side>('board', 'lan'),
  what: fc.oneof(
    { weight: 8, arbitrary: fc.nat({ max: 4000 }) },
    { weight: 1, arbitrary: fc.constantFrom('fin' as const, 'reset' as const, 'query' as const) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 2000 }) },
  ),
  pause: fc.constantFrom(0, 0, 0.0004, 1, 70_000),
});
const script = fc.array(act, { maxLength: 60 });

/** A log in which it happened; connections come and go by the rules of air.ts. */
function logOf(
  acts: readonly (typeof act extends fc.Arbitrary<infer T> ? T : never)[],
  cut: number,
): NetworkLogEntry[] {
  let now = NOON;
  const log = new NetworkLog(() => now);
  const open = new Map<number, { stream: number; ended: Record<Side, boolean> }>();
  let streams = 0;
  const record = (frame: AirFrame, by: Side) => log.record(frame, by, 'virtual');
  for (const { which, by, what, pause } of acts) {
    now += pause;
    if (what === 'query') {
      record({ kind: 'query', query: which, name: `host${which}.example.` }, 'board');
      if (by === 'lan') record({ kind: 'answer', query: which, addresses: ['203.0.113.9'] }, 'lan');
      continue;
    }
    if (typeof what === 'object') {
      const ends = { from: { ip: LAN.board, port: 9000 }, to: { ip: '224.0.0.251', port: 40_000 } };
      record({ kind: 'datagram', ...ends, bytes: what }, 'board');
      continue;
    }
    let connection = open.get(which);
    if (!connection) {
      connection = { stream: streams++, ended: { board: false, lan: false } };
      open.set(which, connection);
      const ends = [
        { ip: LAN.board, port: 50_000 + streams },
        { ip: `203.0.113.${which}`, port: 80 },
      ] as const;
      const [from, to] = by === 'board' ? ends : [ends[1], ends[0]];
      record({ kind: 'open', stream: connection.stream, from, to, window: 1 }, by);
      record({ kind: 'opened', stream: connection.stream, window: 1 }, by === 'board' ? 'lan' : 'board');
    }
    const { stream, ended } = connection;
    if (what === 'reset') record({ kind: 'reset', stream }, by);
    else if (!ended[by]) {
      if (what === 'fin') record({ kind: 'fin', stream }, by);
      else record({ kind: 'data', stream, bytes: new Uint8Array(what).fill(what) }, by);
      ended[by] ||= what === 'fin';
    }
    if (what === 'reset' || (ended.board && ended.lan)) open.delete(which);
  }
  return log.take().slice(cut);
}

describe('any capture', () => {
  test('reads well and holds each side’s bytes in order, also where the log begins in the middle', () => {
    fc.assert(
      fc.property(script, fc.nat({ max: 30 }), (acts, cut) => {
        const entries = logOf(acts, cut);
        const capture = readCapture(captureFile(entries));
        expect(tcpFlags(capture.packets)).toEqual([]);
        const logged = entries.reduce(
          (sum, entry) => sum + (entry.kind === 'data' ? entry.bytes.length : 0),
          0,
        );
        const carried = capture.packets.reduce(
          (sum, { tcp, payload }) => sum + (tcp ? payload.length : 0),
          0,
        );
        expect(carried).toBe(logged);
      }),
    );
  });

  test('takes any name that a program asks for', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (name) => {
        const log = new NetworkLog(() => NOON);
        log.record({ kind: 'query', query: 1, name }, 'board');
        log.record({ kind: 'answer', query: 1, addresses: [] }, 'lan');
        const { packets } = readCapture(captureFile(log.take()));
        expect(packets).toHaveLength(2);
        expect(packets[0]?.payload.length).toBeLessThanOrEqual(12 + 255 + 4);
      }),
      { numRuns: 30 },
    );
  });

  test('says where the log has a gap', () => {
    const log = new NetworkLog(() => NOON);
    log.record({ kind: 'query', query: 1, name: 'a.example' }, 'board');
    const { packets } = readCapture(captureFile([{ kind: 'missed', at: NOON, entries: 12 }, ...log.take()]));
    expect(packets[0]?.comment).toContain('12 entries');
  });

  test('of nothing is a file without packets', () => {
    expect(readCapture(captureFile([])).packets).toEqual([]);
  });

  test.runIf(hasTshark)('is what tshark finds nothing wrong with', () => {
    const acts = fc.sample(script, { numRuns: 40, seed: 536 }).flat();
    expect(complaints(captureFile(logOf(acts, 9)))).toEqual([]);
  });

  test.runIf(hasTshark)('would be found out by tshark: one bit of a name is wrong', () => {
    const file = captureFile([{ kind: 'query', at: NOON, query: 1, name: 'micropython.org' }]);
    const at = file.indexOf('micropython'.charCodeAt(4), file.length - 40);
    file[at] = (file[at] ?? 0) ^ 1;
    expect(complaints(file)).toHaveLength(1);
    expect(() => readCapture(file)).toThrow('TCP or UDP checksum');
  });
});
