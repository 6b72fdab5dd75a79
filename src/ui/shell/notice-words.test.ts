import { afterEach, expect, test, vi } from 'vitest';
import { german } from '../../words/de';
import { speak } from '../../words/spoken';
import { FakeSession } from '../fake-session.test-helpers';
import { Notices } from './notices';

afterEach(() => speak('en', null));

test('a notice is told in the language of the page, and again when that changes', async () => {
  const session = new FakeSession();
  const notices = new Notices(session);
  session.notify({ kind: 'unknown-name', name: 'x.example', rules: null });
  await vi.waitFor(() => expect(notices.lines.value).toHaveLength(1));
  const said = () => notices.lines.value[0]?.text();
  expect(said()).toContain('No host is called “x.example”');
  speak('de', german);
  expect(said()).toContain('Einen Host „x.example“ gibt es');
});
