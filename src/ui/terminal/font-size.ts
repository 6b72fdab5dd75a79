import type { TextStore } from '../common/text-store';

const KEY = 'terminal-font-size';
export const DEFAULT_FONT_SIZE = 14;
export const SMALLEST = 9;
export const LARGEST = 28;

/** The film of the first lesson is 67 columns wide and must not wrap on any screen. */
export const LEAST_COLUMNS = 67;

/** Both monospaced fonts are 0.6 em wide. */
const ADVANCE = 0.6;

export function readFontSize(store: TextStore): number | null {
  const size = Number(store.read(KEY) ?? NaN);
  return Number.isInteger(size) && size >= SMALLEST && size <= LARGEST ? size : null;
}

export function writeFontSize(store: TextStore, size: number): void {
  store.write(KEY, String(size));
}

/** The student's size where one was chosen; else the default, smaller where 67 columns would not fit into `width`. */
export function fittingFontSize(chosen: number | null, width: number): number {
  if (chosen !== null) return chosen;
  const most = Math.floor(width / (LEAST_COLUMNS * ADVANCE));
  return Math.min(DEFAULT_FONT_SIZE, Math.max(SMALLEST, most));
}
