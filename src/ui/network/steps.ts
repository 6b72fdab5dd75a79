import type { ConnectionEntry, DatagramEntry, Side } from '../../protocol/network-log';

/** One arrow of a sequence chart, a note beside it, or a while in which nothing happened. */
export type Step =
  | {
      readonly kind: 'open' | 'opened' | 'refused' | 'encrypted' | 'fin' | 'reset';
      readonly by: Side;
      readonly at: number;
    }
  | {
      readonly kind: 'data';
      readonly by: Side;
      readonly at: number;
      readonly until: number;
      readonly bytes: number;
      readonly parts: number;
    }
  | { readonly kind: 'accepted'; readonly by: Side; readonly at: number }
  | { readonly kind: 'pause'; readonly at: number; readonly milliseconds: number }
  /** So many steps in the middle are left out. */
  | { readonly kind: 'left-out'; readonly at: number; readonly steps: number };

/** A pause that is worth saying, in milliseconds. */
const PAUSE = 500;
/** What one side sends within this time, uninterrupted, is one arrow. */
const TOGETHER = 200;
const MOST_STEPS = 60;

/** What happened on a connection (or between two UDP ends), as few steps as tell it. */
export function stepsOf(entries: readonly (ConnectionEntry | DatagramEntry)[]): readonly Step[] {
  const steps: Step[] = [];
  let last: number | null = null;
  for (const entry of entries) {
    const { at, by } = entry;
    const before = steps.at(-1);
    if (last !== null && at - last >= PAUSE) steps.push({ kind: 'pause', at: last, milliseconds: at - last });
    else if (
      entry.kind === 'data' &&
      before?.kind === 'data' &&
      before.by === by &&
      at - before.until < TOGETHER
    ) {
      const bytes = before.bytes + entry.bytes.length;
      steps[steps.length - 1] = { ...before, until: at, bytes, parts: before.parts + 1 };
      last = at;
      continue;
    }
    last = at;
    if ('bytes' in entry) {
      steps.push({ kind: 'data', by, at, until: at, bytes: entry.bytes.length, parts: 1 });
    } else steps.push({ kind: entry.kind, by, at });
  }
  return shortened(steps);
}

/** The beginning and the end tell the most. */
function shortened(steps: readonly Step[]): readonly Step[] {
  if (steps.length <= MOST_STEPS) return steps;
  const half = MOST_STEPS / 2;
  const end = steps.slice(-half);
  const at = steps[half]?.at ?? 0;
  return [...steps.slice(0, half), { kind: 'left-out', at, steps: steps.length - 2 * half }, ...end];
}
