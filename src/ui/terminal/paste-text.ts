import type { Activity } from '../../protocol/device-state';
import { stripPrompts } from '../../lessons/prompts';

/** How a pasted text gets to the board. */
export type PastePlan =
  { kind: 'type'; text: string } | { kind: 'program'; source: string } | { kind: 'nothing' };

/**
 * At the prompt, several lines go by paste mode, since the prompt would indent lines that are indented already;
 * prompts that were copied along are taken out. A program that reads its input, or a paste mode the student has
 * opened by hand, gets the text as typed. Line ends become Enter.
 */
export function planPaste(text: string, activity: Activity['kind']): PastePlan {
  const lines = text.replace(/\r\n?/g, '\n');
  if (lines === '') return { kind: 'nothing' };
  if (activity !== 'prompt' && activity !== 'continuation') return typed(lines);
  const code = stripPrompts(lines) ?? lines;
  const body = code.replace(/^\n+|\n+$/g, '');
  if (body.includes('\n')) return { kind: 'program', source: `${body}\n` };
  // A single line that came with its line end is meant to run, as on a real serial terminal.
  return typed(lines.endsWith('\n') ? `${body}\n` : body);
}

function typed(lines: string): PastePlan {
  const text = lines.replaceAll('\n', '\r');
  return text === '' ? { kind: 'nothing' } : { kind: 'type', text };
}
