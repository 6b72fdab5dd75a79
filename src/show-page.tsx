import { createRoot } from 'react-dom/client';
import { firstLesson, lessonSlugs, loadLesson, loadSteps, loadTranslation } from './lessons/our-lessons';
import { SERVICE_WORKER_VERSION, type ToServiceWorker } from './protocol/service-worker';
import type { CarrierFound } from './session/carrier-choice';
import { randomName } from './session/random-name';
import type { Session } from './session/session';
import { serviceWorkers } from './session/site-worker/container';
import { DeviceTabs } from './session/site-worker/device-tabs';
import type { SiteWorker } from './session/site-worker/site-worker';
import { PaneBoundary } from './ui/common/boundary';
import { pageClock } from './ui/common/page-clock';
import { storageIn } from './ui/common/text-store';
import { Diagnostics } from './ui/diagnostics/diagnostics';
import { offlineWords } from './ui/diagnostics/offline-words';
import { pageFacts } from './ui/diagnostics/page-facts';
import type { LanguageChoice } from './ui/language/language-choice';
import { LessonWords, textsOf } from './ui/lesson/lesson-texts';
import { LessonShelf } from './ui/lesson/lesson-shelf';
import { PackDoor } from './ui/lesson/packs/pack-door';
import { packOf } from './ui/lesson/packs/pack-names';
import { pageAddress } from './ui/lesson/page-address';
import { StepsModel } from './ui/lesson/steps-model';
import { App } from './ui/shell/app';
import { paneOf } from './ui/shell/pane-names';
import { readPageAddress } from './ui/shell/page-address';
import { SiteModel } from './ui/shell/site-model';
import { Workbench } from './ui/shell/workbench';
import { Site } from './ui/site/site';
import { Fonts } from './ui/theme/fonts';
import { Theme } from './ui/theme/theme';
import { page } from './words/en/page';
import { LANGUAGE_NAMES } from './words/language';
import { wordsOf } from './words/spoken';
import './ui/theme/fonts.css';
import './ui/theme/tokens.css';
import './ui/theme/base.css';

/** Milliseconds after which comes in any case what waits for the first prompt. */
const AT_LAST = 3000;

/** In place of a lesson's name, while the lessons for which the page's address asks are on their way. */
const WANTED = '--wanted';

/** Asked for at once; a load that failed is tried again by whoever needs it. */
const loadXterm = () => import('./ui/terminal/xterm');
let xterm: ReturnType<typeof loadXterm> | null = loadXterm();

/** The session asks for the same chunk when a program imports something of it. */
const loadLibraries = () => import('./interpreter/libraries');

let siteWorker: Promise<SiteWorker> | null = null;

/** Loaded and started when somebody asks first: not before the first prompt. A load that failed is tried again. */
function loadSiteWorker(): Promise<SiteWorker> {
  siteWorker ??= import('./start-site-worker').then(
    (module) => module.startSiteWorker(),
    (error: unknown) => {
      siteWorker = null;
      throw error;
    },
  );
  return siteWorker;
}

function sayAlive(): void {
  const message: ToServiceWorker = { version: SERVICE_WORKER_VERSION, kind: 'alive' };
  serviceWorkers(window)?.controller?.postMessage(message);
}

/** Draws the page. @param session null where this browser cannot run the board */
export function showPage(session: Session | null, carrier: CarrierFound, language: LanguageChoice): void {
  const store = storageIn(() => window.localStorage);
  const tabStore = storageIn(() => window.sessionStorage);
  const theme = new Theme(store, document.documentElement, window.matchMedia('(prefers-color-scheme: dark)'));
  const fonts = new Fonts(store, document.documentElement);
  const root = document.getElementById('root');
  if (!root) throw new Error('The page has no #root to draw into.');

  const settings = new Site({ load: loadSiteFile, facts: { base: document.baseURI, lessons: lessonSlugs } });
  const address = readPageAddress(window.location.search, lessonSlugs);
  const site = new SiteModel({
    ...{ session, sayAlive },
    clock: pageClock,
    load: loadSiteWorker,
    reload: () => window.location.reload(),
  });
  const diagnostics = new Diagnostics({
    session,
    clock: pageClock,
    wallClock: () => new Date(),
    facts: () => [
      ...pageFacts(__PINWIRE_RELEASE__, window, carrier),
      ['offline', offlineWords(site.state.value)],
    ],
  });
  window.addEventListener('error', ({ error }) => diagnostics.pageError('page', error));
  window.addEventListener('unhandledrejection', ({ reason }) => diagnostics.pageError('page', reason));

  const bench = session
    ? new Workbench(session, {
        store,
        tabStore,
        theme,
        fonts,
        clock: pageClock,
        loadXterm: () => {
          const loading = xterm ?? loadXterm();
          xterm = null;
          return loading;
        },
        newToken: randomName,
        settings,
        site,
        tabs: new DeviceTabs({
          session,
          active: () => site.active(),
          container: serviceWorkers(window),
          clock: pageClock,
          base: document.baseURI,
          embedded: isForeignFrame(),
        }),
        base: document.baseURI,
        diagnostics,
      })
    : null;

  /** There is time for what the first prompt does not need. */
  const begun = new Promise<void>((resolve) => {
    if (bench?.start.over.value === false) bench.start.over.subscribe(() => resolve());
    else resolve();
  });
  const packs = new PackDoor(async () => {
    await begun;
    const { startPacks } = await import('./start-packs');
    return startPacks({
      ...{ shelf, store, clock: pageClock, wanted: address.packs },
      home: () => shelf.offered.value?.[0] ?? firstLesson.data.slug,
      named: settings.load().then((site) => site.packs ?? []),
    });
  });
  const words = new LessonWords(loadTranslation);
  const shelf: LessonShelf = new LessonShelf({
    words,
    first: firstLesson,
    wanted: address.packs === null ? address.lesson : WANTED,
    load: async (slug) => {
      if (slug === WANTED) await (await packs.open()).openWanted();
      return packOf(slug) === null ? loadLesson(slug) : (await packs.open()).lesson(slug);
    },
    packs,
    onForeignCode: ({ pack, whose }) => bench?.trust.takes({ pack, whose }),
    address: pageAddress,
    reloaded: isReload(),
    newSteps: session
      ? (lesson) =>
          new StepsModel({
            ...{ data: lesson.data, store, tabStore, session, clock: pageClock },
            wallClock: () => Date.now(),
            texts: (english) => textsOf(words.translation.value)(english),
            onArrive: (panes) => bench?.reveal(panes.map(paneOf)),
            load: async () => {
              const [rest, { watchSteps }] = await Promise.all([
                lesson.brought
                  ? packs.open().then((opened) => opened.steps(lesson.data.slug))
                  : loadSteps(lesson.data.slug),
                import('./ui/lesson/watch-steps'),
              ]);
              return { rest, watchSteps };
            },
          })
      : null,
    onOpened: () => bench?.runs.clear(),
  });
  void begun.then(() => shelf.begin());
  // So that a program's first import of what the chip has frozen depends on no network that may be gone by then.
  void begun.then(() => pageClock.after(AT_LAST, () => void loadLibraries().catch(() => undefined)));
  if (store.read('packs') !== null) void packs.open();

  // The first prompt brings the fonts, where it comes: not without a board, nor when a program runs from the start.
  if (bench) pageClock.after(AT_LAST, () => fonts.load());
  else {
    fonts.load();
    pageClock.after(AT_LAST, () => void site.start());
  }
  const sayLanguage = (): void => {
    const { value } = language.failed;
    if (value === null) return;
    bench?.notices.say('error', () => wordsOf(page).languageNotLoaded(LANGUAGE_NAMES[value]));
  };
  language.failed.subscribe(sayLanguage);
  sayLanguage();
  for (const problem of address.problems) bench?.notices.say('info', problem);
  createRoot(root).render(
    <PaneBoundary name="Page" onError={(where, error) => diagnostics.pageError(where, error)}>
      <App {...{ shelf, bench, theme, language, store, diagnostics, site, settings, address, carrier }} />
    </PaneBoundary>,
  );

  void settings.load().then((set) => {
    const { title, theme: wanted, language: spoken, lessons: chosen, packs: named } = set;
    if (title !== null) document.title = title;
    void language.suggest(spoken);
    theme.suggest(wanted);
    if (chosen !== null) shelf.offer(chosen);
    if (named !== null) void packs.open();
  });
}

function isReload(): boolean {
  const [navigation] = performance.getEntriesByType('navigation');
  return navigation instanceof PerformanceNavigationTiming && navigation.type === 'reload';
}

/** Whether this page is in a frame of one that it may not look into. */
function isForeignFrame(): boolean {
  try {
    return window.top?.origin !== window.origin;
  } catch {
    return true;
  }
}

/** What the instructor has put beside the page; some hosts answer with a page of theirs where there is none. */
async function loadSiteFile(): Promise<string | null> {
  // It may wait for what the first prompt needs.
  const response = await fetch('pinwire.json', { cache: 'no-cache', priority: 'low' });
  const isJson = response.headers.get('Content-Type')?.includes('json') === true;
  return response.ok && isJson ? response.text() : null;
}
