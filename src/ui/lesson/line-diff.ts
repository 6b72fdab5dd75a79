export interface DiffLine {
  readonly kind: 'same' | 'added' | 'removed';
  readonly line: string;
}

/** Beyond this, everything between what is alike at both ends counts as changed: it is shown, not searched. */
const MOST_CELLS = 1_000_000;

/** What has to change in `before` to make `after` of it: the longest common run of lines stays. */
export function lineDiff(before: string, after: string): readonly DiffLine[] {
  const [old, fresh] = [linesOf(before), linesOf(after)];
  let start = 0;
  while (start < old.length && start < fresh.length && old[start] === fresh[start]) start++;
  let end = 0;
  while (end < old.length - start && end < fresh.length - start && old.at(-1 - end) === fresh.at(-1 - end))
    end++;
  const middle = changed(old.slice(start, old.length - end), fresh.slice(start, fresh.length - end));
  return [...same(old.slice(0, start)), ...middle, ...same(old.slice(old.length - end))];
}

const same = (lines: readonly string[]): DiffLine[] => lines.map((line) => ({ kind: 'same', line }));

function linesOf(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

function changed(old: readonly string[], fresh: readonly string[]): DiffLine[] {
  const removed = old.map((line): DiffLine => ({ kind: 'removed', line }));
  const added = fresh.map((line): DiffLine => ({ kind: 'added', line }));
  if (old.length * fresh.length === 0 || old.length * fresh.length > MOST_CELLS)
    return [...removed, ...added];
  const common = commonLengths(old, fresh);
  const diff: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < fresh.length) {
    if (i < old.length && j < fresh.length && old[i] === fresh[j]) {
      diff.push({ kind: 'same', line: old[i] ?? '' });
      i++;
      j++;
    } else if (j >= fresh.length || (i < old.length && at(common, i + 1, j) >= at(common, i, j + 1))) {
      diff.push({ kind: 'removed', line: old[i++] ?? '' });
    } else diff.push({ kind: 'added', line: fresh[j++] ?? '' });
  }
  return diff;
}

/** How many lines can stay from line i of the old and line j of the new text on. */
function commonLengths(old: readonly string[], fresh: readonly string[]): readonly (readonly number[])[] {
  const table = Array.from({ length: old.length + 1 }, () => new Array<number>(fresh.length + 1).fill(0));
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = fresh.length - 1; j >= 0; j--) {
      const row = table[i];
      if (row)
        row[j] =
          old[i] === fresh[j]
            ? at(table, i + 1, j + 1) + 1
            : Math.max(at(table, i + 1, j), at(table, i, j + 1));
    }
  return table;
}

const at = (table: readonly (readonly number[])[], i: number, j: number): number => table[i]?.[j] ?? 0;
