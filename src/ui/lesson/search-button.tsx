import { useEffect, useMemo, useState } from 'react';
import { search } from '../../words/en/search';
import { wordsOf } from '../../words/spoken';
import { IconButton } from '../common/button';
import { useOffered } from './offered';
import { packOf } from './packs/pack-names';
import { loadSearch, SearchDialog } from './search-dialog';
import { isSearchKey } from './search-key';
import type { LessonShelf } from './lesson-shelf';
import { showPlace } from './show-place';

/** Opens the search: by a click, by `/` and by Ctrl-K, where these keys are not typed into something. */
export function SearchButton({ shelf }: { shelf: LessonShelf }) {
  const [open, setOpen] = useState(false);
  const offered = useOffered(shelf);
  const slugs = useMemo(() => offered.map(({ slug }) => slug), [offered]);
  useEffect(() => {
    // There is time for it now.
    loadSearch().catch(() => undefined);
    const onKey = (event: KeyboardEvent) => {
      if (!isSearchKey(event)) return;
      event.preventDefault();
      setOpen(true);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return (
    <>
      <IconButton
        icon="search"
        label={wordsOf(search).search}
        title={wordsOf(search).tip}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      />
      {open ? (
        <SearchDialog
          slugs={slugs}
          door={shelf.packs}
          close={() => setOpen(false)}
          open={(route) => {
            const { slug, steps } = shelf.state.value;
            const packs = packOf(route.slug) === null ? null : shelf.packs.packs.value;
            if (packs) packs.choose(route);
            else shelf.open(route);
            if (route.slug === slug && route.step !== null) showPlace(route.step, steps);
          }}
        />
      ) : null}
    </>
  );
}
