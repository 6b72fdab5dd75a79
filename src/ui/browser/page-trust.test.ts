import { beforeEach, expect, test } from 'vitest';
import { FakeSession } from '../fake-session.test-helpers';
import { MemoryStore } from '../memory-store.test-helpers';
import { forgetTrust, PageTrust } from './page-trust';

let session: FakeSession;
let store: MemoryStore;
let trust: PageTrust;
const one = { pack: 'one', whose: 'one.example' };
const two = { pack: 'two', whose: 'two.zip' };
const trusted = () => session.snapshot.pagesTrusted;

beforeEach(() => {
  session = new FakeSession();
  store = new MemoryStore();
  trust = new PageTrust(session, store);
});

test('code of a lesson that is not the site’s takes the rights of the board’s pages, and a reload does not give them back', () => {
  expect(trusted()).toBe(true);
  trust.takes(one);
  trust.takes(two);
  trust.takes(one);
  expect(trusted()).toBe(false);
  expect(trust.foreign.value).toEqual([one, two]);
  const later = new FakeSession();
  expect(new PageTrust(later, store).foreign.value).toEqual([one, two]);
  expect(later.snapshot.pagesTrusted).toBe(false);
});

test('the student gives them back, and those packs keep them until they are removed', () => {
  trust.takes(one);
  trust.choose(true);
  expect(trusted()).toBe(true);
  expect(trust.foreign.value).toEqual([]);
  trust.takes(one);
  expect(trusted()).toBe(true);
  trust.takes(two);
  expect(trusted()).toBe(false);
  trust.choose(true);
  forgetTrust(store, 'one');
  trust.takes(one);
  expect(trusted()).toBe(false);
});

test('a choice without a reason is a choice, and nonsense in storage is none', () => {
  trust.choose(false);
  expect(trusted()).toBe(false);
  store.write('foreign-code', '[1, {"pack": 2}, {"pack": "x", "whose": "y"}]');
  expect(new PageTrust(session, store).foreign.value).toEqual([{ pack: 'x', whose: 'y' }]);
  store.write('foreign-code', '{');
  expect(new PageTrust(session, store).foreign.value).toEqual([]);
});
