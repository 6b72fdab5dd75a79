import type { Activity } from '../../protocol/device-state';
import { stripPrompts } from '../../lessons/prompts';
import { terminal } from '../../words/en/terminal';
import { wordsOf } from '../../words/spoken';
import type { Said } from '../common/said';

/** How a pasted text gets to the board. */
export type PastePlan =
  | { kind: 'type'; text: string; hint: Said | null }
  | { kind: 'program'; source: string; hint: Said | null }
  | { kind: 'nothing' };

/**
 * At the prompt, several lines go by paste mode, since the prompt would indent lines that are indented already;
 * prompts that were copied along are taken out. A program that reads its input, or a paste mode the student has
 * opened by hand, gets the text as typed. Line ends become Enter.
 */
export function planPaste(text: string, activity: Activity['kind']): PastePlan {
  const { clean, hint } = withoutControls(text);
  const lines = clean.replace(/\r\n?/g, '\n');
  if (lines === '') return { kind: 'nothing' };
  if (activity !== 'prompt' && activity !== 'continuation') return typed(lines, hint);
  const code = stripPrompts(lines) ?? lines;
  const body = code.replace(/^\n+|\n+$/g, '');
  const runs = lines.endsWith('\n');
  // The prompt itself takes ASCII only (reference/esp8266 §1.4); paste mode takes any text.
  if (body.includes('\n') || (runs && isMoreThanAscii(body))) {
    return { kind: 'program', source: `${body}\n`, hint };
  }
  // A Tab would ask the prompt for a completion; after a blank it stands for four spaces there, too.
  const line = body.replaceAll('\t', '    ');
  // A single line that came with its line end is meant to run, as on a real serial terminal.
  return typed(runs ? `${line}\n` : line, isMoreThanAscii(line) ? () => wordsOf(terminal).onlyAscii : hint);
}

function typed(lines: string, hint: Said | null): PastePlan {
  const text = lines.replaceAll('\n', '\r');
  return text === '' ? { kind: 'nothing' } : { kind: 'type', text, hint };
}

/**
 * Control characters are keys to the board: a pasted Ctrl-C or Ctrl-D would end paste mode in the middle, and what
 * follows would be typed at the prompt. Marks of bracketed paste and other escape sequences go as a whole. So do
 * halves of characters, which no encoding can carry.
 */
function withoutControls(text: string): { readonly clean: string; readonly hint: Said | null } {
  let left = 0;
  const clean = text.replace(UNWANTED, (found) => {
    if (found !== BYTE_ORDER_MARK) left++;
    return '';
  });
  if (left === 0) return { clean, hint: null };
  return { clean, hint: () => wordsOf(terminal).controlsLeftOut(left) };
}

const BYTE_ORDER_MARK = '\ufeff';
/** A CSI sequence (ECMA-48 §5.4), a C0 or C1 control other than Tab and line ends, a lone surrogate, a byte order mark. */
const UNWANTED = /\x1b\[[0-?]*[ -/]*[@-~]|(?![\t\n\r])\p{Cc}|\p{Cs}|^\ufeff/gu;

const isMoreThanAscii = (text: string): boolean => /[^\0-\x7f]/.test(text);
