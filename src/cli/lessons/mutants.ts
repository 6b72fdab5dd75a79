import type { SolutionAction, Step } from '../../lessons/lesson-data';
import type { CodeBlock } from '../../lessons/model';

/** A solution that is broken in one place. */
export interface Mutant {
  /** What was done to it, in a line. */
  readonly name: string;
  readonly solution: readonly SolutionAction[];
}

interface Edit {
  readonly name: string;
  readonly text: string;
}

/**
 * Breaks a solution in all small ways that are known here: programs lose a line, have two lines in another order, a number
 * that is one more, a text without its last letter, no line ends, another name; actions are left out, or done to another
 * pin or address.
 */
export function mutantsOf(step: Step, blocks: readonly CodeBlock[]): readonly Mutant[] {
  const { solution } = step;
  return solution.flatMap((action, at) => {
    const replaced = (name: string, ...by: readonly SolutionAction[]): Mutant => ({
      name: `action ${at + 1}: ${name}`,
      solution: [...solution.slice(0, at), ...by, ...solution.slice(at + 1)],
    });
    return [
      ...programMutants(action, blocks).map(({ name, by }) => replaced(name, by)),
      ...otherMutants(action).map(({ name, by }) => replaced(name, by)),
      ...(isDeed(action) ? [replaced(`${kindOf(action)} is left out`)] : []),
    ];
  });
}

/** What waits does nothing by itself. */
const isDeed = ({ wait }: SolutionAction): boolean => wait === undefined;

const kindOf = (action: SolutionAction): string => Object.keys(action)[0] ?? 'it';

interface Replacement {
  readonly name: string;
  readonly by: SolutionAction;
}

function programMutants(action: SolutionAction, blocks: readonly CodeBlock[]): readonly Replacement[] {
  const { type, paste, save, run } = action;
  if (type !== undefined) return edits(type).map(({ name, text }) => ({ name, by: { type: text } }));
  if (paste !== undefined) return edits(paste).map(({ name, text }) => ({ name, by: { paste: text } }));
  if (save)
    return edits(save.text).map(({ name, text }) => ({ name, by: { save: { path: save.path, text } } }));
  const block = run === undefined ? undefined : blocks.find(({ id }) => id === run);
  if (!block) return [];
  return edits(block.copy).map(({ name, text }) => ({
    name,
    by: block.kind === 'console' ? { type: text } : { paste: `${text}\n` },
  }));
}

function otherMutants({ open, post, wire, press }: SolutionAction): readonly Replacement[] {
  if (open !== undefined) return [{ name: 'another page is opened', by: { open: `${open}nowhere` } }];
  if (post)
    return edits(post.body).map(({ name, text }) => ({
      name: `the form: ${name}`,
      by: { post: { ...post, body: text } },
    }));
  if (wire)
    return [{ name: 'another pin is wired', by: { wire: { ...wire, gpio: wire.gpio === 5 ? 4 : 5 } } }];
  if (press === 'ctrl-c') return [{ name: 'reset instead of ctrl-c', by: { press: 'reset' } }];
  return [];
}

/** Ways to break a program, each in one place. */
export function edits(source: string): readonly Edit[] {
  const lines = source.replace(/\n$/, '').split('\n');
  return lines.flatMap((line, at) => {
    const withLines = (name: string, ...by: readonly string[]): Edit => ({
      name: `line ${at + 1} “${line.trim()}”: ${name}`,
      text: `${[...lines.slice(0, at), ...by, ...lines.slice(at + 1)].join('\n')}\n`,
    });
    if (line.trim() === '' || line.trim().startsWith('#')) return [];
    const next = lines[at + 1];
    const swaps =
      next !== undefined &&
      next.trim() !== '' &&
      indentOf(next) === indentOf(line) &&
      !opensBlock(line) &&
      !opensBlock(next);
    return [
      ...(lines.length > 1 && !opensBlock(line) ? [withLines('left out', ...passFor(lines, at))] : []),
      ...(swaps
        ? [
            {
              name: `line ${at + 1} “${line.trim()}”: after the next one`,
              text: `${[...lines.slice(0, at), next, line, ...lines.slice(at + 2)].join('\n')}\n`,
            },
          ]
        : []),
      ...wordEdits(line).map(({ name, text }) => withLines(name, text)),
    ].filter(({ text }) => text.trimEnd() !== source.trimEnd());
  });
}

/** A block that would have no line keeps one that does nothing. */
function passFor(lines: readonly string[], at: number): readonly string[] {
  const [line = '', before = '', after = ''] = [lines[at], lines[at - 1], lines[at + 1]];
  const isAlone = opensBlock(before) && indentOf(after) < indentOf(line);
  return isAlone ? [`${' '.repeat(indentOf(line))}pass`] : [];
}

const NUMBER = /(?<![\w.'"])\d+(?![\w.'"])/g;
const QUOTED = /(['"])((?:\\.|(?!\1).)+)\1/g;
const CALL =
  /(?<=\.)(?:send|recv|close|connect|bind|listen|accept|drain|readline|write|value|settimeout)(?=\()/g;

/** Within one line. */
function wordEdits(line: string): readonly Edit[] {
  return [
    ...each(line, NUMBER, (number) => String(Number(number) + 1)).map((text) => ({
      name: `a number is one more: ${text.trim()}`,
      text,
    })),
    ...each(line, QUOTED, (text) => {
      const quote = text.charAt(0);
      return `${quote}${text.slice(1, -1).replace(/(?:\\.|[^\\])$/s, '')}${quote}`;
    }).map((text) => ({ name: `a text lacks its end: ${text.trim()}`, text })),
    ...(line.includes('\\r\\n') ? [{ name: 'no line ends', text: line.replaceAll('\\r\\n', '') }] : []),
    ...each(line, CALL, (name) => `${name}s`).map((text) => ({ name: `another name: ${text.trim()}`, text })),
  ];
}

/** One text for each place. */
function each(line: string, pattern: RegExp, change: (found: string) => string): readonly string[] {
  return [...line.matchAll(pattern)].map(
    (match) => line.slice(0, match.index) + change(match[0]) + line.slice(match.index + match[0].length),
  );
}

const indentOf = (line: string): number => line.length - line.trimStart().length;
const opensBlock = (line: string): boolean => /:\s*(?:#.*)?$/.test(line);

/** So many of them that are fit, from all over: for one that is not, the next one that is. */
export function sample<T>(all: readonly T[], count: number, isFit: (one: T) => boolean): readonly T[] {
  const left = new Set(all.filter(isFit));
  if (left.size <= count) return [...left];
  return Array.from({ length: count }, (_, at) => {
    const from = Math.round((at * (all.length - 1)) / (count - 1));
    const found = [...all.slice(from), ...all.slice(0, from)].filter((one) => left.has(one)).slice(0, 1);
    for (const one of found) left.delete(one);
    return found;
  }).flat();
}
