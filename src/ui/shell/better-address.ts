import type { NoCarrier } from '../../session/carrier-choice';

interface BetterAddress {
  readonly words: 'https' | 'ownTab';
  readonly href: string;
}

/** An address at which the board may run, where this one stands in its way. */
export function betterAddress(why: NoCarrier, here: URL): BetterAddress | null {
  if (why === 'insecure') return { words: 'https', href: here.href.replace(/^http:/, 'https:') };
  return why === 'framed' ? { words: 'ownTab', href: here.href } : null;
}
