import { beforeEach, expect, test } from 'vitest';
import type { HttpRequest, HttpResult } from '../../protocol/http';
import type { SiteWorkerState } from '../../session/site-worker/site-worker-state';
import { VirtualClock } from '../../shared/virtual-clock';
import { Cell } from '../common/cell';
import { FakeSession, html } from '../fake-session.test-helpers';
import { MemoryStore } from '../memory-store.test-helpers';
import { BrowserModel } from './browser-model';
import { PageTrust } from './page-trust';

let session: FakeSession;
let tabStore: MemoryStore;
let clock: VirtualClock;
let browser: BrowserModel;
let trust: PageTrust;

const tabs = { embedded: false, prefix: () => null, subscribe: () => () => undefined };
const site = new Cell<SiteWorkerState>({ copy: { kind: 'not-begun' }, update: false });

beforeEach(() => {
  session = new FakeSession();
  session.boot();
  tabStore = new MemoryStore();
  trust = new PageTrust(session, new MemoryStore());
  clock = new VirtualClock();
  browser = new BrowserModel({ ...{ session, tabStore, clock, tabs, site, trust }, newToken: () => 'token' });
});

const shown = async () => {
  await new Promise((resolve) => setTimeout(resolve, 0));
  return browser.state.value;
};
const text = (body: string) => html(body, 'text/plain');

test('an address is opened over the LAN and its text shown', async () => {
  session.answer = () => text('hello');
  browser.open('192.168.1.42/x?y=1');
  const state = await shown();
  expect(session.requests[0]).toMatchObject({
    method: 'GET',
    to: { ip: '192.168.1.42', port: 80 },
    path: '/x?y=1',
  });
  expect(state).toMatchObject({ page: { kind: 'text', text: 'hello' }, loading: false, status: '200 OK' });
});

test('a failure becomes a page that says which', async () => {
  browser.open('192.168.1.42');
  expect((await shown()).page).toMatchObject({
    kind: 'failure',
    failure: { kind: 'request', failure: { kind: 'nothing-listens' }, to: { port: 80 } },
  });
});

test('back shows the page before', async () => {
  session.answer = (request) => text(request.path);
  browser.open('/a');
  await shown();
  browser.open('/b');
  await shown();
  expect(browser.state.value.canGo).toEqual({ back: true, forward: false });
  browser.go(-1);
  expect((await shown()).page).toEqual({ kind: 'text', text: '/a' });
});

test('a redirect is followed, a chain without end is not', async () => {
  session.answer = (request) => (request.path === '/led' ? redirect('/') : text('home'));
  browser.open('/led');
  expect(await shown()).toMatchObject({
    url: 'http://192.168.1.42/',
    page: { kind: 'text', text: 'home' },
  });
  session.answer = () => redirect('/again');
  browser.open('/loop');
  await shown();
  expect(session.requests.filter((request) => request.path === '/again')).toHaveLength(5);
});

test('a form is sent as a browser sends it', async () => {
  session.answer = () => text('ok');
  browser.open('/');
  await shown();
  await browser.receive({ kind: 'submit', method: 'POST', href: '/led', fields: [['a', 'b c']] });
  await shown();
  const request = session.requests.at(-1);
  expect(request).toMatchObject({ method: 'POST', path: '/led' });
  expect(new TextDecoder().decode(request?.body)).toBe('a=b+c');
  await browser.receive({ kind: 'submit', method: 'GET', href: '/led?old=1', fields: [['a', 'ü']] });
  await shown();
  expect(session.requests.at(-1)?.path).toBe('/led?a=%C3%BC');
});

test('a link to another host is refused with a sentence and nothing is asked', async () => {
  browser.open('/');
  await shown();
  const asked = session.requests.length;
  await browser.receive({ kind: 'navigate', href: 'http://example.com/' });
  expect((await shown()).notice?.()).toContain('example.com');
  expect(session.requests).toHaveLength(asked);
});

test('requests of the page’s scripts take turns', async () => {
  const answers: ((result: HttpResult) => void)[] = [];
  session.answer = () => new Promise((resolve) => answers.push(resolve));
  const ask = (id: number) =>
    browser.receive({
      kind: 'fetch',
      id,
      request: { method: 'GET', href: `/${id}`, headers: [], body: null },
    });
  const first = ask(1);
  const second = ask(2);
  await shown();
  expect(session.requests).toHaveLength(1);
  answers[0]?.(text('one'));
  await expect(first).resolves.toMatchObject({ id: 1, reply: { ok: true, status: 200 } });
  await shown();
  answers[1]?.(text('two'));
  await expect(second).resolves.toMatchObject({ id: 2 });
});

test('automatic reload asks once a second and skips while a request is under way', async () => {
  const pending: ((result: HttpResult) => void)[] = [];
  session.answer = () => new Promise((resolve) => pending.push(resolve));
  browser.setAutoReload(true);
  clock.advance(1000);
  expect(session.requests).toHaveLength(1);
  clock.advance(3000);
  expect(session.requests).toHaveLength(1);
  pending[0]?.(text('x'));
  await shown();
  clock.advance(1000);
  expect(session.requests).toHaveLength(2);
  browser.setAutoReload(false);
  pending[1]?.(text('x'));
  await shown();
  clock.advance(5000);
  expect(session.requests).toHaveLength(2);
});

test('a newer page takes the place of one that is still loading', async () => {
  let answerFirst: (result: HttpResult) => void = () => undefined;
  session.answer = (request: HttpRequest) =>
    request.path === '/slow' ? new Promise((resolve) => (answerFirst = resolve)) : text('quick');
  browser.open('/slow');
  browser.open('/quick');
  await shown();
  answerFirst(text('slow'));
  expect((await shown()).page).toEqual({ kind: 'text', text: 'quick' });
});

test('a restart of the board is said above the page', async () => {
  session.answer = () => text('x');
  browser.open('/');
  await shown();
  await session.reset();
  expect(browser.state.value.notice?.()).toContain('restarted');
});

test('after a reload of the whole page it says that the board restarted, and keeps the address', async () => {
  session.answer = () => text('x');
  browser.open('/pins');
  await shown();
  const next = new BrowserModel({
    ...{ session, tabStore, clock, tabs, site, trust },
    newToken: () => 'token',
  });
  expect(next.state.value).toMatchObject({
    url: 'http://192.168.1.42/pins',
    page: { kind: 'restarted' },
  });
});

function redirect(location: string): HttpResult {
  const result = html('');
  if (!result.ok) throw new Error('An answer is an answer.');
  return {
    ok: true,
    response: { ...result.response, status: 303, reason: 'See Other', headers: [['Location', location]] },
  };
}
