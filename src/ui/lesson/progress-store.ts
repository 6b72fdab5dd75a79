import type { TextStore } from '../common/text-store';

/** What is remembered of a student's way through a lesson, on this device. */
export interface Progress {
  readonly done: readonly string[];
  /** How many hints were shown, by step. */
  readonly hints: Readonly<Record<string, number>>;
  /** Steps of which the solution was shown. */
  readonly solutions: readonly string[];
  /** When steps were done, in milliseconds since 1970, as far as it was noticed. */
  readonly times: Readonly<Record<string, number>>;
}

export const NO_PROGRESS: Progress = { done: [], hints: {}, solutions: [], times: {} };

/** What cannot be read, or was written by nobody of ours, is no progress. */
export function readProgress(store: TextStore, slug: string): Progress {
  try {
    const kept: unknown = JSON.parse(store.read(key(slug)) ?? 'null');
    if (typeof kept !== 'object' || kept === null) return NO_PROGRESS;
    const { done, hints, solutions, times } = kept as Record<string, unknown>;
    return { done: texts(done), hints: counts(hints), solutions: texts(solutions), times: counts(times) };
  } catch {
    return NO_PROGRESS;
  }
}

export function writeProgress(store: TextStore, slug: string, progress: Progress): void {
  store.write(key(slug), JSON.stringify(progress));
}

export const forgetProgress = (store: TextStore, slug: string): void => store.remove(key(slug));

const key = (slug: string): string => `progress.${slug}`;

const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];

function counts(value: unknown): Record<string, number> {
  if (typeof value !== 'object' || value === null) return {};
  const entries = Object.entries(value).filter(([, count]) => Number.isInteger(count) && count > 0);
  return Object.fromEntries(entries);
}
