import { expect, test } from 'vitest';
import { VirtualClock } from '../../shared/virtual-clock';
import { FakeSession } from '../fake-session.test-helpers';
import { StuckWatch } from './stuck-watch';

function watched(files: Readonly<Record<string, string>> = {}) {
  const session = new FakeSession(files);
  const clock = new VirtualClock();
  const stuck = new StuckWatch(session, clock);
  session.boot();
  session.become({ kind: 'running' });
  return { session, clock, stuck };
}

test('after a second in which Stop brought no prompt, Reset is offered, until the program ends', () => {
  const { session, clock, stuck } = watched();
  stuck.watch();
  clock.advance(999);
  expect(stuck.offer.value).toBe('nothing');
  clock.advance(1);
  expect(stuck.offer.value).toBe('reset');
  clock.advance(60_000);
  expect(stuck.offer.value).toBe('reset');
  session.become({ kind: 'prompt' });
  expect(stuck.offer.value).toBe('nothing');
  session.become({ kind: 'running' });
  expect(stuck.offer.value).toBe('nothing');
});

test('after two, where a start file may be what never lets go, a start without it is offered as well', () => {
  const { clock, stuck } = watched({ '/main.py': 'while True: pass' });
  stuck.watch();
  clock.advance(1_999);
  expect(stuck.offer.value).toBe('reset');
  clock.advance(1);
  expect(stuck.offer.value).toBe('reset or start without files');
});

test('a boot.py alone is not suspected once a prompt has come', () => {
  const { clock, stuck } = watched({ '/boot.py': 'import gc' });
  stuck.watch();
  clock.advance(5_000);
  expect(stuck.offer.value).toBe('reset');
});

test('pressing Stop again does not put the offer off', () => {
  const { clock, stuck } = watched();
  stuck.watch();
  clock.advance(900);
  stuck.watch();
  clock.advance(100);
  expect(stuck.offer.value).toBe('reset');
});

test('a long call that began before the page heard of it counts as well', () => {
  const { session, clock, stuck } = watched();
  session.become({ kind: 'prompt' });
  stuck.watch();
  clock.advance(1_000);
  expect(stuck.offer.value).toBe('reset');
});

test.each([
  ['the prompt came', (session: FakeSession) => session.become({ kind: 'prompt' })],
  ['the board failed', (session: FakeSession) => session.fail('device-died')],
  ['the board was started anew', (session: FakeSession) => session.boot()],
  ['a tool has opened the raw REPL', (session: FakeSession) => session.become({ kind: 'raw' })],
])('nothing is offered when %s in time', (_, happens) => {
  const { session, clock, stuck } = watched({ '/main.py': '' });
  stuck.watch();
  clock.advance(500);
  happens(session);
  clock.advance(10_000);
  expect(stuck.offer.value).toBe('nothing');
  expect(clock.nextDue).toBeNull();
});

test('nothing is offered in the raw REPL, nor without a board', () => {
  const { session, clock, stuck } = watched();
  session.become({ kind: 'raw' });
  stuck.watch();
  session.fail('device-died');
  stuck.watch();
  clock.advance(10_000);
  expect(stuck.offer.value).toBe('nothing');
});

test('its timers end with it', () => {
  const { clock, stuck } = watched();
  stuck.watch();
  stuck.dispose();
  expect(clock.nextDue).toBeNull();
});
