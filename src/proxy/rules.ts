import { isPublic } from './addresses';
import { canonicalHost, isName, type CanonicalHost } from './host-name';

export type RuleTransport = 'tcp' | 'udp';

/** One thing that is allowed. Everything else is not. */
export interface Rule {
  /** A whole name or address; or with `suffix`, all names below it, itself not among them. */
  readonly host: string;
  readonly isSuffix: boolean;
  readonly ports: readonly PortRange[];
  readonly transport: RuleTransport;
  /** Addresses that are not public are meant, too. */
  readonly isPrivate: boolean;
}

interface PortRange {
  readonly from: number;
  readonly to: number;
}

/** A rule that cannot be meant; the message is a sentence that says what to write. */
export class RuleError extends Error {
  override readonly name = 'RuleError';
}

const SYNTAX = 'Write HOST:PORTS, such as micropython.org:80 or *.example.org:443,8000-8099';

/**
 * @param text `HOST:PORTS` or `HOST:PORTS/udp`; the host a name, `*.name`, an IPv4 address or an IPv6 address in
 *   brackets; the ports numbers and ranges with commas between
 * @throws RuleError
 */
export function parseRule(text: string, isPrivate: boolean): Rule {
  const [, hostText, portsText, udp] = /^(\[[^\]]*\]|[^:]*):([^/]*)(\/udp)?$/.exec(text.trim()) ?? [];
  if (hostText === undefined || portsText === undefined)
    throw new RuleError(`"${text}" is no rule. ${SYNTAX}.`);
  const { host, isSuffix } = parseHost(hostText, text);
  if (!isSuffix && canonicalHost(host)?.kind === 'address' && !isPublic(host) && !isPrivate) {
    throw new RuleError(`${host} is not a public address. If it is meant, allow it as private.`);
  }
  const ports = portsText.split(',').map((one) => parsePorts(one.trim(), text));
  return { host, isSuffix, ports, transport: udp === undefined ? 'tcp' : 'udp', isPrivate };
}

function parseHost(host: string, text: string): Pick<Rule, 'host' | 'isSuffix'> {
  if (host.startsWith('*.')) {
    const suffix = host.slice(2).toLowerCase();
    if (isName(suffix)) return { host: suffix, isSuffix: true };
    throw new RuleError(`"${text}" is no rule: after *. comes a name. ${SYNTAX}.`);
  }
  const canonical = canonicalHost(host.startsWith('[') ? host.slice(1, -1) : host);
  if (canonical === undefined) {
    throw new RuleError(`"${text}" is no rule: "${host}" is neither a name nor an address. ${SYNTAX}.`);
  }
  return { host: canonical.kind === 'name' ? canonical.name : canonical.address, isSuffix: false };
}

function parsePorts(range: string, text: string): PortRange {
  const [, first, last] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(range) ?? [];
  const from = Number(first);
  const to = Number(last ?? first);
  if (first === undefined || from < 1 || to > 65_535 || from > to) {
    throw new RuleError(
      `"${text}" is no rule: "${range}" is neither a port nor a range of ports. ${SYNTAX}.`,
    );
  }
  return { from, to };
}

/** In the notation that `parseRule` reads. */
export function ruleText({ host, isSuffix, ports, transport }: Rule): string {
  const name = isSuffix ? `*.${host}` : host.includes(':') ? `[${host}]` : host;
  const ranges = ports.map(({ from, to }) => (from === to ? `${from}` : `${from}-${to}`));
  return `${name}:${ranges.join(',')}${transport === 'udp' ? '/udp' : ''}`;
}

/** What is allowed, as a whole: replaced, never changed. */
export class Rules {
  constructor(readonly list: readonly Rule[]) {}

  /** @throws RuleError */
  static of(allow: readonly string[], allowPrivate: readonly string[] = []): Rules {
    return new Rules([
      ...allow.map((text) => parseRule(text, false)),
      ...allowPrivate.map((text) => parseRule(text, true)),
    ]);
  }

  /** What is said of this by one who wants it; undefined when nobody allowed it. */
  find(host: CanonicalHost, port: number, transport: RuleTransport): { isPrivate: boolean } | undefined {
    const found = this.list.filter(
      (rule) =>
        rule.transport === transport &&
        rule.ports.some(({ from, to }) => from <= port && port <= to) &&
        matches(rule, host),
    );
    return found.length === 0 ? undefined : { isPrivate: found.some(({ isPrivate }) => isPrivate) };
  }

  /** One rule a line, for the extension RULES. */
  get text(): string {
    return this.list.map(ruleText).join('\n');
  }
}

function matches(rule: Rule, host: CanonicalHost): boolean {
  if (rule.isSuffix) return host.kind === 'name' && host.name.endsWith(`.${rule.host}`);
  return rule.host === (host.kind === 'name' ? host.name : host.address);
}
