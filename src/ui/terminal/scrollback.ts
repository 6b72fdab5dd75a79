import type { TextStore } from '../common/text-store';

const KEY = 'scrollback';
const MOST_LINES = 500;
const MOST_CHARACTERS = 64 * 1024;

/** Keeps the end of the text within bounds, whole lines only. */
export function boundScrollback(lines: readonly string[]): readonly string[] {
  const end = lines.findLastIndex((line) => line.trim() !== '') + 1;
  const kept: string[] = [];
  let characters = 0;
  for (let i = end - 1; i >= 0 && kept.length < MOST_LINES; i--) {
    const line = (lines[i] ?? '').trimEnd();
    characters += line.length + 1;
    if (characters > MOST_CHARACTERS) break;
    kept.unshift(line);
  }
  return kept;
}

export function saveScrollback(store: TextStore, lines: readonly string[]): void {
  const kept = boundScrollback(lines);
  if (kept.length === 0) store.remove(KEY);
  else store.write(KEY, kept.join('\n'));
}

/**
 * What the terminal showed before the reload, faint, as terminal output: it ends with a line that says so at the top
 * of an otherwise empty screen, so that old text and the new boot do not mix. Empty when there is none.
 */
export function oldScrollback(store: TextStore, rows: number): string {
  const text = store.read(KEY);
  if (text === null) return '';
  const printable = text.replace(/[^\n\P{Cc}]/gu, '').replaceAll('\n', '\r\n');
  const mark = '── above: before the page was reloaded ──';
  return `\x1b[2m${printable}\x1b[22m${'\r\n'.repeat(Math.max(1, rows))}\x1b[H\x1b[2m${mark}\x1b[22m\r\n`;
}
