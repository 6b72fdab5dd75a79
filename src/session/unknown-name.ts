import type { RealHosts } from '../protocol/real-hosts';
import { VIRTUAL_HOSTS } from '../protocol/virtual-hosts';
import type { Notice } from './session';

const VIRTUAL = and(VIRTUAL_HOSTS.map(({ name }) => name));

/** A program asked for a name that nobody has. */
export function unknownName(name: string, realHosts: RealHosts): Notice {
  const feature = `name ${name}`;
  if (realHosts.kind !== 'on' || !realHosts.rules)
    return {
      feature,
      fact: { kind: 'unknown-name', name, rules: null },
      text: `No host is called “${name}” on this board's internet. There are ${VIRTUAL}.`,
    };
  const { rules } = realHosts;
  const allowed = rules.length === 0 ? 'nothing' : and(rules.slice(0, MOST_RULES));
  const more = rules.length > MOST_RULES ? ` and ${rules.length - MOST_RULES} more` : '';
  return {
    feature,
    fact: { kind: 'unknown-name', name, rules },
    text: `The proxy does not allow “${name}”, and no virtual host has that name. It allows ${allowed}${more}.`,
  };
}

/** What fits into one sentence. */
const MOST_RULES = 8;

function and(names: readonly string[]): string {
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}
