import { useCallback, useSyncExternalStore } from 'react';
import type { LessonEntry } from '../../../lessons/lesson-data';
import { entryIn } from '../../../lessons/lesson-entry';
import { useCell } from '../../common/cell';
import { useLanguage } from '../../common/use-language';
import { whoseOf } from './drafts';
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

/** Those that were opened here before, then those that the site names. None before somebody has asked for them. */
export function useBrought(door: PackDoor): readonly BroughtEntry[] {
  const packs = useCell(door.packs);
  const language = useLanguage();
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
  if (!packs) return [];
  return [...records, ...offered.map(({ record }) => record)].flatMap(({ id, source, entries }) =>
    entries.map((entry) => ({
      ...{ pack: id, whose: whoseOf(source), entry: entryIn(entry, language) },
      choose: () => packs.choose(entry.slug),
    })),
  );
}

const NONE: Packs['library']['state']['value']['packs'] = [];
const NO_DRAFTS: Packs['state']['value']['offered'] = [];
