import { expect, test } from 'vitest';
import { LAN } from '../../protocol/air';
import { PREVIEW_WINDOW, type FromPreview, type PreviewRequest } from '../../protocol/preview';
import { FakeBoard, bytesOf, join, textOf, type BoardConnection } from '../fake-board.test-helpers';
import { MOST_AT_ONCE, MOST_OPEN, MOST_WAITING } from './gateway';

const REQUEST: PreviewRequest = { method: 'GET', port: 80, path: '/', headers: [] };
const HEAD = 'HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\n';

/** The service worker's end of a channel. */
class Tab {
  readonly messages: FromPreview[] = [];
  closed = false;
  readonly #send;

  constructor(board: FakeBoard, request: PreviewRequest = REQUEST, credit = PREVIEW_WINDOW) {
    this.#send = board.network.preview(request, {
      post: (message) => this.messages.push(message),
      close: () => (this.closed = true),
    });
    if (credit > 0) this.grant(credit);
    board.settle();
  }

  grant(bytes: number): void {
    this.#send({ kind: 'credit', bytes });
  }

  cancel(): void {
    this.#send({ kind: 'cancel' });
  }

  ping(): void {
    this.#send({ kind: 'ping' });
  }

  get kinds(): string {
    return this.messages.map(({ kind }) => kind).join(' ');
  }

  get body(): Uint8Array {
    return join(this.messages.flatMap((message) => (message.kind === 'body' ? [message.bytes] : [])));
  }

  get failure(): object | undefined {
    const last = this.messages.at(-1);
    if (last?.kind !== 'failed') return undefined;
    const { failure } = last;
    return 'received' in failure ? { kind: failure.kind, received: textOf(failure.received) } : failure;
  }
}

/** A board whose program takes every connection and does `serve` when the request's head is there. */
function boardThat(serve: (connection: BoardConnection) => void = () => undefined): FakeBoard {
  const board = new FakeBoard();
  board.listeners.set(80, (connection) => {
    connection.accept();
    connection.onData = () => {
      if (connection.text.endsWith('\r\n\r\n')) serve(connection);
    };
  });
  return board;
}

const connectionsOf = (board: FakeBoard) => [...board.connections.values()];

/** Sends as a program does, as credit allows. */
function sendAll(board: FakeBoard, connection: BoardConnection, bytes: Uint8Array): number {
  let sent = 0;
  for (;;) {
    const count = Math.min(connection.credit, bytes.length - sent);
    if (count === 0) return sent;
    connection.send(bytes.subarray(sent, sent + count));
    sent += count;
    board.settle();
  }
}

test('the head comes first, then the body as it comes, then the end', () => {
  const board = boardThat((connection) => connection.send(HEAD));
  const tab = new Tab(board);
  expect(tab.messages).toEqual([
    { kind: 'head', status: 200, reason: 'OK', headers: [['Content-Type', 'text/plain']] },
  ]);
  const [connection] = connectionsOf(board);
  connection?.send('one ');
  board.settle();
  connection?.send('two');
  connection?.end();
  board.settle();
  expect(tab.kinds).toBe('head body body end');
  expect(textOf(tab.body)).toBe('one two');
  expect(tab.closed).toBe(true);
  expect(connection?.events).toEqual(['fin']);
  expect(board.clock.nextDue).toBeNull();
});

test('the request is what the tab sent, with a body of any size, to the port that it named', () => {
  const board = new FakeBoard({ window: 100 });
  board.listeners.set(8080, (connection) => connection.accept());
  const body = bytesOf('x'.repeat(50_000));
  new Tab(board, { method: 'POST', port: 8080, path: '/form', headers: [['X-A', '1']], body });
  const text = connectionsOf(board)[0]?.text ?? '';
  expect(text.startsWith('POST /form HTTP/1.1\r\nHost: 192.168.1.42:8080\r\n')).toBe(true);
  expect(text).toContain('\r\nX-A: 1\r\n');
  expect(text).toContain('\r\nContent-Length: 50000\r\n');
  expect(text).toContain('\r\nConnection: close\r\n');
  expect(text.endsWith('x'.repeat(50_000))).toBe(true);
});

test('no more is taken from the board than the tab has asked for, but for one window of the connection', () => {
  const board = boardThat();
  const tab = new Tab(board, REQUEST, 0);
  const [connection] = connectionsOf(board);
  if (!connection) throw new Error('no connection');
  connection.send(HEAD);
  board.settle();
  expect(tab.kinds).toBe('head');
  const window = connection.credit;
  expect(sendAll(board, connection, new Uint8Array(100_000))).toBe(window);
  tab.grant(10_000);
  board.settle();
  expect(tab.body.length).toBe(window);
  expect(sendAll(board, connection, new Uint8Array(100_000))).toBeLessThanOrEqual(10_000);
  expect(tab.body.length).toBe(10_000);
});

test('a megabyte arrives whole, whatever credit comes in which pieces', () => {
  const board = boardThat();
  const tab = new Tab(board, REQUEST, 1);
  const [connection] = connectionsOf(board);
  if (!connection) throw new Error('no connection');
  const whole = Uint8Array.from({ length: 1024 * 1024 }, (_, n) => n * 31);
  connection.send(`HTTP/1.1 200 OK\r\nContent-Length: ${whole.length}\r\n\r\n`);
  board.settle();
  let sent = 0;
  for (let turn = 0; tab.body.length < whole.length && turn < 5_000; turn++) {
    sent += sendAll(board, connection, whole.subarray(sent));
    tab.grant(1 + ((turn * 7919) % 4096));
    board.settle();
  }
  expect(tab.kinds.endsWith(' end')).toBe(true);
  expect(tab.body).toEqual(whole);
});

test('chunks arrive joined', () => {
  const board = boardThat((connection) => {
    connection.send('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n1\r\n!\r\n0\r\n\r\n');
  });
  const tab = new Tab(board);
  expect(tab.kinds).toBe('head body body end');
  expect(textOf(tab.body)).toBe('hello!');
});

test('a stream may be silent for as long as it likes once its head has come', () => {
  const board = boardThat((connection) => connection.send(HEAD));
  const tab = new Tab(board);
  board.advance(3_600_000, 60_000);
  connectionsOf(board)[0]?.send('still here');
  board.settle();
  expect(textOf(tab.body)).toBe('still here');
});

test.each([
  ['nothing listens', new FakeBoard(), 0, { kind: 'nothing-listens' }],
  [
    'no head in 30 s',
    boardThat((c) => c.send('HTTP/1.0 ')),
    31_000,
    { kind: 'no-answer', received: 'HTTP/1.0 ' },
  ],
  ['not HTTP', boardThat((c) => c.send('hello')), 0, { kind: 'not-http', received: 'hello' }],
  [
    'a status that is none',
    boardThat((c) => c.send('HTTP/1.0 999 Odd\r\n\r\n')),
    0,
    { kind: 'bad-status', status: 999 },
  ],
])('%s', (_, board, wait, failure) => {
  const tab = new Tab(board);
  if (wait > 0) {
    board.advance(wait - 2_000);
    expect(tab.kinds).toBe('');
    board.advance(2_000);
  }
  expect(tab.failure).toEqual(failure);
  expect(tab.closed).toBe(true);
  expect(board.network.openConnections).toBe(0);
});

test('a deaf board is unreachable, a listener without accept() is told apart', () => {
  const deaf = new FakeBoard();
  deaf.deaf = true;
  const tab = new Tab(deaf);
  deaf.advance(10_100);
  expect(tab.failure).toEqual({ kind: 'unreachable' });
  const board = new FakeBoard();
  board.listeners.set(80, () => undefined);
  const other = new Tab(board);
  board.advance(30_100);
  expect(other.failure).toEqual({ kind: 'not-accepted' });
});

test('closed before the end: an error after what came', () => {
  const board = boardThat((connection) => {
    connection.send('HTTP/1.0 200 OK\r\nContent-Length: 9\r\n\r\nshort');
    connection.end();
  });
  expect(new Tab(board).kinds).toBe('head body failed');
});

test('reset in the middle is an error after what came, and after a whole answer it is none', () => {
  const half = boardThat((connection) => {
    connection.send(`${HEAD}half`);
    connection.reset();
  });
  const tab = new Tab(half, REQUEST, 2);
  expect(tab.kinds).toBe('head body');
  tab.grant(10);
  expect(textOf(tab.body)).toBe('half');
  expect(tab.failure).toMatchObject({ kind: 'reset' });
  const whole = boardThat((connection) => {
    connection.send('HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok');
    connection.reset();
  });
  expect(new Tab(whole).kinds).toBe('head body end');
});

test('a chunk that is none ends a body that has begun by an error', () => {
  const board = boardThat((connection) => {
    connection.send('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nokxyz\r\n');
  });
  const tab = new Tab(board);
  expect(tab.kinds).toBe('head body failed');
  expect(tab.failure).toMatchObject({ kind: 'not-http' });
});

test('an answer that is complete before its request has been sent ends the sending', () => {
  const board = new FakeBoard({ window: 100 });
  board.listeners.set(80, (connection) => {
    connection.reads = false;
    connection.accept();
    connection.send('HTTP/1.0 413 Too Large\r\nContent-Length: 0\r\n\r\n');
  });
  const tab = new Tab(board, { ...REQUEST, method: 'POST', body: new Uint8Array(1000) });
  expect(tab.kinds).toBe('head end');
  connectionsOf(board)[0]?.grant(100);
  board.settle();
  expect(connectionsOf(board)[0]?.received.length).toBe(100);
});

test('cancelling resets the connection, and a request that waits is never sent', () => {
  const board = boardThat((connection) => connection.send(HEAD));
  const tabs = [0, 1, 2].map(() => new Tab(board));
  tabs[2]?.cancel();
  tabs[0]?.cancel();
  board.settle();
  expect(tabs[2]?.failure).toEqual({ kind: 'cancelled' });
  expect(tabs[0]?.kinds).toBe('head failed');
  expect(connectionsOf(board).map(({ events }) => events)).toEqual([['reset'], []]);
});

test('two at once, the others in order; so many may wait', () => {
  const board = boardThat();
  const tabs = Array.from({ length: MOST_AT_ONCE + MOST_WAITING + 1 }, () => new Tab(board));
  expect(board.connections.size).toBe(MOST_AT_ONCE);
  expect(tabs.at(-1)?.failure).toEqual({ kind: 'too-many', limit: MOST_WAITING });
  for (let n = 0; n < MOST_AT_ONCE + MOST_WAITING; n++) {
    const connection = connectionsOf(board)[n];
    connection?.send(`${HEAD}${n}`);
    connection?.end();
    board.settle();
    expect(textOf(tabs[n]?.body ?? new Uint8Array())).toBe(`${n}`);
  }
  expect(board.network.openConnections).toBe(0);
});

test('streams that go on hold the others up for some seconds only, until the board has no connection left', () => {
  const board = boardThat((connection) => connection.send(HEAD));
  for (let n = 0; n < 6; n++) new Tab(board);
  expect(board.connections.size).toBe(MOST_AT_ONCE);
  board.advance(5_100);
  expect(board.connections.size).toBe(MOST_OPEN);
  board.advance(60_000);
  expect(board.connections.size).toBe(MOST_OPEN);
});

test('a board that goes ends everything, and nothing of it is sent to the next one', () => {
  const board = boardThat();
  const tabs = Array.from({ length: 4 }, () => new Tab(board));
  board.network.boardGone();
  board.settle();
  for (const tab of tabs) expect(tab.failure).toEqual({ kind: 'cancelled' });
  expect(board.connections.size).toBe(2);
});

test('a ping is answered while the request is under way', () => {
  const board = boardThat();
  const tab = new Tab(board);
  tab.ping();
  expect(tab.kinds).toBe('pong');
});

test('cookies are kept, sent again, and shared with the browser pane', async () => {
  const board = boardThat((connection) => {
    connection.send(
      'HTTP/1.0 200 OK\r\nSet-Cookie: n=1; Path=/\r\nSet-Cookie: m=2\r\nContent-Length: 0\r\n\r\n',
    );
    connection.end();
  });
  new Tab(board);
  new Tab(board, { ...REQUEST, headers: [['Cookie', 'forged=1']] });
  const pane = board.network.fetch({
    method: 'GET',
    to: { ip: LAN.board, port: 80 },
    path: '/',
    headers: [],
  });
  board.settle();
  await pane.result;
  const sent = connectionsOf(board).map(({ text }) => /Cookie: (.*)\r/.exec(text)?.[1]);
  expect(sent).toEqual([undefined, 'n=1; m=2', 'n=1; m=2']);
});

test('how many are open is told', () => {
  const board = boardThat();
  const counts: number[] = [];
  board.network.onPreviewsOpen((count) => counts.push(count));
  const tabs = [new Tab(board), new Tab(board)];
  for (const tab of tabs) tab.cancel();
  expect(counts).toEqual([1, 2, 1, 0]);
});
