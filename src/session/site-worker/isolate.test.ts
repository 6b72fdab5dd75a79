import { expect, test, vi } from 'vitest';
import { VirtualClock } from '../../shared/virtual-clock';
import { FakeContainer, FakeRegistration, FakeWorker } from './fake-container.test-helpers';
import { isolateByServiceWorker } from './isolate';

const BASE = 'https://host.example/a/';
const ISOLATING = `${BASE}sw.js?isolate`;

/** One tab: what it stores outlives its pages. */
function tab() {
  const stored = new Map<string, string>();
  const registration = new FakeRegistration();
  const container = new FakeContainer(registration);
  const clock = new VirtualClock();
  let now = 1_000_000;
  let reloads = 0;
  const parts = {
    place: { container, secure: true, base: BASE },
    framed: false,
    tabStorage: () => ({
      getItem: (key: string) => stored.get(key) ?? null,
      setItem: (key: string, value: string) => {
        stored.set(key, value);
      },
      removeItem: (key: string) => {
        stored.delete(key);
      },
    }),
    clock,
    now: () => now,
    reload: () => {
      reloads++;
    },
  };
  return {
    ...{ registration, container, clock, parts },
    reloads: () => reloads,
    wait: (time: number) => (now += time),
  };
}

test('a page is loaded anew once the service worker with the headers is active', async () => {
  const { registration, container, parts, reloads } = tab();
  registration.active = new FakeWorker('mine', 'activated', ISOLATING);
  expect(await isolateByServiceWorker(parts)).toBe('reloading');
  expect(container.registered.map(({ address }) => address)).toEqual([ISOLATING]);
  expect(reloads()).toBe(1);
});

test('one without the headers is replaced first', async () => {
  const { registration, parts, reloads, clock } = tab();
  registration.active = new FakeWorker('mine', 'activated');
  const next = new FakeWorker('mine', 'installing', ISOLATING, (worker) => worker.become('activated'));
  registration.installing = next;
  const isolating = isolateByServiceWorker(parts);
  expect(reloads()).toBe(0);
  await vi.waitFor(() => expect(clock.nextDue).not.toBeNull());
  next.become('installed');
  expect(await isolating).toBe('reloading');
  expect(next.heard).toEqual(['take-over']);
});

test('what was in vain is not tried again by itself, but by a person’s reload', async () => {
  const { registration, parts, reloads } = tab();
  registration.active = new FakeWorker('mine', 'activated', ISOLATING);
  expect(await isolateByServiceWorker(parts)).toBe('reloading');
  expect(await isolateByServiceWorker(parts)).toBe('in-vain');
  expect(reloads()).toBe(1);
  expect(await isolateByServiceWorker(parts)).toBe('reloading');
});

test('a hard reload, much later, is no sign that it was in vain', async () => {
  const { registration, parts, wait } = tab();
  registration.active = new FakeWorker('mine', 'activated', ISOLATING);
  expect(await isolateByServiceWorker(parts)).toBe('reloading');
  wait(60_000);
  expect(await isolateByServiceWorker(parts)).toBe('reloading');
});

test.each([
  ['framed', { framed: true }],
  [
    'no-storage',
    {
      tabStorage: () => {
        throw new DOMException('Denied.', 'SecurityError');
      },
    },
  ],
  ['insecure', { place: { container: null, secure: false, base: BASE } }],
  ['unsupported', { place: { container: null, secure: true, base: BASE } }],
] as const)('%s: the page is not loaded anew', async (why, changes) => {
  const { parts, reloads } = tab();
  expect(await isolateByServiceWorker({ ...parts, ...changes })).toBe(why);
  expect(reloads()).toBe(0);
});

test('a service worker that does not start is waited for so long', async () => {
  const { registration, parts, clock } = tab();
  registration.installing = new FakeWorker('mine', 'installing', ISOLATING);
  const isolating = isolateByServiceWorker(parts);
  for (let n = 0; n < 2; n++) {
    await vi.waitFor(() => expect(clock.nextDue).not.toBeNull());
    clock.advance(10_000);
  }
  expect(await isolating).toBe('silent');
});
