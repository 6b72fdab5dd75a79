import type { Plan, Served } from './clients';

/** Between the thread that runs a soak and its net worker, on a BroadcastChannel of this name. */
export const CHANNEL = 'pinwire soak';

export type ToSoakNetwork =
  | { readonly kind: 'serve'; readonly plan: Plan }
  /** How much there is of what must not grow. */
  | { readonly kind: 'measure' }
  /** As many connections to that port of the board as it has places for, and one more. */
  | { readonly kind: 'fill'; readonly port: number };

export type FromSoakNetwork =
  | { readonly kind: 'ready' }
  | { readonly kind: 'progress'; readonly requests: number }
  | { readonly kind: 'served'; readonly served: Served }
  | { readonly kind: 'measured'; readonly use: NetworkUse }
  | { readonly kind: 'filled'; readonly opened: number };

export interface NetworkUse {
  /** Bytes of the net worker's JavaScript heap after a forced collection. */
  readonly heap: number;
  /** Connections that are not over. */
  readonly connections: number;
}
