import { gzipSync } from 'node:zlib';
import { expect, test, vi } from 'vitest';
import { SERVICE_WORKER_VERSION } from '../../protocol/service-worker';
import { VirtualClock } from '../../shared/virtual-clock';
import type { Asked } from '../part';
import { FakeOwner, type OwnerRequest } from './fake-owner.test-helpers';
import { Preview } from './preview';
import { tabWords } from './tab-words';

const SITE = 'https://school.test';

interface Ask {
  readonly destination?: string;
  readonly referrer?: string;
  readonly clientId?: string;
  readonly init?: RequestInit;
}

/** A service worker in the folder `/lab/`, and the tab `t1`, which owns a board. */
function sw(
  onRequest: (request: OwnerRequest) => void = (request) => request.answer(200, {}),
  languages: readonly string[] = ['en'],
) {
  const owner = new FakeOwner(onRequest);
  const preview = new Preview({
    base: new URL(`${SITE}/lab/`),
    page: (id) => Promise.resolve(id === 't1' ? owner : null),
    clock: new VirtualClock(),
    userAgent: 'Browser/1',
    words: tabWords(languages),
  });
  const ask = (path: string, { destination = 'document', referrer = '', clientId = '', init }: Ask = {}) => {
    const request = new Request(SITE + path, init);
    // What no constructor takes, since only a browser makes such requests.
    const mode = destination === 'document' || destination === 'iframe' ? 'navigate' : 'no-cors';
    for (const [name, value] of Object.entries({ mode, destination, referrer }))
      Object.defineProperty(request, name, { value });
    const asked: Asked = {
      request,
      clientId,
      resultingClientId: mode === 'navigate' ? 'page1' : '',
      waitUntil: () => undefined,
    };
    return preview.answer(asked);
  };
  const get = async (path: string, how?: Ask) => {
    const response = await ask(path, how);
    if (response === null) throw new Error('left to others');
    return response;
  };
  return { owner, preview, ask, get };
}

const page = (html: string, headers: Readonly<Record<string, string>> = {}, trusted = true) =>
  sw((request) => request.answer(200, { 'Content-Type': 'text/html', ...headers }, html, trusted));

test('what is not the board’s is left to others', () => {
  const { ask } = sw();
  expect(ask('/lab/')).toBeNull();
  expect(ask('/lab/assets/x.js', { destination: 'script', clientId: 'app' })).toBeNull();
  expect(ask('/device/t1/')).toBeNull();
});

test('the request is told as it is, without what a page on plain HTTP would not tell', async () => {
  const { owner, get } = sw();
  await get('/lab/device/t1:8080/save?x=1', {
    referrer: `${SITE}/lab/device/t1:8080/form`,
    init: { method: 'POST', body: 'name=Ada', headers: { 'Sec-Fetch-Mode': 'navigate', 'X-A': '1' } },
  });
  const request = owner.requests[0]?.request;
  expect(request).toMatchObject({ method: 'POST', port: 8080, path: '/save?x=1' });
  expect(new TextDecoder().decode(request?.body)).toBe('name=Ada');
  const headers = Object.fromEntries(request?.headers ?? []);
  expect(headers).toMatchObject({
    'x-a': '1',
    'User-Agent': 'Browser/1',
    Referer: 'http://192.168.1.42:8080/form',
  });
  expect(headers).not.toHaveProperty('sec-fetch-mode');
});

test('addresses in pages and headers lead to the board', async () => {
  const html = '<a href="/x">x</a><a href="http://192.168.1.42/y">y</a>';
  const text = await (await page(html).get('/lab/device/t1/')).text();
  expect(text).toContain('<a href="/lab/device/t1/x">x</a><a href="/lab/device/t1/y">y</a>');
  const { get } = sw((request) => request.answer(302, { Location: '/next', Refresh: '5; url=/later' }));
  const moved = await get('/lab/device/t1/');
  expect([moved.status, moved.headers.get('location'), moved.headers.get('refresh')]).toEqual([
    302,
    '/lab/device/t1/next',
    '5; url=/lab/device/t1/later',
  ]);
});

test('what a page fetches is not changed', async () => {
  const { get } = page('<a href="/x">', { 'Content-Length': '13' });
  const response = await get('/lab/device/t1/part', { destination: '' });
  expect([await response.text(), response.headers.get('content-length')]).toEqual(['<a href="/x">', '13']);
});

test('headers that concern the connection or this site are not passed on', async () => {
  const response = await page('', {
    'Transfer-Encoding': 'chunked',
    Connection: 'close',
    'X-Frame-Options': 'DENY',
    'Clear-Site-Data': '"*"',
    'Referrer-Policy': 'no-referrer',
    'X-Own': 'kept',
    'Bad Name': 'dropped',
  }).get('/lab/device/t1/');
  expect(Object.fromEntries(response.headers)).toEqual({
    'content-type': 'text/html',
    'x-own': 'kept',
    'referrer-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
  });
});

test('in frames of isolated pages it may be shown', async () => {
  const response = await page('').get('/lab/device/t1/', { destination: 'iframe' });
  expect(response.headers.get('cross-origin-embedder-policy')).toBe('require-corp');
});

test('a page that is not trusted has no origin, its files inside, and says what it cannot do', async () => {
  const { owner, get } = sw((request) => {
    if (request.request.path === '/') request.answer(200, { 'Content-Type': 'text/html' }, HTML, false);
    else if (request.request.path === '/s.css') request.answer(302, { Location: '/real.css' }, '', false);
    else request.answer(200, { 'Content-Type': 'text/css' }, request.request.path, false);
  });
  const HTML = '<head></head><link rel=stylesheet href="/s.css"><img src="p.png"><a href="/x">x</a>';
  const response = await get('/lab/device/t1/');
  expect(response.headers.get('content-security-policy')).toMatch(/^sandbox allow-scripts (?!.*same-origin)/);
  expect(response.headers.has('cross-origin-opener-policy')).toBe(false);
  const text = await response.text();
  expect(text).toMatch(/^<head><script>/);
  expect(text).toContain(`<link rel=stylesheet href="data:text/css;base64,${btoa('/real.css')}">`);
  expect(text).toContain('<img data-pinwire=0 src="data:image/gif');
  expect(text).toContain(`.src='data:text/css;base64,${btoa('/p.png')}'`);
  expect(text).toContain('<a href="/lab/device/t1/x">');
  expect(owner.requests.map(({ request }) => request.path)).toEqual(['/', '/s.css', '/real.css', '/p.png']);
});

test.each([204, 205, 304])('%i has no body', async (status) => {
  const response = await sw((request) => request.answer(status, {})).get('/lab/device/t1/');
  expect([response.status, response.body]).toEqual([status, null]);
});

test('packed bodies are unpacked, and a page without a type is looked at', async () => {
  const packed = gzipSync('<!DOCTYPE html><a href="/x">');
  const { get } = sw((request) => request.answer(200, { 'Content-Encoding': 'gzip' }, packed));
  const response = await get('/lab/device/t1/');
  expect(response.headers.get('content-type')).toBe('text/html');
  expect(response.headers.has('content-encoding')).toBe(false);
  expect(await response.text()).toContain('href="/lab/device/t1/x"');
});

test('a link that stores a file stores it, and the board is not told', async () => {
  const { owner, get } = sw();
  const response = await get('/lab/device/t1/f?a=1&pinwire-download=n.txt');
  expect(response.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''n.txt");
  expect(owner.requests[0]?.request.path).toBe('/f?a=1');
});

test('without its last slash an address gets one', async () => {
  const response = await sw().get('/lab/device/t1?x');
  expect([response.status, response.headers.get('location')]).toEqual([301, '/lab/device/t1/?x']);
});

test('the browser’s language is that of what is said', async () => {
  const gone = await sw(undefined, ['de-AT', 'en']).get('/lab/device/t2/');
  const text = await gone.text();
  expect(text).toContain('<html lang="de">');
  expect(text).toContain('Den Tab, in dem dieses Board lief, gibt es nicht mehr');
});

test('a tab that is gone, a board that fails: a page for a page, a line for the rest', async () => {
  const gone = await sw().get('/lab/device/t2/');
  expect([gone.status, gone.headers.get('content-type')]).toEqual([503, 'text/html; charset=utf-8']);
  expect(await gone.text()).toContain('The tab that ran this board is gone');
  const { get } = sw((request) => {
    request.say({ kind: 'taken', board: '192.168.1.42', trusted: true, network: 0 });
    request.say({
      kind: 'failed',
      failure: { kind: 'not-http', received: new TextEncoder().encode('<hi>') },
    });
  });
  const failed = await get('/lab/device/t1/');
  expect([failed.status, await failed.text()]).toEqual([
    502,
    expect.stringContaining('<pre>&#60;hi&#62;</pre>'),
  ]);
  const image = await get('/lab/device/t1/x.png', { destination: 'image' });
  expect([image.status, image.headers.get('content-type')]).toEqual([502, 'text/plain; charset=utf-8']);
});

test('what a page of the board asks of the root of the site goes to the board', async () => {
  const { owner, ask, get } = sw();
  await get('/lab/device/t1/');
  await get('/abs.js', { destination: 'script', referrer: `${SITE}/lab/device/t1/`, clientId: 'page1' });
  // A page may send no referrer; the client is remembered.
  await get('/lab/abs.css', { destination: 'style', clientId: 'page1' });
  expect(owner.requests.slice(1).map(({ request }) => request.path)).toEqual(['/abs.js', '/lab/abs.css']);
  const link = await get('/lab/next', {
    referrer: `${SITE}/lab/device/t1/`,
    init: { method: 'POST', body: 'x' },
  });
  expect([link.status, link.headers.get('location')]).toEqual([307, '/lab/device/t1/lab/next']);
  // The way out of an error page.
  expect(ask('/lab/', { clientId: 'page1' })).toBeNull();
});

test('nothing of a program that is not trusted comes into a page that was opened with full rights', async () => {
  let trusted = true;
  const { get } = sw((request) =>
    request.answer(200, { 'Content-Type': 'text/javascript' }, 'run()', trusted),
  );
  const script = () => get('/lab/device/t1/x.js', { destination: 'script', clientId: 'page1' });
  expect(await (await script()).text()).toBe('run()');
  trusted = false;
  const refused = await script();
  expect(refused.status).toBe(403);
  expect(await refused.text()).toContain('Reload the page.');
});

test('a page is told by which name the service worker knows it', async () => {
  const { preview } = sw();
  const { port1, port2 } = new MessageChannel();
  const answer = new Promise((resolve) => {
    port1.onmessage = ({ data }) => resolve(data);
  });
  const said = { clientId: 'app', ports: [port2], waitUntil: () => undefined };
  expect(preview.hear({ ...said, data: { version: SERVICE_WORKER_VERSION, kind: 'which-tab' } })).toBe(true);
  expect(await answer).toMatchObject({ kind: 'tab-is', tab: 'app' });
  port1.close();
  expect(preview.hear({ ...said, data: { version: SERVICE_WORKER_VERSION, kind: 'tabs-wait' } })).toBe(true);
  expect(preview.hear({ ...said, data: { version: SERVICE_WORKER_VERSION + 1, kind: 'which-tab' } })).toBe(
    false,
  );
  expect(preview.hear({ ...said, data: { kind: 'store' } })).toBe(false);
});

test('a page’s word that its network is gone ends what that was asked, and nothing of another page', async () => {
  const { owner, preview, get } = sw((request) =>
    request.say({ kind: 'taken', board: '192.168.1.42', trusted: true, network: 0 }),
  );
  const response = get('/lab/device/t1/');
  await vi.waitFor(() => expect(owner.requests).toHaveLength(1));
  const said = { ports: [], waitUntil: () => undefined };
  const data = { version: SERVICE_WORKER_VERSION, kind: 'tabs-lost', network: 0 };
  let settled = false;
  void response.then(() => (settled = true));
  expect(preview.hear({ ...said, clientId: 't2', data })).toBe(true);
  await new Promise((resolve) => setTimeout(resolve));
  expect(settled).toBe(false);
  preview.hear({ ...said, clientId: 't1', data });
  expect((await response).status).toBe(503);
});
