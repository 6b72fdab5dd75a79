import { parseArgs } from 'node:util';
import { join } from 'node:path';
import { build, isBuilt } from '../../tools/build.mjs';
import { type BrowserKind, type BrowserName, BROWSERS, findBrowser } from './browsers';
import { holds, type Pilot } from './pilot';
import { type Serving, serveAs, SERVINGS, type ServingName } from './servings';
import { wholeTutorial, whyNoBoard } from './tutorial';

export const VISITS = ['first', 'reload', 'hard reload', 'second tab', 'offline', 'private'] as const;
type Visit = (typeof VISITS)[number];

/** How one visit went: whether the whole tutorial passed, or why it cannot be tried there. */
type Outcome =
  | { readonly passed: true; readonly seconds: number; readonly carrier: string }
  | { readonly passed: false; readonly why: string }
  | { readonly notPossible: string };

type OfServing = Partial<Record<Visit, Outcome>>;
type OfBrowser = Partial<Record<ServingName, OfServing>> | { readonly problem: string };

const root = process.cwd();

async function matrix(browsers: readonly BrowserName[], servings: readonly ServingName[]) {
  if (!isBuilt(root) && (await build(root)).code !== 0) throw new Error('The build failed.');
  const report: Partial<Record<BrowserName, OfBrowser>> = {};
  for (const name of browsers) {
    const found = await findBrowser(name);
    if ('problem' in found) {
      report[name] = found;
      continue;
    }
    const rows: Partial<Record<ServingName, OfServing>> = {};
    for (const serving of servings) rows[serving] = await visits(found, serving, name);
    report[name] = rows;
  }
  return report;
}

async function visits(kind: BrowserKind, name: ServingName, browser: string): Promise<OfServing> {
  const serving = await serveAs(name, join(root, 'dist'));
  const outcomes: OfServing = {};
  const note = async (visit: Visit, pilot: Pilot, before: () => Promise<void>) => {
    const outcome = await attempt(pilot, before);
    outcomes[visit] = outcome;
    console.error(`${browser}, ${name}, ${visit}: ${JSON.stringify(outcome)}`);
  };
  try {
    await inBrowser(kind, true, (pilot) =>
      note(kind.keeps ? 'private' : 'first', pilot, () => pilot.open(serving.url)),
    );
    await inBrowser(kind, false, async (pilot) => {
      if (kind.keeps) await note('first', pilot, () => pilot.open(serving.url));
      else await attempt(pilot, () => pilot.open(serving.url));
      await note('reload', pilot, () => pilot.reload('plain'));
      if (kind.reloadsHard) await note('hard reload', pilot, () => pilot.reload('hard'));
      const tab = async () => {
        await pilot.newTab();
        await pilot.open(serving.url);
      };
      await note('second tab', pilot, tab);
      const before = outcomes['second tab'];
      const why =
        before && 'notPossible' in before ? before.notPossible : await whyNoServiceWorker(serving, pilot);
      if (why !== null) outcomes.offline = { notPossible: why };
      else
        await note('offline', pilot, async () => {
          await holds('a copy of the whole site', () => pilot.read('pinwire', COPY_IS_WHOLE));
          await serving.goOffline();
          await tab();
        });
    });
  } finally {
    await serving.close();
  }
  return outcomes;
}

async function inBrowser(
  kind: BrowserKind,
  isPrivate: boolean,
  use: (pilot: Pilot) => Promise<void>,
): Promise<void> {
  const pilot = await kind.start({ isPrivate });
  try {
    await use(pilot);
  } finally {
    await pilot.close();
  }
}

async function attempt(pilot: Pilot, before: () => Promise<void>): Promise<Outcome> {
  const start = performance.now();
  try {
    await before();
    const noBoard = await whyNoBoard(pilot);
    if (noBoard !== null) return { notPossible: noBoard };
    await wholeTutorial(pilot);
    const carrier = await pilot.read('pinwire', `crossOriginIsolated ? 'isolated' : 'not isolated'`);
    return {
      passed: true,
      seconds: Math.round((performance.now() - start) / 100) / 10,
      carrier: String(carrier),
    };
  } catch (error) {
    return { passed: false, why: error instanceof Error ? error.message : String(error) };
  }
}

/** src/sw/offline: a cache has this when it holds its build whole. */
const COPY_IS_WHOLE = `caches.match(new URL('.complete', document.baseURI).href).then(Boolean)`;

/** What the browser says where it gives the page no service worker. */
async function whyNoServiceWorker({ secure }: Serving, pilot: Pilot): Promise<string | null> {
  if (!secure) return 'Browsers give service workers over https:// and from loopback only.';
  const asked = `!navigator.serviceWorker ? 'The browser has no service workers here.'
    : navigator.serviceWorker.getRegistration().then(() => null, String)`;
  return (await pilot.read('pinwire', asked)) as string | null;
}

function chosen<T extends string>(what: string, text: string | undefined, all: readonly T[]): readonly T[] {
  if (text === undefined) return all;
  return text.split(',').map((word) => {
    const found = all.find((each) => each === word);
    if (found === undefined) throw new Error(`There is no ${what} “${word}”; there are ${all.join(', ')}.`);
    return found;
  });
}

const isWell = (outcome: Outcome): boolean => 'notPossible' in outcome || outcome.passed;

/** Found while this module is imported: Vite's module runner, which imports it, closes after that. */
async function run() {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ options: { browser: text, serving: text } });
  const report = await matrix(
    chosen('browser', values.browser, BROWSERS),
    chosen('serving', values.serving, SERVINGS),
  );
  const rows = Object.values(report).flatMap((browser) =>
    'problem' in browser ? [] : Object.values(browser),
  );
  return { report, isWell: rows.length > 0 && rows.flatMap((row) => Object.values(row)).every(isWell) };
}

export const result = await run();
