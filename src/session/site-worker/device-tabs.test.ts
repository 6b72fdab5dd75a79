import { expect, test, vi } from 'vitest';
import type { FromPreview, PreviewRequest, TabPort } from '../../protocol/preview';
import { SERVICE_WORKER_VERSION as version } from '../../protocol/service-worker';
import { VirtualClock } from '../../shared/virtual-clock';
import { ready } from '../started-session.test-helpers';
import { DeviceTabs } from './device-tabs';

const REQUEST: PreviewRequest = { method: 'GET', port: 80, path: '/', headers: [] };

/** A page in the folder `/lab/`, with a service worker that knows it as `t1`. */
async function page({ worker = true, answers = true } = {}) {
  const { session, net } = await ready();
  const said: unknown[] = [];
  const active = {
    postMessage: (message: unknown, ports: readonly MessagePort[] = []) => {
      said.push(message);
      if (answers) ports[0]?.postMessage({ version, kind: 'tab-is', tab: 't1' });
    },
  };
  const container = new EventTarget();
  const tabs = new DeviceTabs({
    session,
    active: () => Promise.resolve(worker ? (active as ServiceWorker) : null),
    container: container,
    clock: new VirtualClock(),
    base: 'https://school.test/lab/index.html?x',
    embedded: false,
  });
  const receive = (data: unknown, port?: MessagePort): boolean =>
    container.dispatchEvent(new MessageEvent('message', { data, ports: port ? [port] : [] }));
  return { session, net, said, tabs, container, receive };
}

test('the address for other tabs is known when the service worker has told the page’s name', async () => {
  const { tabs } = await page();
  expect(tabs.prefix(80)).toBeNull();
  const told = vi.fn();
  tabs.subscribe(told);
  await tabs.start();
  await vi.waitFor(() => expect(told).toHaveBeenCalled());
  expect(tabs.prefix(80)).toBe('https://school.test/lab/device/t1');
  expect(tabs.prefix(8080)).toBe('https://school.test/lab/device/t1:8080');
});

test('without a service worker, or with one that does not know of tabs, there is none', async () => {
  const without = await page({ worker: false });
  await without.tabs.start();
  expect(without.tabs.prefix(80)).toBeNull();
  const old = await page({ answers: false });
  await old.tabs.start();
  expect(old.tabs.prefix(80)).toBeNull();
  // Another one has taken over.
  old.container.dispatchEvent(new Event('controllerchange'));
  await vi.waitFor(() => expect(old.said).toHaveLength(2));
});

test('a request goes on to the net worker, and the tab learns whether the page is trusted', async () => {
  const { session, net, receive } = await page();
  session.trustPages(false);
  const { port1, port2 } = new MessageChannel();
  const heard: FromPreview[] = [];
  port1.onmessage = ({ data }: MessageEvent<FromPreview>) => heard.push(data);
  receive({ version, kind: 'tab-request', request: REQUEST }, port2);
  expect(net.posted.at(-1)).toEqual({
    message: { kind: 'preview', request: REQUEST, port: port2 },
    transfer: [port2],
  });
  await vi.waitFor(() =>
    expect(heard).toEqual([{ kind: 'taken', board: '192.168.1.42', trusted: false, network: 0 }]),
  );
  port1.close();
});

test('messages of others, and of other versions, are passed over', async () => {
  const { net, receive } = await page();
  const before = net.posted.length;
  receive({ version: version + 1, kind: 'tab-request', request: REQUEST }, new MessageChannel().port1);
  receive({ version, kind: 'tab-request', request: REQUEST });
  receive('hello');
  expect(net.posted).toHaveLength(before);
});

test('while requests wait the service worker is kept awake', async () => {
  const { net, said } = await page();
  net.say({ kind: 'tabs-wait' });
  await vi.waitFor(() => expect(said).toEqual([{ version, kind: 'tabs-wait' }]));
});

test('of a net worker that dies the service worker hears which it was', async () => {
  const { net, said, receive } = await page();
  net.fail('gone');
  await vi.waitFor(() => expect(said).toEqual([{ version, kind: 'tabs-lost', network: 0 }]));
  const { port1, port2 } = new MessageChannel();
  const heard: FromPreview[] = [];
  port1.onmessage = ({ data }: MessageEvent<FromPreview>) => heard.push(data);
  receive({ version, kind: 'tab-request', request: REQUEST }, port2);
  await vi.waitFor(() => expect(heard[0]).toMatchObject({ kind: 'taken', network: 1 }));
  port1.close();
  port2.close();
});

test('each request is answered, also where the session ends first', async () => {
  const { session, net } = await page();
  const failures: unknown[] = [];
  const port: TabPort = {
    postMessage: (message) => failures.push(message.kind === 'failed' ? message.failure.kind : message),
  };
  net.fail('gone');
  session.serveTab(REQUEST, port);
  session.dispose();
  session.serveTab(REQUEST, port);
  expect(failures).toEqual(['cancelled', 'cancelled']);
});
