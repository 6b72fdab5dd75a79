import { Suspense, useEffect, useMemo, useState } from 'react';
import { search } from '../../words/en/search';
import { wordsOf } from '../../words/spoken';
import { IconButton } from '../common/button';
import { loadable } from '../common/loadable';
import { useOffered } from './offered';
import { isSearchKey } from './search-key';
import type { LessonShelf } from './lesson-shelf';
import { showPlace } from './show-place';

const load = () => import('./search-dialog').then((module) => module.SearchDialog);
const SearchDialog = loadable(load);

/** Opens the search: by a click, by `/` and by Ctrl-K, where these keys are not typed into something. */
export function SearchButton({ shelf }: { shelf: LessonShelf }) {
  const [open, setOpen] = useState(false);
  const offered = useOffered(shelf);
  const slugs = useMemo(() => offered.map(({ slug }) => slug), [offered]);
  useEffect(() => {
    // There is time for it now, and whoever presses `/` types on at once.
    load().catch(() => undefined);
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
        <Suspense>
          <SearchDialog
            slugs={slugs}
            close={() => setOpen(false)}
            open={(route) => {
              const { slug, steps } = shelf.state.value;
              shelf.open(route);
              if (route.slug === slug && route.step !== null) showPlace(route.step, steps);
            }}
          />
        </Suspense>
      ) : null}
    </>
  );
}
