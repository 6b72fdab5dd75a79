import type { PublishedPort } from '../../protocol/real-hosts';

/** What a proxy says that it allows (docs/wisp.md, RULES), as far as the page needs to know it. */
export interface ProxyRules {
  readonly allowed: readonly string[];
  readonly published: readonly PublishedPort[];
}

/** Lines that say something else are passed over: they are for people. */
export function readRules(lines: readonly string[]): ProxyRules {
  const allowed: string[] = [];
  const published: PublishedPort[] = [];
  for (const line of lines) {
    const [, outside, board] = /^publish (\d{1,5}):(\d{1,5})$/.exec(line) ?? [];
    if (outside !== undefined && board !== undefined)
      published.push({ outside: Number(outside), board: Number(board) });
    else if (/^[\w.*:[\]-]+:[\d,-]+(?:\/udp)?$/.test(line)) allowed.push(line);
  }
  return { allowed, published };
}

/** Whether a name is on the list, for whatever port: the proxy judges that. */
export function isListed(name: string, allowed: readonly string[]): boolean {
  return allowed.some((rule) => {
    const host = rule.slice(0, rule.lastIndexOf(':')).toLowerCase();
    return host.startsWith('*.') ? name.endsWith(host.slice(1)) : name === host;
  });
}
