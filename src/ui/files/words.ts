import type { FlashState } from '../../session/flash/flash-state';
import { files } from '../../words/en/files';
import { wordsOf } from '../../words/spoken';
import { shortName } from '../../shared/short-name';

/** What a banner says about where the files are kept, and what it offers; null when there is nothing to say. */
export interface StorageWords {
  readonly text: string;
  /** The name of the button that does something about it. */
  readonly remedy: string | null;
}

export function storageWords(state: FlashState): StorageWords | null {
  const words = wordsOf(files);
  if (state.kind === 'temporary') {
    const remedy = REMEDIES[state.why];
    return { text: words.temporary[state.why], remedy: remedy === null ? null : words.remedies[remedy] };
  }
  const { length } = state.unkept;
  if (length === 0) return null;
  const say = state.why === 'full' ? words.storageFull : words.storageFailed;
  return { text: say(length, listed(state.unkept)), remedy: words.remedies.again };
}

const REMEDIES = {
  denied: 'again',
  silent: 'again',
  'older-tab': 'again',
  'newer-tab': null,
  closed: 'keep',
  'other-tab': 'here',
  'taken-over': 'here',
  'other-tab-closed': 'here',
} as const satisfies Record<
  Extract<FlashState, { kind: 'temporary' }>['why'],
  keyof typeof files.english.remedies | null
>;

const SHOWN = 3;

/** `main.py`, `main.py and data.txt`, `a, b, c and 4 more`. */
export function listed(paths: readonly string[]): string {
  const names = paths.map(shortName);
  const more = names.length > SHOWN + 1 ? names.length - SHOWN : 0;
  return wordsOf(files).list(more === 0 ? names : names.slice(0, SHOWN), more);
}

/** `0 bytes`, `1 byte`, `228 bytes`, `1.2 KB`, `3.0 MB`. */
export function sizeWords(size: number): string {
  const { bytes, kilobytes, megabytes } = wordsOf(files);
  if (size < 1024) return bytes(size);
  const [say, value] = size < 1024 ** 2 ? [kilobytes, size / 1024] : [megabytes, size / 1024 ** 2];
  return say(value, value >= 100 ? 0 : 1);
}
