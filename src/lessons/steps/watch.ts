import type { Happening } from './board-facts';

/**
 * Whether a check is so, from the moment on at which it was made. What has happened stays so; what is asked of the
 * present may cease to be.
 */
export interface Watch {
  /** @returns whether anything of what follows may be otherwise than before: floods pass most watches without a trace */
  hear(happening: Happening): boolean;
  readonly isSo: boolean;
  /** Its time is over: it cannot become so any more. */
  readonly isOver: boolean;
  /** When it may change by time alone, as `facts.now`; Infinity: never. */
  readonly nextDue: number;
  /** The author's sentence for what is not so; null where there is none. */
  readonly missing: string | null;
}

/** A watch that is not made of others. */
export abstract class Leaf implements Watch {
  readonly isOver = false;
  readonly nextDue = Infinity;
  readonly missing: string | null = null;
  abstract readonly isSo: boolean;
  abstract hear(happening: Happening): boolean;
}
