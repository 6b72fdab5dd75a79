import { createRoot } from 'react-dom/client';
import { firstLesson, loadLesson, loadSteps } from './lessons/our-lessons';
import type { Session } from './session/session';
import { PaneBoundary } from './ui/common/boundary';
import { pageClock } from './ui/common/page-clock';
import { storageIn } from './ui/common/text-store';
import { Diagnostics } from './ui/diagnostics/diagnostics';
import { pageFacts } from './ui/diagnostics/page-facts';
import { LessonShelf } from './ui/lesson/lesson-shelf';
import { pageAddress } from './ui/lesson/page-address';
import { StepsModel } from './ui/lesson/steps-model';
import { App } from './ui/shell/app';
import { Workbench } from './ui/shell/workbench';
import { Fonts } from './ui/theme/fonts';
import { Theme } from './ui/theme/theme';
import './ui/theme/fonts.css';
import './ui/theme/tokens.css';
import './ui/theme/base.css';

/** Milliseconds after which the fonts are loaded in any case. */
const FONTS_AT_LAST = 3000;

/** Asked for at once; a load that failed is tried again by whoever needs it. */
const loadXterm = () => import('./ui/terminal/xterm');
let xterm: ReturnType<typeof loadXterm> | null = loadXterm();

/** Draws the page. @param session null where this browser cannot run the board */
export function showPage(session: Session | null): void {
  const store = storageIn(() => window.localStorage);
  const theme = new Theme(store, document.documentElement, window.matchMedia('(prefers-color-scheme: dark)'));
  const fonts = new Fonts(store, document.documentElement);
  const root = document.getElementById('root');
  if (!root) throw new Error('The page has no #root to draw into.');

  const diagnostics = new Diagnostics({
    session,
    clock: pageClock,
    wallClock: () => new Date(),
    facts: () => pageFacts(__PINWIRE_RELEASE__, window),
  });
  window.addEventListener('error', ({ error }) => diagnostics.pageError('page', error));
  window.addEventListener('unhandledrejection', ({ reason }) => diagnostics.pageError('page', reason));

  const bench = session
    ? new Workbench(session, {
        store,
        tabStore: storageIn(() => window.sessionStorage),
        theme,
        fonts,
        clock: pageClock,
        loadXterm: () => {
          const loading = xterm ?? loadXterm();
          xterm = null;
          return loading;
        },
        newToken: () => crypto.randomUUID(),
        loadSite,
        base: document.baseURI,
        diagnostics,
      })
    : null;

  const shelf = new LessonShelf({
    first: firstLesson,
    load: loadLesson,
    address: pageAddress,
    newSteps: session
      ? (lesson) =>
          new StepsModel({
            ...{ data: lesson.data, store, session, clock: pageClock, wallClock: () => Date.now() },
            load: async () => {
              const [rest, { watchSteps }] = await Promise.all([
                loadSteps(lesson.data.slug),
                import('./ui/lesson/watch-steps'),
              ]);
              return { rest, watchSteps };
            },
          })
      : null,
    onOpened: () => bench?.runs.clear(),
  });
  if (bench?.start.over.value === false) bench.start.over.subscribe(() => shelf.begin());
  else shelf.begin();

  // The first prompt brings the fonts, where it comes: not without a board, nor when a program runs from the start.
  if (bench) pageClock.after(FONTS_AT_LAST, () => fonts.load());
  else fonts.load();
  createRoot(root).render(
    <PaneBoundary name="Page" onError={(where, error) => diagnostics.pageError(where, error)}>
      <App bench={bench} shelf={shelf} theme={theme} store={store} diagnostics={diagnostics} />
    </PaneBoundary>,
  );
}

/** What the instructor has put beside the page; some hosts answer with a page of theirs where there is none. */
async function loadSite(): Promise<string | null> {
  const response = await fetch('pinwire.json', { cache: 'no-cache' });
  const isJson = response.headers.get('Content-Type')?.includes('json') === true;
  return response.ok && isJson ? response.text() : null;
}
