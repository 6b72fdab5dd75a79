/** Where the board's files are kept, and what a student should know about it. */
export type FlashState = Stored | Temporary;

export interface Stored {
  readonly kind: 'stored';
  /** Paths whose last version the storage did not take: they are on the board and in this tab only. */
  readonly unkept: readonly string[];
  /** Why it did not. */
  readonly why: 'full' | 'failed' | null;
}

/** The files live as long as this tab. */
export interface Temporary {
  readonly kind: 'temporary';
  readonly why: WhyTemporary;
  /** Paths that changed in this tab since it went its own way. */
  readonly changed: readonly string[];
}

export type WhyTemporary =
  /** The browser gives the page no storage. */
  | 'denied'
  /** It never answered. */
  | 'silent'
  /** A tab with an older page keeps the storage from being opened. */
  | 'older-tab'
  /** A tab with a newer page needs it. */
  | 'newer-tab'
  /** The browser took it away: site data were cleared, or the disk failed. */
  | 'closed'
  /** Another tab has the flash; this one began with a copy. */
  | 'other-tab'
  /** Another tab took it from this one. */
  | 'taken-over'
  /** As one of the last two; the other tab is closed by now. */
  | 'other-tab-closed';

export const STORED: Stored = { kind: 'stored', unkept: [], why: null };

/**
 * What came of taking the flash over. `kept`: this tab has it, and the board goes on. `restart`: this tab has it, and
 * the board must start with the files that are stored. `choose`: both the stored files and this tab's have changed.
 */
export type TakeOver = 'kept' | 'restart' | 'choose' | 'failed';

/** Which files the flash has after a takeover: the stored ones, or those of this tab. */
export type Whose = 'stored' | 'own';

export function sameState(one: FlashState, other: FlashState): boolean {
  if (one.why !== other.why || one.kind !== other.kind) return false;
  return pathsOf(one).join('\n') === pathsOf(other).join('\n');
}

/** The files that are gone when this tab is closed, as far as they are other than the stored ones. */
export const pathsOf = (state: FlashState): readonly string[] =>
  state.kind === 'stored' ? state.unkept : state.changed;
