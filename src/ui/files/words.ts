import type { FlashState } from '../../session/flash/flash-state';
import { shortName } from '../editor/file-name';

/** What a banner says about where the files are kept, and what it offers; null when there is nothing to say. */
export interface StorageWords {
  readonly text: string;
  /** The name of the button that does something about it. */
  readonly remedy: string | null;
}

export function storageWords(state: FlashState): StorageWords | null {
  if (state.kind === 'temporary') return temporary[state.why];
  if (state.unkept.length === 0) return null;
  const one = state.unkept.length === 1;
  const files = `${listed(state.unkept)} ${one ? 'is' : 'are'} on the board and in this tab, but not kept`;
  return {
    text:
      state.why === 'full'
        ? `This browser’s storage for the page is full: ${files}. Delete files, or download them before you close the tab.`
        : `This browser could not write to its storage: ${files}. Download ${one ? 'it' : 'them'} before you close the tab.`,
    remedy: 'Try again',
  };
}

const temporary: Record<Extract<FlashState, { kind: 'temporary' }>['why'], StorageWords> = {
  denied: {
    text: 'This browser gives the page no storage: the board’s files live only as long as this tab. Allow this site to store data, then try again; or download what you want to keep.',
    remedy: 'Try again',
  },
  silent: {
    text: 'This browser’s storage does not answer: the board’s files live only as long as this tab.',
    remedy: 'Try again',
  },
  'older-tab': {
    text: 'Another tab with an older version of this page keeps the storage. Close it, then try again. Until then, the board’s files live only as long as this tab.',
    remedy: 'Try again',
  },
  'newer-tab': {
    text: 'Another tab has a newer version of this page. Reload this one; until then, the board’s files live only as long as this tab.',
    remedy: null,
  },
  closed: {
    text: 'The browser closed this page’s storage; perhaps its site data were cleared. The board’s files live only as long as this tab.',
    remedy: 'Keep them again',
  },
  'other-tab': {
    text: 'Another tab has this board’s flash. This one works on a copy, which is gone when you close the tab.',
    remedy: 'Use it here',
  },
  'taken-over': {
    text: 'Another tab has taken over this board’s flash. This one goes on with a copy, which is gone when you close the tab.',
    remedy: 'Use it here',
  },
  'other-tab-closed': {
    text: 'The tab that had this board’s flash is closed. This one still works on a copy, which is gone when you close the tab.',
    remedy: 'Use it here',
  },
};

const SHOWN = 3;

/** `main.py`, `main.py and data.txt`, `a, b, c and 4 more`. */
export function listed(paths: readonly string[]): string {
  const names = paths.map(shortName);
  if (names.length > SHOWN + 1) return `${names.slice(0, SHOWN).join(', ')} and ${names.length - SHOWN} more`;
  const last = names.at(-1) ?? '';
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${last}` : last;
}

const UNITS = ['bytes', 'KB', 'MB'] as const;

/** `0 bytes`, `1 byte`, `228 bytes`, `1.2 KB`, `3.0 MB`. */
export function sizeWords(bytes: number): string {
  if (bytes === 1) return '1 byte';
  const power = bytes < 1024 ? 0 : bytes < 1024 ** 2 ? 1 : 2;
  const value = bytes / 1024 ** power;
  return `${power === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${UNITS[power]}`;
}
