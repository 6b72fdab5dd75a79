import { useLayoutEffect, useRef } from 'react';
import type { Lesson } from '../../lessons/lesson-data';
import { Pane } from '../common/pane';
import type { TextStore } from '../common/text-store';
import { type BlockContext, Blocks } from './lesson-block';
import { readPlace, writePlace } from './lesson-place';
import './lesson.css';

interface LessonPaneProps {
  lesson: Lesson;
  context: BlockContext;
  store: TextStore;
  actions?: React.ReactNode;
}

export function LessonPane({ lesson, context, store, actions }: LessonPaneProps) {
  const { slug, credit } = lesson.data;
  const scroller = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (scroller.current) scroller.current.scrollTop = readPlace(store, slug);
  }, [slug, store]);

  return (
    <Pane name="Lesson" className="lesson-pane" actions={actions}>
      <div
        className="lesson-scroller"
        ref={scroller}
        onScrollEnd={(event) => writePlace(store, slug, event.currentTarget.scrollTop)}
      >
        <article className="prose">
          <Blocks blocks={lesson.document.children} context={context} />
          <footer className="lesson-credit">
            {credit.text} Licence: {credit.license}.{' '}
            <a href={credit.url} target="_blank" rel="noreferrer">
              The text at its source
            </a>
          </footer>
        </article>
      </div>
    </Pane>
  );
}
