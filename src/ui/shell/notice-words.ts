import { VIRTUAL_HOSTS } from '../../protocol/virtual-hosts';
import type { NoticeFact } from '../../session/session';
import { internet } from '../../words/en/internet';
import { notices } from '../../words/en/notices';
import { wordsOf } from '../../words/spoken';

/** What fits into one sentence. */
const MOST_RULES = 8;

export function noticeWords(fact: NoticeFact): string {
  const words = wordsOf(notices);
  switch (fact.kind) {
    case 'unknown-name': {
      const { name, rules } = fact;
      if (rules === null)
        return words.unknownName(
          name,
          VIRTUAL_HOSTS.map((host) => host.name),
        );
      return words.notAllowed(name, rules.slice(0, MOST_RULES), Math.max(0, rules.length - MOST_RULES));
    }
    case 'proxy-lost':
      return `${wordsOf(internet).lost[fact.why]} ${words.proxyAdvice[fact.why]}`;
    case 'not-reached':
      return words.notReached[fact.failure](fact.host, fact.port);
    default:
      return words.plain[fact.kind];
  }
}
