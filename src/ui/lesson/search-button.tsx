import { Suspense, useEffect, useMemo, useState } from 'react';
import { IconButton } from '../common/button';
import { loadable } from '../common/loadable';
import { useOffered } from './offered';
import { isSearchKey } from './search-key';
import type { LessonShelf } from './lesson-shelf';
import { showPlace } from './show-place';

const SearchDialog = loadable(() => import('./search-dialog').then((module) => module.SearchDialog));

/** Opens the search: by a click, by `/` and by Ctrl-K, where these keys are not typed into something. */
export function SearchButton({ shelf }: { shelf: LessonShelf }) {
  const [open, setOpen] = useState(false);
  const offered = useOffered(shelf);
  const slugs = useMemo(() => offered.map(({ slug }) => slug), [offered]);
  useEffect(() => {
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
        label="Search"
        title="Search the lessons (/ or Ctrl-K)"
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
