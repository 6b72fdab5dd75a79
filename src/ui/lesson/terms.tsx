import { useEffect, useId, useRef, useState } from 'react';
import type { Term } from '../../lessons/glossary';
import { terms as english, termsIn } from '../../lessons/terms';
import { useLanguage } from '../common/use-language';
import './terms.css';

/** How long the pointer rests before a word is explained, and how long it may be away, in milliseconds. */
const REST = 250;
const AWAY = 200;

interface Shown {
  readonly id: string;
  readonly word: HTMLElement;
}

/**
 * Explains the marked words of the text around it: on hover, on focus, on a tap. The explanation stays while the pointer
 * is on it, and Escape takes it away.
 */
export function Terms() {
  const place = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const id = useId();
  const [shown, setShown] = useState<Shown | null>(null);
  const { terms, language } = useTerms();

  useEffect(() => {
    const text = place.current?.parentElement;
    const follow = (word: HTMLElement): void => {
      if (box.current) putBeside(word, box.current);
    };
    return text ? listen(text, place.current, setShown, follow) : undefined;
  }, []);

  useEffect(() => {
    const { current } = box;
    if (!shown || !current) return;
    current.showPopover();
    putBeside(shown.word, current);
    shown.word.setAttribute('aria-describedby', id);
    return () => shown.word.removeAttribute('aria-describedby');
  }, [shown, id]);

  const term = terms.find((one) => one.id === shown?.id);
  return (
    <div ref={place}>
      {shown && term ? (
        <div ref={box} id={id} lang={language} role="tooltip" popover="manual" className="term-note">
          <b>{term.term}</b>
          <p>{term.says}</p>
        </div>
      ) : null}
    </div>
  );
}

interface Words {
  readonly terms: readonly Term[];
  readonly language: string;
}

/** The words as the page's language has them, and as English has them where they cannot be fetched. */
function useTerms(): Words {
  const spoken = useLanguage();
  const [words, setWords] = useState<Words>({ terms: english, language: 'en' });
  useEffect(() => {
    let wanted = true;
    void termsIn(spoken).then(
      (terms) => wanted && terms.length > 0 && setWords({ terms, language: spoken }),
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [spoken]);
  return words;
}

/** @param follow the word has moved */
function listen(
  text: HTMLElement,
  own: HTMLElement | null,
  show: (shown: Shown | null) => void,
  follow: (word: HTMLElement) => void,
): () => void {
  const over = new AbortController();
  const { signal } = over;
  let word: HTMLElement | null = null;
  let timer = 0;
  const change = (next: HTMLElement | null, delay: number): void => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => {
      const id = next?.dataset['term'];
      word = id === undefined ? null : next;
      show(id === undefined || !next ? null : { id, word: next });
    }, delay);
  };
  const hide = (): void => change(null, 0);
  const wordAt = ({ target }: Event): HTMLElement | null =>
    target instanceof Element ? target.closest<HTMLElement>('.term') : null;

  text.addEventListener(
    'pointerover',
    (event) => {
      if (event.pointerType === 'touch') return;
      const at = wordAt(event);
      if (at && at === word) window.clearTimeout(timer);
      else if (at) change(at, REST);
      else if (event.target instanceof Node && own?.contains(event.target)) window.clearTimeout(timer);
      else if (word !== document.activeElement) change(null, AWAY);
    },
    { signal },
  );
  text.addEventListener('pointerleave', () => word !== document.activeElement && change(null, AWAY), {
    signal,
  });
  text.addEventListener(
    'focusin',
    (event) => wordAt(event)?.matches(':focus-visible') === true && change(wordAt(event), 0),
    { signal },
  );
  text.addEventListener('focusout', (event) => wordAt(event) && hide(), { signal });
  text.addEventListener(
    'click',
    (event) => {
      const at = wordAt(event);
      if (at) change(at, 0);
    },
    { signal },
  );
  text.addEventListener(
    'scroll',
    () => {
      if (!word) return;
      // Whoever comes to a word by keyboard has it scrolled into view.
      if (word === document.activeElement) follow(word);
      else hide();
    },
    { signal, passive: true },
  );
  document.addEventListener(
    'keydown',
    (event) => {
      if (event.key === 'Escape' && word) hide();
    },
    { signal },
  );
  document.addEventListener(
    'pointerdown',
    (event) => {
      if (word && !wordAt(event) && !(event.target instanceof Node && own?.contains(event.target) === true))
        hide();
    },
    { signal },
  );
  // Whoever was quicker than this is not left without an answer.
  const early = document.activeElement?.closest<HTMLElement>('.term') ?? null;
  if (early && text.contains(early)) change(early, 0);
  return () => {
    window.clearTimeout(timer);
    over.abort();
  };
}

const EDGE = 8;

/** Below the word where there is room, else above it. */
function putBeside(word: HTMLElement, box: HTMLElement): void {
  // A word that breaks over two lines has two boxes.
  const at = word.getClientRects()[0] ?? word.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = box;
  const below = at.bottom + EDGE + height <= window.innerHeight;
  box.style.left = `${Math.max(EDGE, Math.min(at.left, window.innerWidth - width - EDGE))}px`;
  box.style.top = `${below ? at.bottom + 4 : Math.max(EDGE, at.top - height - 4)}px`;
}
