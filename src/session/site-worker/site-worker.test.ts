import { describe, expect, test, vi } from 'vitest';
import { VirtualClock } from '../../shared/virtual-clock';
import { FakeContainer, FakeRegistration, FakeWorker } from './fake-container.test-helpers';
import { SiteWorker } from './site-worker';
import type { SiteWorkerState } from './site-worker-state';

const BASE = 'https://host.example/a/';
/** More than the page waits before it has itself stored. */
const LATER = 6_000;

function begun({ active = new FakeWorker('mine', 'activated'), secure = true, supported = true } = {}) {
  const registration = new FakeRegistration();
  registration.active = active;
  const container = new FakeContainer(registration);
  const clock = new VirtualClock();
  const held: string[] = [];
  const reloads = { count: 0 };
  const siteWorker = new SiteWorker({
    place: { container: supported ? container : null, secure, base: BASE },
    build: 'mine',
    clock,
    locks: {
      request: (name: string) => {
        held.push(name);
        return new Promise<never>(() => undefined);
      },
    },
    reload: () => reloads.count++,
  });
  const states: SiteWorkerState[] = [];
  siteWorker.subscribe(() => states.push(siteWorker.state));
  return { siteWorker, registration, container, clock, held, reloads, states, active };
}

async function started(options: Parameters<typeof begun>[0] = {}) {
  const all = begun(options);
  await all.siteWorker.start();
  all.clock.advance(LATER);
  return all;
}

/** Until the page has asked everybody it wants to ask. */
const settledAt = (siteWorker: SiteWorker, state: Partial<SiteWorkerState>) =>
  vi.waitFor(() => expect(siteWorker.state).toMatchObject(state));

describe('where there is no service worker', () => {
  test.each([
    ['insecure', { secure: false }],
    ['unsupported', { supported: false }],
  ] as const)('%s: it says so and nothing fails', async (why, options) => {
    const { siteWorker } = begun(options);
    await siteWorker.start();
    expect(siteWorker.state.copy).toEqual({ kind: 'none', why });
    expect(await siteWorker.active()).toBeNull();
    await siteWorker.look();
  });

  test('refused: likewise', async () => {
    const { siteWorker, container } = begun();
    container.refuses = true;
    await siteWorker.start();
    expect(siteWorker.state.copy).toEqual({ kind: 'none', why: 'refused' });
  });

  test('a reload is a reload', async () => {
    const { siteWorker, reloads } = begun({ supported: false });
    await siteWorker.reload();
    expect(reloads.count).toBe(1);
  });
});

describe('registration', () => {
  test('is for the page’s folder, and past the HTTP cache', async () => {
    const { container, held } = await started();
    expect(container.registered).toEqual([
      { address: `${BASE}sw.js`, options: { scope: BASE, updateViaCache: 'none' } },
    ]);
    expect(held).toEqual(['pinwire:/a/:mine']);
  });

  test('keeps the headers that an earlier page needed', async () => {
    const { container } = await started({
      active: new FakeWorker('mine', 'activated', `${BASE}sw.js?isolate`),
    });
    expect(container.registered.map(({ address }) => address)).toEqual([`${BASE}sw.js?isolate`]);
  });

  test('that somebody has removed is made again, and stores the page again', async () => {
    const { siteWorker, registration, container, active } = await started();
    await settledAt(siteWorker, { copy: { kind: 'stored', bytes: 10 } });
    await siteWorker.restore();
    expect(container.registered).toHaveLength(1);
    registration.active = null;
    const fresh = new FakeWorker('mine', 'activated');
    fresh.answers = [{ kind: 'stored', bytes: 11 }];
    registration.installing = fresh;
    await siteWorker.restore();
    expect(container.registered).toHaveLength(2);
    await settledAt(siteWorker, { copy: { kind: 'stored', bytes: 11 } });
    expect(active.heard).toEqual(['store']);
    expect(await siteWorker.active()).toBe(fresh);
  });

  test('that was never there, or of which the browser does not speak, is not asked for again', async () => {
    const without = begun({ secure: false });
    await without.siteWorker.start();
    await without.siteWorker.restore();
    const silent = await started();
    silent.container.refuses = true;
    await silent.siteWorker.restore();
    expect([without, silent].map(({ container }) => container.registered.length)).toEqual([0, 1]);
  });

  test('the active one is there when it has been activated', async () => {
    const { siteWorker, active } = begun({ active: new FakeWorker('mine', 'activating') });
    const asked = siteWorker.active();
    active.become('activated');
    expect(await asked).toBe(active);
  });
});

describe('the copy', () => {
  test('is made when the page has had time for itself', async () => {
    const { siteWorker, active, clock } = begun();
    await siteWorker.start();
    clock.advance(1_000);
    expect(active.heard).toEqual([]);
    clock.advance(LATER);
    await settledAt(siteWorker, { copy: { kind: 'stored', bytes: 10 }, update: false });
    expect(active.heard).toEqual(['store']);
  });

  test('says how far it is', async () => {
    const { siteWorker, active, states } = begun();
    active.answers = [
      { kind: 'storing', bytes: 5, of: 10 },
      { kind: 'not-stored', why: 'full', file: 'assets/x.js' },
    ];
    await siteWorker.look();
    expect(states.map(({ copy }) => copy)).toContainEqual({ kind: 'storing', bytes: 5, of: 10 });
    expect(siteWorker.state.copy).toEqual({ kind: 'not-stored', why: 'full', file: 'assets/x.js' });
  });

  test('a service worker that was ended does not keep anybody waiting', async () => {
    const { siteWorker, active, clock } = begun();
    active.answers = [];
    const looking = siteWorker.look();
    await vi.waitFor(() => expect(active.heard).toEqual(['store']));
    clock.advance(60_000);
    await looking;
    expect(siteWorker.state).toEqual({ copy: { kind: 'not-begun' }, update: false });
  });
});

describe('another build', () => {
  async function upgraded(answers: FakeWorker['answers'] = [{ kind: 'stored', bytes: 12 }]) {
    const all = await started();
    await settledAt(all.siteWorker, { copy: { kind: 'stored', bytes: 10 } });
    const next = new FakeWorker('next', 'installed', `${BASE}sw.js`, (worker) => worker.become('activated'));
    next.answers = answers;
    all.registration.waiting = next;
    all.registration.dispatchEvent(new Event('updatefound'));
    return { ...all, next };
  }

  test('is told when it is whole, and takes over when somebody wants it', async () => {
    const { siteWorker, active, next, reloads } = await upgraded();
    await settledAt(siteWorker, { update: true, copy: { kind: 'stored', bytes: 10 } });
    expect(next.heard).toEqual(['store']);
    const before = active.heard.length;
    expect(reloads.count).toBe(0);
    await siteWorker.reload();
    expect(active.heard.slice(before)).toEqual(['give-way']);
    expect(next.heard).toEqual(['store', 'take-over']);
    expect(reloads.count).toBe(1);
  });

  test('is not told while files of it are missing', async () => {
    const { siteWorker, next } = await upgraded([{ kind: 'not-stored', why: 'unreachable', file: 'x' }]);
    await vi.waitFor(() => expect(next.heard).toEqual(['store']));
    await siteWorker.look();
    expect(siteWorker.state.update).toBe(false);
  });

  test('is told where there is no room for it: it comes from the host then', async () => {
    const { siteWorker } = await upgraded([{ kind: 'not-stored', why: 'full', file: 'x' }]);
    await settledAt(siteWorker, { update: true });
  });

  test('that another tab has let take over is told, too', async () => {
    const { siteWorker, container, registration } = await started();
    await settledAt(siteWorker, { copy: { kind: 'stored', bytes: 10 } });
    registration.active = new FakeWorker('next', 'activated');
    container.dispatchEvent(new Event('controllerchange'));
    await settledAt(siteWorker, { update: true });
  });

  test('is no news to a page that is of it already', async () => {
    const { siteWorker, registration, active } = begun({ active: new FakeWorker('old', 'activated') });
    registration.waiting = new FakeWorker('mine', 'installed');
    await siteWorker.look();
    expect(active.heard).toEqual(['store']);
    expect(siteWorker.state).toEqual({ copy: { kind: 'stored', bytes: 10 }, update: false });
  });

  test('is looked for every hour', async () => {
    const { siteWorker, registration, clock } = await started();
    await settledAt(siteWorker, { copy: { kind: 'stored', bytes: 10 } });
    expect(registration.updates).toBe(1);
    clock.advance(3_600_000);
    await vi.waitFor(() => expect(registration.updates).toBe(2));
  });

  test('found while the page looks is looked at after it', async () => {
    const { siteWorker, registration, active, clock } = begun();
    active.answers = [];
    void siteWorker.look();
    await vi.waitFor(() => expect(active.heard).toEqual(['store']));
    registration.waiting = new FakeWorker('next', 'installed');
    active.answers = [{ kind: 'stored', bytes: 10 }];
    void siteWorker.look();
    clock.advance(60_000);
    await settledAt(siteWorker, { update: true });
  });
});
