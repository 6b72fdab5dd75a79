import { useEffect, useId, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { Finding } from '../../lessons/search/search-index';
import { search } from '../../words/en/search';
import { wordsOf } from '../../words/spoken';
import { Icon } from '../common/icon';
import { useLanguage } from '../common/use-language';
import type { SearchState } from './lesson-search';
import type { LessonRoute } from './lesson-route';
import { Named } from './packs/named';
import type { PackDoor } from './packs/pack-door';
import { useKnownPacks } from './packs/use-brought';
import './search-dialog.css';

/** What finds is not needed to begin to type. */
export const loadSearch = () => import('./lesson-search');

interface SearchDialogProps {
  /** The site's lessons that are searched. */
  slugs: readonly string[];
  /** To those of others. */
  door: PackDoor;
  open: (route: LessonRoute) => void;
  close: () => void;
}

/** Finds a word in all lessons and in the glossary. Arrows choose, Enter opens, Escape closes. */
export function SearchDialog({ slugs, door, open, close }: SearchDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const words = wordsOf(search);
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const findings = useFindings(slugs, door, query);
  // Before the next key comes.
  useLayoutEffect(() => dialog.current?.showModal(), []);

  const choose = (finding: Finding | undefined) => {
    if (!finding) return;
    dialog.current?.close();
    open({ slug: finding.passage.slug, step: finding.passage.target });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const { length } = findings.found;
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by !== undefined && length > 0) {
      event.preventDefault();
      setAt((at + by + length) % length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      choose(findings.found[at]);
    }
  };
  return (
    <dialog
      ref={dialog}
      className="search"
      aria-label={words.search}
      onClose={close}
      onClick={(event) => event.target === event.currentTarget && dialog.current?.close()}
    >
      <div className="search-body">
        <div className="search-line">
          <Icon name="search" />
          <input
            type="text"
            enterKeyHint="go"
            role="combobox"
            aria-label={words.field}
            aria-controls={`${id}-list`}
            aria-expanded={findings.found.length > 0}
            aria-activedescendant={findings.found.length > 0 ? `${id}-${at}` : undefined}
            autoComplete="off"
            spellCheck={false}
            placeholder={words.placeholder}
            value={query}
            onChange={(event) => {
              setQuery(event.target.value);
              setAt(0);
            }}
            onKeyDown={onKeyDown}
          />
        </div>
        <p className="search-status" role="status" data-empty={findings.found.length === 0}>
          {findings.words}
        </p>
        <ul id={`${id}-list`} role="listbox" aria-label={words.found} className="search-list">
          {findings.found.map((finding, index) => (
            <Row
              key={finding.passage.id}
              id={`${id}-${index}`}
              finding={finding}
              chosen={index === at}
              choose={() => choose(finding)}
            />
          ))}
        </ul>
      </div>
    </dialog>
  );
}

interface Findings {
  readonly found: readonly Finding[];
  readonly words: string;
}

const NOTHING_YET: SearchState = { index: null, failed: false, reading: true, cut: false };

/** The search as it stands: lessons are fetched when it is opened, and those of others are read one pack after the other. */
function useSearch(slugs: readonly string[], door: PackDoor): SearchState {
  const language = useLanguage();
  const { packs, records, offered } = useKnownPacks(door);
  const [state, setState] = useState(NOTHING_YET);
  useEffect(() => {
    let stop = (): void => undefined;
    let wanted = true;
    const begin = ({ searchOf }: Awaited<ReturnType<typeof loadSearch>>): void => {
      if (!wanted) return;
      const found = searchOf({ slugs, language, packs });
      stop = found.subscribe(() => setState(found.value));
      setState(found.value);
    };
    loadSearch().then(begin, () => wanted && setState({ ...NOTHING_YET, failed: true }));
    return () => {
      wanted = false;
      stop();
    };
    // Another list of packs is another search.
  }, [slugs, language, packs, records, offered]);
  return state;
}

function useFindings(slugs: readonly string[], door: PackDoor, query: string): Findings {
  const words = wordsOf(search);
  const { index, failed, reading, cut } = useSearch(slugs, door);
  if (failed) return { found: [], words: words.notLoaded };
  if (query.trim() === '') return { found: [], words: words.searched };
  if (!index) return { found: [], words: words.loading };
  const found = index.find(query);
  const what = found.length === 0 ? words.nothing(query.trim()) : words.places(found.length);
  return {
    found,
    words: [what, reading ? words.reading : '', cut ? words.cut : ''].filter(Boolean).join(' '),
  };
}

interface RowProps {
  id: string;
  finding: Finding;
  chosen: boolean;
  choose: () => void;
}

function Row({ id, finding: { passage, snippet }, chosen, choose }: RowProps) {
  const row = useRef<HTMLLIElement>(null);
  const words = wordsOf(search);
  useEffect(() => {
    if (chosen) row.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    <li ref={row} id={id} role="option" aria-selected={chosen} onClick={choose}>
      <span className="search-title">
        <bdi>{passage.title}</bdi>
        <small>
          <bdi>{kindWords(passage)}</bdi>
          {passage.whose === null ? null : (
            <>
              {' '}
              <Named text={words.from} whose={passage.whose} />
            </>
          )}
        </small>
      </span>
      <span className="search-snippet">
        {snippet.map(({ text, found }, index) => (found ? <mark key={index}>{text}</mark> : text))}
      </span>
    </li>
  );
}

function kindWords({ kind, lesson }: Finding['passage']): string {
  const words = wordsOf(search);
  return { section: lesson, step: words.stepOf(lesson), term: words.glossary }[kind];
}
