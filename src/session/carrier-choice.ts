import type { Road } from '../protocol/road';
import { canShareMemory } from './shared-memory';
import type { NotIsolated } from './site-worker/isolate';

/** What of the browser and of this page's surroundings decides how a busy board can be reached. */
export interface PageAbilities {
  readonly wasm: boolean;
  /** Cross-origin isolated. */
  readonly isolated: boolean;
  /** Memory can be shared with workers: in isolated pages, but not of every browser. */
  readonly shares: boolean;
  /** WebAssembly can be suspended (JavaScript Promise Integration). */
  readonly suspends: boolean;
  /** Served over https, or from this computer. */
  readonly secure: boolean;
  /** Inside another page. */
  readonly framed: boolean;
  /** Service workers are to be had. */
  readonly serviceWorkers: boolean;
}

/** Why there is no road to a board. */
export type NoCarrier = 'no-wasm' | 'not-shared' | NotIsolated;

/** How the board of this page is reached, or why it cannot be. */
export type CarrierFound =
  { readonly kind: Road['kind'] } | { readonly kind: 'none'; readonly why: NoCarrier };

/** The third way: a service worker of ours adds the headers that isolate the page, which is loaded anew for that. */
export type CarrierChoice = CarrierFound | { readonly kind: 'isolate' };

/** `?carrier=messages` asks for the second road where there is the first: for tests, and for who looks for a fault. */
const PARAMETER = 'carrier';

/** The best that there is. @param search of the page's address */
export function chooseCarrier(abilities: PageAbilities, search = ''): CarrierChoice {
  const { wasm, isolated, shares, suspends, secure, framed, serviceWorkers } = abilities;
  const asked = new URLSearchParams(search).get(PARAMETER);
  if (!wasm) return { kind: 'none', why: 'no-wasm' };
  if (shares && !(suspends && asked === 'messages')) return { kind: 'memory' };
  if (suspends) return { kind: 'messages' };
  if (isolated) return { kind: 'none', why: 'not-shared' };
  if (!secure) return { kind: 'none', why: 'insecure' };
  // It is the page around it that decides there.
  if (framed) return { kind: 'none', why: 'framed' };
  return serviceWorkers ? { kind: 'isolate' } : { kind: 'none', why: 'unsupported' };
}

export function pageAbilities(page: Window & typeof globalThis): PageAbilities {
  const wasm = 'WebAssembly' in page;
  return {
    wasm,
    isolated: page.crossOriginIsolated,
    shares: wasm && page.crossOriginIsolated && canShareMemory(),
    suspends: wasm && 'Suspending' in WebAssembly && 'promising' in WebAssembly,
    secure: page.isSecureContext,
    framed: page.parent !== page,
    serviceWorkers: 'serviceWorker' in page.navigator,
  };
}
