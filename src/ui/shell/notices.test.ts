import { expect, test } from 'vitest';
import { FakeSession } from '../fake-session.test-helpers';
import { Notices } from './notices';

test('what the board has to say stands there until it is dismissed, each sentence once', () => {
  const session = new FakeSession();
  const notices = new Notices(session);
  session.notify({ feature: 'PWM', text: 'PWM is not simulated.' });
  session.notify({ feature: 'PWM', text: 'PWM is not simulated.' });
  expect(notices.lines.value.map((line) => line.text())).toEqual(['PWM is not simulated.']);
  notices.dismiss(notices.lines.value[0]?.id ?? 0);
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
