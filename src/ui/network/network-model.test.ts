import { expect, test } from 'vitest';
import { FakeSession } from '../fake-session.test-helpers';
import { FakeTraffic } from './fake-traffic.test-helpers';
import { NetworkModel } from './network-model';

test('the log is watched only while somebody looks, and what happened stays listed', () => {
  const session = new FakeSession();
  const model = new NetworkModel(session);
  const traffic = new FakeTraffic();
  expect(session.watched).toEqual([]);
  const leave = model.watch();
  const leaveToo = model.watch();
  traffic.lookup('a.example', []);
  traffic.lookup('b.example', []);
  session.network(traffic.take());
  leave();
  leave();
  expect(session.watched).toEqual([true]);
  leaveToo();
  expect(session.watched).toEqual([true, false]);
  traffic.lookup('unheard.example', []);
  session.network(traffic.take());
  // Newest first.
  expect(model.state.value.items).toMatchObject([{ name: 'b.example' }, { name: 'a.example' }]);
  expect(model.entries.map(({ kind }) => kind)).toEqual(['started', 'query', 'answer', 'query', 'answer']);
});

test('what the log told to others while nobody looked is there for who looks next', () => {
  const session = new FakeSession();
  const model = new NetworkModel(session);
  const traffic = new FakeTraffic();
  session.watchNetwork();
  traffic.lookup('a.example', []);
  session.network(traffic.take());
  expect(model.state.value.items).toEqual([]);
  const leave = model.watch();
  expect(model.state.value.items).toMatchObject([{ name: 'a.example' }]);
  leave();
  expect(session.watched).toEqual([true]);
});

test('items open and close, and a clearing closes all', () => {
  const model = new NetworkModel(new FakeSession());
  model.toggle(3);
  model.toggle(4);
  model.toggle(3);
  expect([...model.state.value.opened]).toEqual([4]);
  model.clear();
  expect(model.state.value).toEqual({ items: [], opened: new Set() });
});
