import { expect, test, vi } from 'vitest';
import { VirtualClock } from '../../shared/virtual-clock';
import { MemoryCaches } from './memory-caches.test-helpers';
import { SiteSettings } from './site-settings';

const ADDRESS = 'https://host.example/a/pinwire.json';
const json = (text: string) => new Response(text, { headers: { 'Content-Type': 'application/json' } });

function settings() {
  const clock = new VirtualClock();
  const host = { answer: (): Promise<Response> => Promise.resolve(json('{"title":"A"}')) };
  const all = new SiteSettings({
    ...{ caches: new MemoryCaches(), cacheName: 'settings', address: ADDRESS },
    fetch: () => host.answer(),
    after: (delay, fire) => clock.after(delay, fire),
  });
  const read = async () => {
    const response = await all.answer();
    return [response.status, await response.text()];
  };
  return { read, host, clock, all };
}

const unreachable = () => Promise.reject(new TypeError('Failed to fetch'));

test('they are the host’s, as they are now', async () => {
  const { read, host } = settings();
  expect(await read()).toEqual([200, '{"title":"A"}']);
  host.answer = () => Promise.resolve(json('{"title":"B"}'));
  expect(await read()).toEqual([200, '{"title":"B"}']);
});

test('without a host they are as they were last', async () => {
  const { read, host } = settings();
  await read();
  host.answer = unreachable;
  expect(await read()).toEqual([200, '{"title":"A"}']);
  host.answer = () => Promise.resolve(new Response('busy', { status: 503 }));
  expect(await read()).toEqual([200, '{"title":"A"}']);
});

test('a host that says nothing is not waited for', async () => {
  const { read, host, clock } = settings();
  await read();
  host.answer = () => new Promise(() => undefined);
  const reading = read();
  await vi.waitFor(() => expect(clock.nextDue).not.toBeNull());
  clock.advance(3_000);
  expect(await reading).toEqual([200, '{"title":"A"}']);
});

test('never seen and no host: there are none', async () => {
  const { read, host } = settings();
  host.answer = unreachable;
  expect(await read()).toEqual([204, '']);
});

test('settings that were taken away are forgotten, and a host’s page for everything is none', async () => {
  const { read, host } = settings();
  await read();
  host.answer = () => Promise.resolve(new Response('', { status: 404 }));
  expect(await read()).toEqual([404, '']);
  host.answer = () => Promise.resolve(new Response('<html>', { headers: { 'Content-Type': 'text/html' } }));
  expect(await read()).toEqual([200, '<html>']);
  host.answer = unreachable;
  expect(await read()).toEqual([204, '']);
});
