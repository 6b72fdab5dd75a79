// The end-to-end tests need a Chromium: one that is there, else Playwright's, else the system's package.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './run.mjs';

/**
 * What Chromium is to leave out. Of two such lists it takes the last one, so this has what Playwright's has
 * (its chromiumSwitches): what asks for real hosts by itself, and what makes a page's timing hard to tell. But for
 * ThirdPartyStoragePartitioning, which Chrome has: without it a frame of another site gets no service worker.
 */
const leftOut = [
  'AimEnabled',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  // Two hidden pages of the browser's own for every window, which cost a third of a test's time.
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxPopup',
];

/** How Chromium is started: also as root, without a graphics card, and without requests of its own. */
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${leftOut.join(',')}`,
];

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const places = [
  '/usr/bin',
  '/usr/local/bin',
  '/snap/bin',
  '/opt/google/chrome',
  '/usr/lib/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

/** Long enough for the download over a slow line, short enough to end in words rather than in a hung build. */
const downloadTime = 300_000;

/**
 * Where a Chromium of the system may be, best first. PATH comes before the usual places.
 * @param {NodeJS.ProcessEnv} env
 * @returns {string[]}
 */
export function systemCandidates(env) {
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return [...folders, ...places].flatMap((place) =>
    /chrom(e\.exe|ium|e)$/i.test(place) && /[\\/](MacOS|Application)[\\/]/.test(place)
      ? [place]
      : names.map((name) => join(place, name)),
  );
}

/**
 * Whether a browser starts here: one whose libraries are missing, or a stand-in that only tells how to install the
 * real one, is of no use.
 * @param {string} path
 */
async function starts(path) {
  if (!existsSync(path)) return false;
  if (process.platform === 'win32') return true; // Chrome opens a window there, whatever it is asked
  return (await run(path, ['--version'], { cwd: '/', output: 'capture', timeout: 20_000 })).code === 0;
}

/** @returns {Promise<string>} where Playwright keeps its own Chromium, there or not */
async function playwrightsOwn() {
  const { chromium } = await import('@playwright/test');
  return chromium.executablePath();
}

/**
 * @typedef {object} Surroundings
 * @property {NodeJS.ProcessEnv} env
 * @property {(path: string) => Promise<boolean>} starts
 * @property {() => Promise<string>} own
 */

/**
 * Finds a Chromium without installing anything.
 * @param {Partial<Surroundings>} [surroundings] for tests
 * @returns {Promise<{ path: string } | { problem: string } | null>} null when there is none
 */
export async function findChromium(surroundings = {}) {
  const here = { env: process.env, starts, own: playwrightsOwn, ...surroundings };
  const named = here.env['PINWIRE_CHROMIUM'];
  if (named !== undefined && named !== '') {
    if (await here.starts(named)) return { path: named };
    return { problem: `PINWIRE_CHROMIUM names ${named}, which is not there or does not start.` };
  }
  for (const path of new Set([...systemCandidates(here.env), await here.own()])) {
    if (await here.starts(path)) return { path };
  }
  return null;
}

/**
 * Finds a Chromium, or installs one.
 * @param {string} root the repository
 * @param {(line: string) => void} say
 * @returns {Promise<{ path: string } | { problem: string }>}
 */
export async function ensureChromium(root, say) {
  const present = await findChromium();
  if (present !== null) return present;

  say("No Chromium found here. Getting Playwright's …");
  const playwright = join(root, 'node_modules/@playwright/test/cli.js');
  await run(process.execPath, [playwright, 'install', '--no-shell', 'chromium'], {
    cwd: root,
    timeout: downloadTime,
  });
  const downloaded = await findChromium();
  if (downloaded !== null) return downloaded;

  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    say("Playwright's Chromium is not to be had or does not start here. Installing the system's package …");
    const options = { cwd: root, env: { DEBIAN_FRONTEND: 'noninteractive' }, timeout: downloadTime };
    await run('apt-get', ['update', '-q'], options);
    await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], options);
    const installed = await findChromium();
    if (installed !== null) return installed;
  }
  return {
    problem:
      'The end-to-end tests need Chromium, and none could be found or installed. Install Chromium or Chrome, or ' +
      'set PINWIRE_CHROMIUM to the path of its program.',
  };
}
