import { useCallback, useSyncExternalStore } from 'react';
import type { LessonEntry } from '../../../lessons/lesson-data';
import { entryIn } from '../../../lessons/lesson-entry';
import { useCell } from '../../common/cell';
import { useLanguage } from '../../common/use-language';
import { whoseOf, type Draft } from './drafts';
import type { PackRecord } from './kept-packs';
import type { PackDoor } from './pack-door';
import type { Packs } from './packs';

/** A lesson that is not the site's, for lists. */
export interface BroughtEntry {
  readonly pack: string;
  readonly whose: string;
  readonly entry: LessonEntry;
  readonly choose: () => void;
}

const NOTHING = (): (() => void) => () => undefined;

interface KnownPacks {
  readonly packs: Packs | null;
  /** Those that were opened here before. */
  readonly records: readonly PackRecord[];
  /** Those that the site names. */
  readonly offered: readonly Draft[];
}

/** None before somebody has asked for them. */
export function useKnownPacks(door: PackDoor): KnownPacks {
  const packs = useCell(door.packs);
  const subscribeRecords = useCallback(
    (on: () => void) => (packs ? packs.library.state.subscribe(on) : NOTHING()),
    [packs],
  );
  const subscribeOffers = useCallback(
    (on: () => void) => (packs ? packs.state.subscribe(on) : NOTHING()),
    [packs],
  );
  const records = useSyncExternalStore(subscribeRecords, () => packs?.library.state.value.packs ?? NONE);
  const offered = useSyncExternalStore(subscribeOffers, () => packs?.state.value.offered ?? NO_DRAFTS);
  return { packs, records, offered };
}

/** Lessons of those that were opened here before, then of those that the site names. */
export function useBrought(door: PackDoor): readonly BroughtEntry[] {
  const { packs, records, offered } = useKnownPacks(door);
  const language = useLanguage();
  if (!packs) return [];
  return [...records, ...offered.map(({ record }) => record)].flatMap(({ id, source, entries }) =>
    entries.map((entry) => ({
      ...{ pack: id, whose: whoseOf(source), entry: entryIn(entry, language) },
      choose: () => packs.choose({ slug: entry.slug, step: null }),
    })),
  );
}

const NONE: readonly PackRecord[] = [];
const NO_DRAFTS: readonly Draft[] = [];
