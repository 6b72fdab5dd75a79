import type { NoCarrier } from '../../session/carrier-choice';

interface BetterAddress {
  readonly link: 'https' | 'ownTab';
  readonly href: string;
}

/** An address at which the board may run, where this one stands in its way. */
export function betterAddress(why: NoCarrier, here: URL): BetterAddress | null {
  if (why === 'insecure') return { link: 'https', href: here.href.replace(/^http:/, 'https:') };
  return why === 'framed' ? { link: 'ownTab', href: here.href } : null;
}
