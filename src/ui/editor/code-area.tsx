import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { editor } from '../../words/en/editor';
import type { Language } from '../../words/language';
import { spokenLanguage, wordsOf } from '../../words/spoken';
import { useCell } from '../common/cell';
import type { Theme } from '../theme/theme';
import type { EditorModel } from './editor-model';
import { shortName } from '../../shared/short-name';
import type { MonacoView, TextSelection } from './monaco-view';

interface CodeAreaProps {
  model: EditorModel;
  theme: Theme;
}

/** A plain text box at first, which Monaco takes over when it has loaded, with its text, focus and selection. */
export function CodeArea({ model, theme }: CodeAreaProps) {
  const host = useRef<HTMLDivElement>(null);
  /** Where the student was typing in the plain box when Monaco came; null when elsewhere. */
  const handover = useRef<TextSelection | null>(null);
  const monaco = useMonaco(model, theme);
  useCell(model.state);

  // In the very task that takes the plain box away: no key falls between the two.
  useLayoutEffect(() => {
    const parent = host.current;
    if (!monaco || !parent) return;
    const detach = monaco.attach(parent, handover.current);
    handover.current = null;
    return detach;
  }, [monaco]);

  return (
    <div className="code-area" ref={host} data-widget={monaco ? 'monaco' : 'plain'}>
      {monaco ? null : <PlainBox model={model} handover={handover} />}
    </div>
  );
}

interface PlainBoxProps {
  model: EditorModel;
  /** Gets what the box had of the student's attention when it is taken away. */
  handover: RefObject<TextSelection | null>;
}

function PlainBox({ model, handover }: PlainBoxProps) {
  const box = useRef<HTMLTextAreaElement>(null);
  const file = model.active;

  // React runs this while the box is still in the page, and has the focus if it had it.
  useLayoutEffect(() => {
    const element = box.current;
    return () => {
      handover.current = selectionIn(element);
    };
  }, [handover]);

  return (
    <textarea
      ref={box}
      className="code-plain"
      aria-label={wordsOf(editor).textOf(shortName(file.path))}
      spellCheck={false}
      autoCapitalize="off"
      autoComplete="off"
      wrap="off"
      value={file.text}
      onChange={(event) => model.edit(file.path, event.target.value)}
    />
  );
}

/** The selection of a box that has the focus, in characters from its beginning. */
function selectionIn(box: HTMLTextAreaElement | null): TextSelection | null {
  if (!box || document.activeElement !== box) return null;
  return { start: box.selectionStart, end: box.selectionEnd };
}

/** Monaco's touch support is poor and its size a burden there: small touch screens keep the plain box. */
const FOR_MONACO = '(width >= 700px)';

/** What Monaco itself says: it takes the words that are there when it is loaded, and keeps them. */
const MONACO_WORDS: Readonly<Partial<Record<Language, () => Promise<unknown>>>> = {
  de: () => import('monaco-editor/nls/lang/de'),
};

function useMonaco(model: EditorModel, theme: Theme): MonacoView | null {
  const [view, setView] = useState<MonacoView | null>(null);
  useEffect(() => {
    if (!window.matchMedia(FOR_MONACO).matches) return;
    let wanted = true;
    let made: MonacoView | null = null;
    void (MONACO_WORDS[spokenLanguage()]?.() ?? Promise.resolve())
      // It speaks English then.
      .catch(() => undefined)
      .then(() => import('./monaco-view'))
      .then(({ createMonacoView }) => {
        if (!wanted) return;
        made = createMonacoView(model, theme);
        setView(made);
      })
      // Without it the plain box stays, which does the same work with fewer comforts.
      .catch(() => undefined);
    return () => {
      wanted = false;
      made?.dispose();
      setView(null);
    };
  }, [model, theme]);
  return view;
}
