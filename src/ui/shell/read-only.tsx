import type { CarrierFound } from '../../session/carrier-choice';
import { page } from '../../words/en/page';
import { wordsOf } from '../../words/spoken';
import { useCell } from '../common/cell';
import { copyText } from '../common/copy-text';
import type { TextStore } from '../common/text-store';
import type { Diagnostics } from '../diagnostics/diagnostics';
import type { BlockActions } from '../lesson/code-block';
import { LessonPane } from '../lesson/lesson-pane';
import type { BlockRuns } from '../lesson/lesson-runs';
import type { LessonShelf } from '../lesson/lesson-shelf';
import { lessonUrl } from '../lesson/lesson-url';
import { NoBoard } from './no-board';

const noRuns: BlockRuns = new Map();

interface ReadOnlyProps {
  shelf: LessonShelf;
  store: TextStore;
  diagnostics: Diagnostics;
  carrier: CarrierFound;
}

/** The lesson, and why there is no board. */
export function ReadOnly({ shelf, store, diagnostics, carrier }: ReadOnlyProps) {
  const { slug } = useCell(shelf.state);
  const actions: BlockActions = {
    run: () => undefined,
    stop: () => undefined,
    restartPython: () => undefined,
    openInEditor: () => undefined,
    copy: copyText,
    onError: (where, error) => diagnostics.pageError(where, error),
    refused: wordsOf(page).cannotStart,
  };
  const nothing = () => undefined;
  const stepActions = {
    ...{ runBlock: nothing, typeLines: nothing, paste: nothing, putInEditor: nothing, openPage: nothing },
    blockById: () => null,
    readFile: () => null,
    bench: null,
    onError: (where: string, error: unknown) => diagnostics.pageError(where, error),
    refused: wordsOf(page).cannotStart,
  };
  const context = { runs: noRuns, actions, baseUrl: lessonUrl(slug) };
  return (
    <main className="read-only">
      {carrier.kind === 'none' ? <NoBoard why={carrier.why} here={new URL(window.location.href)} /> : null}
      <LessonPane {...{ shelf, store, context, stepActions }} />
    </main>
  );
}
