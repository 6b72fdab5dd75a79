import { createRoot } from 'react-dom/client';
import { catalog, findLesson } from './lessons/catalog';
import type { Lesson } from './lessons/lesson-data';
import type { Session } from './session/session';
import { PaneBoundary } from './ui/common/boundary';
import { pageClock } from './ui/common/page-clock';
import { storageIn } from './ui/common/text-store';
import { Diagnostics } from './ui/diagnostics/diagnostics';
import { pageFacts } from './ui/diagnostics/page-facts';
import { App } from './ui/shell/app';
import { readPageAddress } from './ui/shell/page-address';
import { Workbench } from './ui/shell/workbench';
import { Site } from './ui/site/site';
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

  const lessons = catalog.map(({ slug }) => slug);
  const site = new Site({ load: loadSiteFile, facts: { base: document.baseURI, lessons } });
  const address = readPageAddress(window.location.search, lessons);
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
        site,
        base: document.baseURI,
        diagnostics,
      })
    : null;

  // The first prompt brings the fonts, where it comes: not without a board, nor when a program runs from the start.
  if (bench) pageClock.after(FONTS_AT_LAST, () => fonts.load());
  else fonts.load();
  for (const problem of address.problems) bench?.notices.say('info', problem);
  const app = createRoot(root);
  const render = (slug: string | undefined): void =>
    app.render(
      <PaneBoundary name="Page" onError={(where, error) => diagnostics.pageError(where, error)}>
        <App lesson={lessonOf(slug)} {...{ bench, theme, store, diagnostics, site, address }} />
      </PaneBoundary>,
    );
  render(address.lesson ?? lessons[0]);

  void site.load().then(({ title, theme: wanted, language, lessons: chosen }) => {
    if (title !== null) document.title = title;
    if (language !== null) document.documentElement.lang = language;
    theme.suggest(wanted);
    if (address.lesson === null && chosen !== null) render(chosen[0]);
  });
}

function lessonOf(slug: string | undefined): Lesson {
  const lesson = slug === undefined ? undefined : findLesson(slug);
  if (!lesson) throw new Error('The page came without lessons.');
  return lesson;
}

/** What the instructor has put beside the page; some hosts answer with a page of theirs where there is none. */
async function loadSiteFile(): Promise<string | null> {
  // It may wait for what the first prompt needs.
  const response = await fetch('pinwire.json', { cache: 'no-cache', priority: 'low' });
  const isJson = response.headers.get('Content-Type')?.includes('json') === true;
  return response.ok && isJson ? response.text() : null;
}
