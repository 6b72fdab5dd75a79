import { expect, test, vi } from 'vitest';
import { FakeSession } from '../fake-session.test-helpers';
import { Notices } from './notices';

test('what the board has to say stands there until it is dismissed, each sentence once', async () => {
  const session = new FakeSession();
  const notices = new Notices(session);
  const said = () => notices.lines.value.map((line) => line.text());
  session.notify({ kind: 'nothing-on-a0' });
  session.notify({ kind: 'nothing-on-a0' });
  session.notify({ kind: 'no-supply-voltage' });
  await vi.waitFor(() => expect(said()).toHaveLength(2));
  expect(said()[0]).toContain('Nothing is connected to A0');
  for (const { id } of notices.lines.value) notices.dismiss(id);
  expect(notices.lines.value).toEqual([]);
});

test('no more than three stand there, and errors go when something new runs', () => {
  const notices = new Notices(new FakeSession());
  for (const text of ['a', 'b', 'c', 'd']) notices.say('info', () => text);
  expect(notices.lines.value.map((line) => line.text())).toEqual(['b', 'c', 'd']);
  notices.say('error', () => 'e');
  notices.clearErrors();
  expect(notices.lines.value.map((line) => line.text())).toEqual(['c', 'd']);
});

test('what was said of a name goes when something else has run since, and not with the lines that ran with it', async () => {
  const session = new FakeSession();
  session.boot();
  let now = 0;
  const notices = new Notices(session, () => now);
  const count = () => notices.lines.value.length;
  session.notify({ kind: 'unknown-name', name: 'a.tset', rules: null });
  session.notify({ kind: 'nothing-on-a0' });
  await vi.waitFor(() => expect(count()).toBe(2));
  for (const after of [0, 20, 20]) {
    now += after;
    session.become({ kind: 'running' });
    session.become({ kind: 'prompt' });
  }
  expect(count()).toBe(2);
  now += 5_000;
  session.become({ kind: 'running' });
  expect(count()).toBe(2);
  session.become({ kind: 'prompt' });
  expect(notices.lines.value.map((line) => line.text())).toEqual([expect.stringContaining('A0')]);
});

test('what was said of an error goes when something else has been typed and has come to its prompt', () => {
  const session = new FakeSession();
  session.boot();
  let now = 0;
  const notices = new Notices(session, () => now);
  session.become({ kind: 'running' });
  session.become({ kind: 'prompt' });
  notices.say('error', () => 'No such host.');
  now += 5_000;
  session.become({ kind: 'running' });
  expect(notices.lines.value).toHaveLength(1);
  session.become({ kind: 'prompt' });
  expect(notices.lines.value).toEqual([]);
});
