import type { RealHosts } from '../../protocol/real-hosts';
import { LOST } from '../../session/real-hosts-words';

/** In the top bar. */
export function chipWords({ kind }: RealHosts): string {
  switch (kind) {
    case 'off':
      return 'virtual internet';
    case 'connecting':
      return 'real internet …';
    case 'on':
      return 'real internet';
    case 'lost':
      return 'proxy lost';
  }
}

/** How it stands with the proxy, in a sentence. */
export function stateWords(realHosts: RealHosts): string {
  switch (realHosts.kind) {
    case 'off':
      return 'Every host lives in this page. Nothing leaves your computer.';
    case 'connecting':
      return 'Connecting to the proxy …';
    case 'on':
      return allowedWords(realHosts.rules);
    case 'lost':
      return LOST[realHosts.why];
  }
}

function allowedWords(rules: readonly string[] | null): string {
  if (rules === null)
    return 'The proxy does not say which hosts it allows. Names that end in .test stay virtual.';
  if (rules.length === 0) return 'The proxy allows no host at all: everything stays virtual.';
  return 'These are real now, by the proxy. Everything else stays virtual.';
}
