import { expect, test } from 'vitest';
import type { SiteWorker } from '../../session/site-worker/site-worker';
import type { SiteWorkerState } from '../../session/site-worker/site-worker-state';
import { Emitter } from '../../shared/emitter';
import { VirtualClock } from '../../shared/virtual-clock';
import { FakeSession } from '../fake-session.test-helpers';
import { SiteModel } from './site-model';

function model(session: FakeSession | null = new FakeSession()) {
  const done: string[] = [];
  const clock = new VirtualClock();
  const changed = new Emitter<undefined>();
  const worker = {
    state: { copy: { kind: 'not-begun' }, update: false } as SiteWorkerState,
    subscribe: changed.event,
    active: () => Promise.resolve(null),
    reload: () => {
      done.push('into the newest build');
      return Promise.resolve();
    },
  };
  const parts = {
    ...{ session, clock },
    load: (): Promise<SiteWorker> => Promise.resolve(worker as unknown as SiteWorker),
    sayAlive: () => done.push('alive'),
    reload: () => done.push('reload'),
  };
  return { parts, done, clock, worker, changed };
}

test('a page that came up says so, and shows what the service worker tells', async () => {
  const { parts, done, worker, changed } = model();
  const site = new SiteModel(parts);
  await site.start();
  expect(done).toEqual(['alive']);
  worker.state = { copy: { kind: 'stored', bytes: 1 }, update: true };
  changed.fire(undefined);
  expect(site.state.value).toBe(worker.state);
});

test('a page whose board did not start says nothing: its files may be broken', async () => {
  const session = new FakeSession();
  session.fail('device-died');
  const { parts, done } = model(session);
  await new SiteModel(parts).start();
  expect(done).toEqual([]);
});

test('a reload waits until what the board has written is stored', async () => {
  const session = new FakeSession();
  session.saving(1);
  const { parts, done } = model(session);
  const reloading = new SiteModel(parts).reload();
  await Promise.resolve();
  expect(done).toEqual([]);
  session.saving(0);
  await reloading;
  expect(done).toEqual(['into the newest build']);
});

test('but not for a program that never stops writing', async () => {
  const session = new FakeSession();
  session.saving(1);
  const { parts, done, clock } = model(session);
  const reloading = new SiteModel(parts).reload();
  clock.advance(5_000);
  await reloading;
  expect(done).toEqual(['into the newest build']);
});

test('where the service worker’s side cannot be loaded, a reload is the browser’s', async () => {
  const { parts, done } = model(null);
  const site = new SiteModel({ ...parts, load: () => Promise.reject(new Error('404')) });
  await site.start();
  expect(await site.active()).toBeNull();
  await site.reload();
  expect(done).toEqual(['alive', 'reload']);
});
