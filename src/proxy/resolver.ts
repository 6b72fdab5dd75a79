import { Resolver } from 'node:dns/promises';
import type { Resolve } from './dialer';

/** These say that a name has no such addresses. Every other error leaves open which it has. */
const NONE = new Set(['ENODATA', 'ENOTFOUND']);

/**
 * Asks DNS for IPv4 and IPv6 addresses. Not by `dns.lookup`: that would read /etc/hosts, try the machine's own search
 * domains, and let slow name servers block the threads which files are read with.
 */
export const resolveByDns: Resolve = async (name, signal) => {
  // RFC 6761 §6.3: this machine, whatever name servers say. It takes a rule that allows private addresses.
  if (name === 'localhost' || name.endsWith('.localhost')) return ['127.0.0.1', '::1'];
  const resolver = new Resolver({ timeout: 2_000, tries: 2 });
  const cancel = (): void => resolver.cancel();
  signal.addEventListener('abort', cancel);
  try {
    const families = [resolver.resolve4(name), resolver.resolve6(name)].map((answers) =>
      answers.catch(noneOf),
    );
    return (await Promise.all(families)).flat();
  } finally {
    signal.removeEventListener('abort', cancel);
  }
};

function noneOf(error: unknown): string[] {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (NONE.has(code)) return [];
  throw error;
}
