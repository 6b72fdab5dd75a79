import { request, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { clientOf } from './admission';
import { Host, ORIGIN, startTestProxy, TestPage, until, type TestProxy } from './proxy.test-helpers';

let proxy: TestProxy;
beforeEach(async () => {
  proxy = await startTestProxy({ hosts: ['proxy.test'] });
});
afterEach(() => proxy.close());

interface Attempt {
  path?: string;
  headers?: Record<string, string>;
}

/** @returns the status of the answer: 101 when it was let in */
function attempt({ path = proxy.gateway.path, headers = {} }: Attempt = {}): Promise<number> {
  return new Promise((settle, fail) => {
    const sent = request({
      host: '127.0.0.1',
      port: proxy.port,
      path,
      headers: {
        Connection: 'Upgrade',
        Upgrade: 'websocket',
        'Sec-WebSocket-Version': '13',
        'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
        Origin: ORIGIN,
        ...headers,
      },
    });
    sent.on('upgrade', (response, socket) => {
      socket.destroy();
      settle(response.statusCode ?? 0);
    });
    sent.on('response', (response) => {
      response.resume();
      settle(response.statusCode ?? 0);
    });
    sent.on('error', fail);
    sent.end();
  });
}

/** Sends bytes as they are; the result is all that comes back until the end. */
function raw(text: string, port = proxy.port): Promise<string> {
  return new Promise((settle) => {
    let answer = '';
    const socket = connect({ host: '127.0.0.1', port }, () => socket.write(text));
    socket.on('data', (bytes) => (answer += bytes.toString('latin1')));
    socket.on('error', () => undefined);
    socket.on('close', () => settle(answer));
  });
}

describe('a WebSocket is taken', () => {
  test('from a listed origin, under a known name, with the token', async () => {
    expect(await attempt()).toBe(101);
    expect(await attempt({ headers: { Host: 'proxy.test' } })).toBe(101);
    expect(await attempt({ headers: { Host: `localhost:${proxy.port}` } })).toBe(101);
  });

  test.each([
    'https://evil.test',
    'null',
    '',
    'https://pinwire.test',
    'http://pinwire.test:8080',
    'http://pinwire.test.evil.test',
    'http://evil.test#http://pinwire.test',
    'HTTP://PINWIRE.TEST',
    'http://pinwire.test/',
  ])('not from the origin %j', async (Origin) => expect(await attempt({ headers: { Origin } })).toBe(403));

  test('without an origin only where that was said', async () => {
    const head = (port: number): string =>
      `GET ${proxy.gateway.path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n';
    expect(await raw(head(proxy.port))).toMatch(/^HTTP\/1.1 403 /);
    const open = await startTestProxy({ noOrigin: true });
    const socket = new WebSocket(open.url);
    await new Promise((settle) => socket.once('open', settle));
    socket.terminate();
    await open.close();
  });

  test('not from two origins at once, nor under two names', async () => {
    const head = (lines: string): string =>
      `GET ${proxy.gateway.path} HTTP/1.1\r\n${lines}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n';
    const name = `Host: 127.0.0.1:${proxy.port}`;
    expect(await raw(head(`${name}\r\nOrigin: ${ORIGIN}\r\nOrigin: https://evil.test`))).toMatch(
      /^HTTP\/1.1 403 /,
    );
    expect(await raw(head(`${name}\r\nHost: evil.test\r\nOrigin: ${ORIGIN}`))).toMatch(/^HTTP\/1.1 4/);
  });

  test('from the very server only where that was said', async () => {
    const own = `http://127.0.0.1:${proxy.port}`;
    expect(await attempt({ headers: { Origin: own } })).toBe(403);
    const site = await startTestProxy({ sameOrigin: true });
    const page = await TestPage.greet(site, [], `http://127.0.0.1:${site.port}`);
    await page.until((packet) => packet.kind === 'continue');
    const other = await TestPage.greet(site, [], `http://localhost:${site.port}`);
    expect(other.closed).toBeDefined();
    await site.close();
  });

  test.each([
    'evil.test',
    'evil.test:8080',
    '127.0.0.1',
    '127.0.0.1:1',
    'proxy.test.evil.test',
    'localhost.',
    '192.0.2.1:80',
  ])('not under the name %s', async (Host) => expect(await attempt({ headers: { Host } })).toBe(421));

  test('not with a wrong token, a path beside it, or a target behind it', async () => {
    const { path } = proxy.gateway;
    const paths = [
      '/',
      '/wisp/',
      '/wisp//',
      path.slice(0, -1),
      `${path}x`,
      `${path}?`,
      `${path}?token=1`,
      `${path}#x`,
    ];
    paths.push(
      path.replace('token', 'TOKEN'),
      `/x/..${path}`,
      `/${path}`,
      path.replace('/wisp', '/%77isp'),
      '/host.test:80',
    );
    paths.push(`${path}host.test:80`, `http://127.0.0.1:${proxy.port}${path}`, path.replace('-', '%2d'));
    for (const wrong of paths) expect([wrong, await attempt({ path: wrong })]).toEqual([wrong, 404]);
  });

  test('not with a body, in which another request could hide', async () => {
    expect(await attempt({ headers: { 'Content-Length': '5' } })).toBe(400);
    expect(await attempt({ headers: { 'Transfer-Encoding': 'chunked' } })).toBe(400);
  });

  test('and what is sent behind the head is frames, never a request', async () => {
    const head =
      `GET ${proxy.gateway.path} HTTP/1.1\r\nHost: 127.0.0.1:${proxy.port}\r\nOrigin: ${ORIGIN}\r\nConnection: Upgrade\r\n` +
      'Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n';
    const answer = await raw(`${head}GET /metrics HTTP/1.1\r\nHost: 127.0.0.1:${proxy.port}\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1.1 101 /);
    expect(answer).not.toContain('pinwire_proxy');
    const refused = await raw(`${head.replace(ORIGIN, 'https://evil.test')}GET /metrics HTTP/1.1\r\n\r\n`);
    expect(refused.match(/HTTP\/1.1/g)).toHaveLength(1);
  });
});

describe('how many', () => {
  test('of one address, then 429; of all, then 503', async () => {
    const small = await startTestProxy({
      limits: { connectionsPerAddress: 2, connections: 3 },
      trustedProxies: ['127.0.0.1'],
    });
    const open = (from: string): Promise<number | 'open'> =>
      new Promise((settle) => {
        const socket = new WebSocket(small.url, { origin: ORIGIN, headers: { 'X-Forwarded-For': from } });
        socket.on('open', () => settle('open'));
        socket.on('unexpected-response', (_request, response: IncomingMessage) =>
          settle(response.statusCode ?? 0),
        );
        socket.on('error', () => undefined);
      });
    expect(await open('192.0.2.1')).toBe('open');
    expect(await open('192.0.2.1')).toBe('open');
    expect(await open('192.0.2.1')).toBe(429);
    expect(await open('evil, 192.0.2.1')).toBe(429);
    expect(await open('192.0.2.2')).toBe('open');
    expect(await open('192.0.2.3')).toBe(503);
    await small.close();
  });

  test('a minute of one address', async () => {
    const small = await startTestProxy({ limits: { connectionsPerMinute: 3 } });
    for (let n = 0; n < 3; n++) {
      const page = await TestPage.connect(small, 'v1');
      page.leave();
      await page.closeCode();
    }
    const fourth = await TestPage.greet(small, []);
    expect(fourth.packets).toEqual([]);
    expect(small.gateway.metrics.text).toContain('pinwire_proxy_turned_away_total{status="429"} 1');
    await small.close();
  });
});

describe('who the client is', () => {
  const from = (remoteAddress: string, forwarded?: string) => ({
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
    socket: { remoteAddress },
  });

  test('X-Forwarded-For counts only from a trusted proxy, and only up to the first stranger', () => {
    expect(clientOf(from('198.51.100.7', '1.1.1.1'), [])).toBe('198.51.100.7');
    expect(clientOf(from('::ffff:10.0.0.1', '1.1.1.1, 2.2.2.2'), ['10.0.0.1'])).toBe('2.2.2.2');
    expect(clientOf(from('10.0.0.1', '1.1.1.1, 2.2.2.2, 10.0.0.2'), ['10.0.0.1', '10.0.0.2'])).toBe(
      '2.2.2.2',
    );
    expect(clientOf(from('10.0.0.1'), ['10.0.0.1'])).toBe('10.0.0.1');
  });
});

describe('what else is answered', () => {
  const get = (path: string, host = `127.0.0.1:${proxy.port}`): Promise<string> =>
    raw(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);

  test('/healthz and /metrics, to those who know the name', async () => {
    expect(await get('/healthz')).toMatch(/^HTTP\/1.1 200 [^]*ok\n$/);
    const metrics = await get('/metrics');
    expect(metrics).toContain('text/plain; version=0.0.4');
    expect(metrics).toMatch(/^# TYPE pinwire_proxy_connections gauge\npinwire_proxy_connections 0$/m);
    expect(await get('/metrics', 'evil.test')).toMatch(/^HTTP\/1.1 421 /);
    expect(await get('/other')).toMatch(/^HTTP\/1.1 404 /);
  });

  test('/pinwire.json, with the token, only where pages come from the same server', async () => {
    expect(await get('/pinwire.json')).toMatch(/^HTTP\/1.1 404 /);
    const site = await startTestProxy({ sameOrigin: true });
    const ask = (host: string): Promise<string> =>
      raw(`GET /pinwire.json HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`, site.port);
    expect(await ask(`localhost:${site.port}`)).toContain(`{"proxy":"${site.gateway.path}"}`);
    const rebound = await ask(`evil.test:${site.port}`);
    expect(rebound).toMatch(/^HTTP\/1.1 421 /);
    expect(rebound).not.toContain('wisp');
    await site.close();
  });

  test('a head that comes byte by byte is cut off', async () => {
    const start = performance.now();
    await new Promise<void>((settle) => {
      const socket = connect({ host: '127.0.0.1', port: proxy.port }, () =>
        socket.write('GET / HTTP/1.1\r\n'),
      );
      const drip = setInterval(() => socket.write('x: y\r\n'), 500);
      socket.on('error', () => undefined);
      socket.resume();
      socket.on('close', () => {
        clearInterval(drip);
        settle();
      });
    });
    expect(performance.now() - start).toBeLessThan(15_000);
  });
});

test('the log tells who came, where to, how much and why not; never what was said', async () => {
  const echo = await Host.echo();
  const page = await TestPage.connect(proxy);
  page.open(1, 'host.test', echo.port);
  page.write(1, 'a secret');
  await until(() => page.text(1) === 'a secret', 'the echo');
  page.send({ kind: 'close', stream: 1, reason: 2 });
  page.open(2, 'other.test', 80);
  await page.reason(2);
  page.leave();
  await until(() => proxy.log.some(({ event }) => event === 'disconnected'), 'the end');
  expect(proxy.log.map(({ event }) => event)).toEqual([
    'connected',
    'open',
    'close',
    'refused',
    'disconnected',
  ]);
  expect(proxy.log[2]).toMatchObject({ stream: 1, how: 'closed by the page', toPage: 8, fromPage: 8 });
  expect(proxy.log[3]).toMatchObject({ host: 'other.test', port: 80, why: 'not listed' });
  expect(JSON.stringify(proxy.log)).not.toMatch(/secret|a-token/);
  await echo.close();
});
