import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import type { Finding } from '../../lessons/search/search-index';
import { search } from '../../words/en/search';
import { wordsOf } from '../../words/spoken';
import { Icon } from '../common/icon';
import { useLanguage } from '../common/use-language';
import { searchIndexOf } from './lesson-search';
import type { LessonRoute } from './lesson-route';
import './search-dialog.css';

interface SearchDialogProps {
  /** The lessons that are searched. */
  slugs: readonly string[];
  open: (route: LessonRoute) => void;
  close: () => void;
}

/** Finds a word in all lessons and in the glossary. Arrows choose, Enter opens, Escape closes. */
export function SearchDialog({ slugs, open, close }: SearchDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const words = wordsOf(search);
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const findings = useFindings(slugs, query);
  useEffect(() => dialog.current?.showModal(), []);

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

/** What the query finds; the lessons are fetched for the first one. */
function useFindings(slugs: readonly string[], query: string): Findings {
  const language = useLanguage();
  const words = wordsOf(search);
  const [index, setIndex] = useState<Awaited<ReturnType<typeof searchIndexOf>> | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let wanted = true;
    searchIndexOf(slugs, language).then(
      (made) => wanted && setIndex(made),
      () => wanted && setFailed(true),
    );
    return () => {
      wanted = false;
    };
  }, [slugs, language]);
  if (failed) return { found: [], words: words.notLoaded };
  if (query.trim() === '') return { found: [], words: words.searched };
  if (!index) return { found: [], words: words.loading };
  const found = index.find(query);
  if (found.length === 0) return { found, words: words.nothing(query.trim()) };
  return { found, words: words.places(found.length) };
}

interface RowProps {
  id: string;
  finding: Finding;
  chosen: boolean;
  choose: () => void;
}

function Row({ id, finding: { passage, snippet }, chosen, choose }: RowProps) {
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (chosen) row.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    <li ref={row} id={id} role="option" aria-selected={chosen} onClick={choose}>
      <span className="search-title">
        {passage.title}
        <small>{kindWords(passage)}</small>
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
