import { describe, expect, test } from 'vitest';
import { LAN } from '../../protocol/air';
import { FakeTraffic, SERVER } from './fake-traffic.test-helpers';
import { readHttp } from '../../shared/http-message';
import { hexRows, textOf, withoutEscapes } from './payload';
import { stepsOf } from './steps';
import { summaryOf } from './summary';
import type { Conversation } from './traffic';
import { TrafficLog } from './traffic-log';
import { durationWords, stateWords, titleOf } from './words';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function conversationOf(traffic: FakeTraffic): Conversation {
  const log = new TrafficLog();
  log.add(traffic.take());
  const item = log.items.findLast(({ kind }) => kind === 'conversation');
  if (item?.kind !== 'conversation') throw new Error('no conversation');
  return item;
}

describe('an HTTP message', () => {
  test('has its head and its body apart', () => {
    const message = readHttp(bytes('HTTP/1.0 200 OK\r\nA: b\r\nC: d\r\n\r\nbody\r\n\r\nmore'), 'response');
    expect(message).toMatchObject({ start: 'HTTP/1.0 200 OK', fields: ['A: b', 'C: d'], headComplete: true });
    expect(message && textOf(message.body)).toBe('body\r\n\r\nmore');
  });

  test.each(['GET / HTTP/1.0\n\nbody', 'GET / HTTP/1.0\r\n\nbody', 'GET / HTTP/1.0\n\r\nbody'])(
    'may have lines that end as a student’s program ends them: %j',
    (text) => {
      const message = readHttp(bytes(text), 'request');
      expect([message?.start, message && textOf(message.body)]).toEqual(['GET / HTTP/1.0', 'body']);
    },
  );

  describe('in chunks', () => {
    const read = (body: string) =>
      readHttp(bytes(`HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${body}`), 'response');
    const bodyOf = (body: string) => {
      const message = read(body);
      return [message?.chunks, message && textOf(message.body)];
    };

    test('has its body put together', () => {
      expect(bodyOf('4\r\nchun\r\n3;x=y\r\nked\r\n0\r\nTrailer: z\r\n\r\n')).toEqual([2, 'chunked']);
    });

    test('has as much of it as has come', () => {
      expect(bodyOf('4\r\nchun\r\n3\r\nk')).toEqual([2, 'chunk']);
      expect(bodyOf('')).toEqual([0, '']);
    });

    test('that make no sense is shown as it came', () => {
      expect(bodyOf('four\r\nchun\r\n')).toEqual([null, 'four\r\nchun\r\n']);
    });

    test('is not what only speaks of chunks', () => {
      const plain = readHttp(bytes('HTTP/1.0 200 OK\r\nX-Chunked: chunked\r\n\r\n1\r\na'), 'response');
      expect(plain).toMatchObject({ chunks: null });
    });
  });

  test('may be only begun', () => {
    expect(readHttp(bytes('GET / HTTP/1.0\r\nHost: x'), 'request')).toMatchObject({
      fields: ['Host: x'],
      headComplete: false,
      body: new Uint8Array(),
    });
  });

  test.each([
    ['hello there\r\n\r\n', 'response'],
    ['', 'request'],
    ['get / http/1.0\r\n\r\n', 'request'],
    ['\u001b[H film', 'response'],
  ] as const)('is not everything: %j', (text, kind) => {
    expect(readHttp(bytes(text), kind)).toBeNull();
  });
});

describe('a payload', () => {
  test('is text when it reads as such, also where its end cuts a character in two', () => {
    expect(textOf(bytes('naïve\n\tok'))).toBe('naïve\n\tok');
    expect(textOf(bytes('ab€').subarray(0, 4))).toBe('ab');
    expect(textOf(Uint8Array.of(0xff, 0xfd, 0x01))).toBeNull();
    expect(textOf(Uint8Array.of(0x61, 0x00))).toBeNull();
    expect(textOf(new Uint8Array())).toBe('');
  });

  test('is read without what moves a terminal’s cursor', () => {
    expect(withoutEscapes('\u001b[H\u001b[2KA film\u001b[K')).toBe('A film');
  });

  test('that is no text is a hex dump', () => {
    expect(hexRows(Uint8Array.of(0, 0x41, 0xff), 512)).toEqual([
      { offset: '0000', hex: '00 41 ff', text: '·A·' },
    ]);
    expect(hexRows(new Uint8Array(40), 32).map(({ offset }) => offset)).toEqual(['0000', '0010']);
  });
});

describe('a summary', () => {
  test('names request and answer, also of a request that came in pieces', () => {
    const traffic = new FakeTraffic();
    const stream = traffic.opened('lan');
    for (const part of ['GE', 'T /a?b=1 HTT', 'P/1.1\r\nHost: x\r\n\r\n']) traffic.data(stream, 'lan', part);
    expect(summaryOf(conversationOf(traffic))).toEqual({ protocol: 'HTTP', text: 'GET /a?b=1' });
    const again = new FakeTraffic();
    const other = again.opened('lan');
    again.data(other, 'lan', 'GET / HTTP/1.0\n\n');
    again.data(other, 'board', 'HTTP/1.0 404 Not Found\r\n\r\n');
    expect(summaryOf(conversationOf(again)).text).toBe('GET / → 404 Not Found');
  });

  test('is TLS, where it begins so', () => {
    const traffic = new FakeTraffic();
    traffic.data(traffic.opened(), 'board', '\x16\x03\x03\0\x05hello');
    expect(summaryOf(conversationOf(traffic))).toEqual({ protocol: 'TLS', text: '' });
  });

  test('says nothing of what is not HTTP', () => {
    const traffic = new FakeTraffic();
    traffic.data(traffic.opened(), 'lan', 'a film');
    expect(summaryOf(conversationOf(traffic))).toEqual({ protocol: 'TCP', text: '' });
  });
});

describe('the steps of a connection', () => {
  test('are one arrow for each thing, and one for what a side sends in a row', () => {
    const traffic = new FakeTraffic();
    const stream = traffic.opened('lan');
    traffic.board({ kind: 'accepted', stream });
    traffic.data(stream, 'lan', 'GET / HTTP/1.0\n\n');
    for (let n = 0; n < 3; n++) {
      traffic.now += 10;
      traffic.data(stream, 'board', new Uint8Array(536));
    }
    traffic.now += 2_000;
    traffic.board({ kind: 'fin', stream });
    const steps = stepsOf(conversationOf(traffic).entries);
    expect(steps.map((step) => [step.kind, 'by' in step && step.by])).toEqual([
      ['open', 'lan'],
      ['opened', 'board'],
      ['accepted', 'board'],
      ['data', 'lan'],
      ['data', 'board'],
      ['pause', false],
      ['fin', 'board'],
    ]);
    expect(steps[4]).toMatchObject({ bytes: 3 * 536, parts: 3 });
    expect(steps[5]).toMatchObject({ milliseconds: 2_000 });
  });

  test('are the first and the last where there are many', () => {
    const traffic = new FakeTraffic();
    const stream = traffic.opened();
    for (let n = 0; n < 100; n++) traffic.data(stream, n % 2 === 0 ? 'board' : 'lan', 'x');
    const steps = stepsOf(conversationOf(traffic).entries);
    expect(steps).toHaveLength(61);
    expect(steps[30]).toMatchObject({ kind: 'left-out', steps: 42 });
  });
});

describe('words', () => {
  const words = (act: (traffic: FakeTraffic) => void): string => {
    const traffic = new FakeTraffic();
    traffic.lookup('micropython.org', [SERVER.ip]);
    act(traffic);
    return stateWords(conversationOf(traffic)).sentence;
  };

  test('say who closed a connection and how', () => {
    expect(
      words((traffic) => {
        const stream = traffic.opened();
        traffic.lan({ kind: 'fin', stream });
        traffic.board({ kind: 'fin', stream });
      }),
    ).toBe('Closed by micropython.org first (FIN), then by the board.');
    expect(words((traffic) => traffic.board({ kind: 'fin', stream: traffic.opened('lan') }))).toBe(
      'The board has closed its direction (FIN) and can still receive.',
    );
    expect(words((traffic) => traffic.lan({ kind: 'reset', stream: traffic.opened('lan') }))).toContain(
      'Browser pane cut it off (RST)',
    );
    expect(words((traffic) => traffic.board({ kind: 'refused', stream: traffic.open('lan') }))).toBe(
      'Refused (RST): nothing listens on port 80 of the board.',
    );
    expect(words((traffic) => traffic.board({ kind: 'reset', stream: traffic.open() }))).toBe(
      `Nobody answered at ${SERVER.ip}; the board gave up.`,
    );
    expect(words((traffic) => void traffic.open())).toBe('Waits for an answer of micropython.org.');
  });

  test('say who talks to whom', () => {
    const traffic = new FakeTraffic();
    traffic.opened('lan');
    expect(titleOf(conversationOf(traffic))).toBe('Browser pane → port 80');
    const other = new FakeTraffic();
    other.opened();
    expect(titleOf(conversationOf(other))).toBe(`${SERVER.ip}:80`);
  });

  test('name both ends of datagrams as they do those of a connection', () => {
    const traffic = new FakeTraffic();
    traffic.lookup('echo.test', [SERVER.ip]);
    const [board, far] = [
      { ip: LAN.board, port: 4096 },
      { ip: SERVER.ip, port: 7 },
    ];
    traffic.board({ kind: 'datagram', from: board, to: far, bytes: bytes('a') });
    traffic.lan({ kind: 'datagram', from: { ip: LAN.browser, port: 9 }, to: board, bytes: bytes('a') });
    const log = new TrafficLog();
    log.add(traffic.take());
    const titles = log.items.flatMap((item) => (item.kind === 'datagrams' ? [titleOf(item)] : []));
    expect(titles).toEqual(['echo.test:7', `${LAN.browser} → port 4096`]);
  });

  test('leave a host’s name as it is spelled', () => {
    const traffic = new FakeTraffic();
    traffic.lookup('reset.test', [SERVER.ip]);
    traffic.lan({ kind: 'reset', stream: traffic.opened() });
    expect(stateWords(conversationOf(traffic)).sentence).toMatch(/^reset\.test cut it off/);
  });

  test.each([
    [0, '0'],
    [0.135, '135 µs'],
    [1.26, '1.3 ms'],
    [12.4, '12 ms'],
    [1234, '1.2 s'],
    [180_000, '3 min'],
  ])('tell %d ms as %s', (milliseconds, said) => {
    expect(durationWords(milliseconds)).toBe(said);
  });
});
