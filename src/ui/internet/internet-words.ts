import type { RealHosts } from '../../protocol/real-hosts';
import { internet } from '../../words/en/internet';
import { wordsOf } from '../../words/spoken';

/** In the top bar. */
export const chipWords = ({ kind }: RealHosts): string => wordsOf(internet).chip[kind];

/** How it stands with the proxy, in a sentence. */
export function stateWords(realHosts: RealHosts): string {
  const words = wordsOf(internet);
  switch (realHosts.kind) {
    case 'off':
      return words.off;
    case 'connecting':
      return words.connecting;
    case 'on':
      return allowedWords(realHosts.rules);
    case 'lost':
      return words.lost[realHosts.why];
  }
}

function allowedWords(rules: readonly string[] | null): string {
  const words = wordsOf(internet);
  if (rules === null) return words.rulesUnknown;
  return rules.length === 0 ? words.nothingAllowed : words.allowed;
}
