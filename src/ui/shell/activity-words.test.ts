import { expect, test } from 'vitest';
import type { Activity } from '../../protocol/device-state';
import { FakeSession } from '../fake-session.test-helpers';
import { activityWords, canBeStopped } from './activity-words';

const wordsFor = (activity: Activity) => {
  const session = new FakeSession();
  session.boot();
  session.become(activity);
  return activityWords(session.snapshot).words;
};

test.each<[string, Activity]>([
  ['ready', { kind: 'prompt' }],
  ['running', { kind: 'running' }],
  ['waiting for a connection on port 80', { kind: 'waiting', on: { call: 'accept', port: 80 } }],
  ['waiting for data from 1.2.3.4:23', { kind: 'waiting', on: { call: 'recv', peer: '1.2.3.4:23' } }],
  ['waiting for data', { kind: 'waiting', on: { call: 'recv', peer: '' } }],
  ['looking up micropython.org', { kind: 'waiting', on: { call: 'getaddrinfo', name: 'micropython.org' } }],
  ['sleeping 100 s', { kind: 'waiting', on: { call: 'sleep', milliseconds: 100_000 } }],
  ['sleeping 100 s', { kind: 'waiting', on: { call: 'sleep', milliseconds: 99_999.8 } }],
  ['sleeping 50 ms', { kind: 'waiting', on: { call: 'sleep', milliseconds: 50 } }],
  ['sleeping 1.5 s', { kind: 'waiting', on: { call: 'sleep', milliseconds: 1500 } }],
  ['waiting for input', { kind: 'waiting', on: { call: 'input' } }],
  ['waiting for data or a connection', { kind: 'waiting', on: { call: 'poll' } }],
])('%s', (words, activity) => {
  expect(wordsFor(activity)).toBe(words);
});

test('before the first boot and after a fault it says so', () => {
  const session = new FakeSession();
  expect(activityWords(session.snapshot).words).toBe('starting');
  session.fail('device-died');
  expect(activityWords(session.snapshot)).toEqual({ tone: 'failed', words: 'not running' });
});

test('only what runs or waits can be stopped', () => {
  const session = new FakeSession();
  session.boot();
  expect(canBeStopped(session.snapshot)).toBe(false);
  session.become({ kind: 'running' });
  expect(canBeStopped(session.snapshot)).toBe(true);
});
