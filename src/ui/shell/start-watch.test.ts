import { expect, test } from 'vitest';
import { VirtualClock } from '../../shared/virtual-clock';
import { FakeSession } from '../fake-session.test-helpers';
import { StartWatch } from './start-watch';

function watched() {
  const session = new FakeSession();
  const clock = new VirtualClock();
  return { session, clock, start: new StartWatch(session, clock) };
}

test('a start is over when the prompt is drawn, not when the board is first heard of', () => {
  const { session, start } = watched();
  session.boot({ kind: 'running' });
  session.become({ kind: 'prompt' });
  expect(start.over.value).toBe(false);
  start.promptDrawn();
  expect(start.over.value).toBe(true);
});

test('a start file that goes on running is a start that is over after a second', () => {
  const { session, clock, start } = watched();
  session.boot({ kind: 'running' });
  clock.advance(999);
  session.become({ kind: 'waiting', on: { call: 'input' } });
  expect(start.over.value).toBe(false);
  clock.advance(1);
  expect(start.over.value).toBe(true);
});

test('a start that fails is over', () => {
  const { session, start } = watched();
  session.fail('device-died');
  expect(start.over.value).toBe(true);
});

test('it stays over when the board is started anew', () => {
  const { session, start } = watched();
  session.boot();
  start.promptDrawn();
  session.boot({ kind: 'running' });
  expect(start.over.value).toBe(true);
});
