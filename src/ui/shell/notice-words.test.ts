import { afterEach, expect, test, vi } from 'vitest';
import { REAL_HOSTS_OFF, type RealHosts } from '../../protocol/real-hosts';
import { notReached, proxyLost } from '../../session/real-hosts-words';
import { BOARD_BUSY, NETWORK_RESTARTED, TOO_LONG, TOO_MUCH_WAITS } from '../../session/session-notices';
import { unknownName } from '../../session/unknown-name';
import { german } from '../../words/de';
import { speak } from '../../words/spoken';
import { FakeSession } from '../fake-session.test-helpers';
import { Notices } from './notices';
import { noticeWords } from './notice-words';

afterEach(() => speak('en', null));

const on = (rules: readonly string[]): RealHosts => ({ kind: 'on', rules, published: [] });
const lost = (why: 'unreachable' | 'not-wisp' | 'ended') => proxyLost(REAL_HOSTS_OFF, { kind: 'lost', why });

test('in English the page says what the command says', () => {
  const told = [
    ...[BOARD_BUSY, NETWORK_RESTARTED, TOO_LONG, TOO_MUCH_WAITS],
    ...(['unreachable', 'not-wisp', 'ended'] as const).map(lost),
    ...(['blocked', 'unreachable', 'timeout', 'throttled'] as const).map((why) =>
      notReached('a.example', 80, why),
    ),
    unknownName('x.example', REAL_HOSTS_OFF),
    unknownName('x.example', on([])),
    unknownName('x.example', on(Array.from({ length: 10 }, (_, n) => `h${n}.example:80`))),
  ];
  for (const notice of told) expect(notice?.fact && noticeWords(notice.fact)).toBe(notice?.text);
});

test('a notice is told in the language of the page, and again when that changes', async () => {
  const session = new FakeSession();
  const notices = new Notices(session);
  session.notify(unknownName('x.example', REAL_HOSTS_OFF));
  await vi.waitFor(() => expect(notices.lines.value).toHaveLength(1));
  const said = () => notices.lines.value[0]?.text();
  expect(said()).toContain('No host is called “x.example”');
  speak('de', german);
  expect(said()).toContain('Einen Host „x.example“ gibt es');
});
