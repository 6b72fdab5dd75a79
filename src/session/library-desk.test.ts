import { expect, test } from 'vitest';
import { decodeLibraries } from '../protocol/libraries';
import type { ToDevice } from '../protocol/messages';
import { FakeHost } from './fake-host.test-helpers';
import { LibraryDesk } from './library-desk';

function desk() {
  const host = new FakeHost();
  const given: unknown[] = [];
  const road = { isFull: false };
  const send = (message: ToDevice): boolean => {
    if (!road.isFull && message.kind === 'libraries') given.push(decodeLibraries(message.bytes));
    return !road.isFull;
  };
  return { host, given, road, send, desk: new LibraryDesk(() => host) };
}

test('they are loaded once, however many boards ask', async () => {
  const { host, given, send, desk: at } = desk();
  host.libraries.resolve({ 'dht.py': 'ü' });
  await Promise.all([at.give(send), at.give(send)]);
  expect(given).toEqual([{ 'dht.py': 'ü' }, { 'dht.py': 'ü' }]);
  expect(host.libraryLoads).toBe(1);
});

test('what could not be loaded is told, and asked for again', async () => {
  const { host, given, send, desk: at } = desk();
  host.libraries.reject(new Error('offline'));
  await at.give(send);
  await at.give(send);
  expect(given).toEqual([null, null]);
  expect(host.libraryLoads).toBe(2);
});

test('a road that is full is tried until there is room', async () => {
  const { host, given, road, send, desk: at } = desk();
  road.isFull = true;
  host.libraries.resolve({});
  await at.give(send);
  host.clock.advance(200);
  expect(given).toEqual([]);
  road.isFull = false;
  host.clock.advance(50);
  expect(given).toEqual([{}]);
  host.clock.advance(1_000);
  expect(given).toHaveLength(1);
});
