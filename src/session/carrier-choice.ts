import type { Road } from '../protocol/road';

/** What of the browser and of this page's surroundings decides how a busy board can be reached. */
export interface PageAbilities {
  /** Cross-origin isolated: memory can be shared with workers. */
  readonly isolated: boolean;
  /** WebAssembly can be suspended (JavaScript Promise Integration). */
  readonly suspends: boolean;
  /** Served over https, or from this computer. */
  readonly secure: boolean;
  /** Inside another page. */
  readonly framed: boolean;
  /** Service workers are to be had. */
  readonly serviceWorkers: boolean;
}

/** The road to the board; or how the page may come to one. */
export type CarrierChoice =
  | { readonly kind: Road['kind'] }
  /** A service worker of ours can add the headers that isolate the page, which is then loaded anew. */
  | { readonly kind: 'isolate' }
  | { readonly kind: 'none' };

/** `?carrier=messages` asks for the second road where there is the first: for tests, and for who looks for a fault. */
export const CARRIER_PARAMETER = 'carrier';

/** The best that there is. @param asked what the page's address asks for */
export function chooseCarrier(abilities: PageAbilities, asked: string | null = null): CarrierChoice {
  const { isolated, suspends, secure, framed, serviceWorkers } = abilities;
  if (isolated && !(suspends && asked === 'messages')) return { kind: 'memory' };
  if (suspends) return { kind: 'messages' };
  // In a frame it is the page around it that decides.
  if (secure && serviceWorkers && !framed) return { kind: 'isolate' };
  return { kind: 'none' };
}

export function pageAbilities(page: Window & typeof globalThis): PageAbilities {
  return {
    isolated: page.crossOriginIsolated,
    suspends: 'Suspending' in WebAssembly && 'promising' in WebAssembly,
    secure: page.isSecureContext,
    framed: page.parent !== page,
    serviceWorkers: 'serviceWorker' in page.navigator,
  };
}
