/** Section titles and transitions: lines of one repeated punctuation character. */
import { complain } from '../../words/complaint';
import type { Parsed } from './context';
import type { Context } from './context';
import { indentOf, isBlank, type SourceLine } from './lines';
import type { Report } from './references';

export interface Title {
  readonly line: number;
  readonly text: string;
  /** The character, and whether it stands above the title too: what tells one level from another. */
  readonly style: string;
  readonly next: number;
}

/** Rulers shorter than this, and than their title, are text. */
const SURELY_A_RULER = 4;

export function titleAt(lines: readonly SourceLine[], at: number, report: Report): Title | null {
  const first = lines[at];
  if (first === undefined || indentOf(first) > 0) return null;
  return isRuler(first.text) ? overlined(lines, at, report) : underlined(lines, at, report);
}

function underlined(lines: readonly SourceLine[], at: number, report: Report): Title | null {
  const text = lines[at]?.text ?? '';
  const ruler = lines[at + 1]?.text ?? '';
  if (!isRuler(ruler) || !longEnough(ruler, text)) return null;
  return title(text, ruler, lines[at]?.line ?? 0, ruler.charAt(0), at + 2, report);
}

function overlined(lines: readonly SourceLine[], at: number, report: Report): Title | null {
  const over = lines[at]?.text ?? '';
  const text = (lines[at + 1]?.text ?? '').trim();
  const under = lines[at + 2]?.text ?? '';
  if (text === '' || isRuler(text) || under !== over || !longEnough(over, text)) return null;
  return title(text, over, lines[at + 1]?.line ?? 0, over.charAt(0).repeat(2), at + 3, report);
}

function title(
  text: string,
  ruler: string,
  line: number,
  style: string,
  next: number,
  report: Report,
): Title {
  if (ruler.length < text.length) report('warning', line, complain('shortLine', text));
  return { line, text, style, next };
}

function longEnough(ruler: string, text: string): boolean {
  return ruler.length >= Math.min(text.length, SURELY_A_RULER);
}

/** Four or more of the same mark between empty lines. */
export function transition(_: Context, lines: readonly SourceLine[], at: number): Parsed | null {
  const first = lines[at];
  if (first === undefined || !isRuler(first.text) || first.text.length < SURELY_A_RULER) return null;
  if (!isBlank(lines[at - 1]) || !isBlank(lines[at + 1])) return null;
  return { blocks: [{ kind: 'transition', line: first.line }], next: at + 1 };
}

function isRuler(text: string): boolean {
  return /^([!-/:-@[-`{-~])\1*$/.test(text);
}
