import type { NoCarrier } from '../../session/carrier-choice';

export interface NoBoardWords {
  /** What stands in the way. */
  readonly title: string;
  /** Why, in a sentence or two. */
  readonly text: string;
  /** What whoever sees it can do. */
  readonly learner: string;
  /** An address that would do better. */
  readonly link?: (here: URL) => { readonly words: string; readonly href: string };
}

/** A browser that can do without headers and without service workers (JavaScript Promise Integration). */
const OTHER_BROWSER = 'Or use a current Chrome, Edge or Firefox, which need none of this.';

const sameInTab = (here: URL) => ({ words: 'Open this page in a tab of its own', href: here.href });

export const NO_BOARD: Readonly<Record<NoCarrier, NoBoardWords>> = {
  'no-wasm': {
    title: 'WebAssembly is switched off in this browser',
    text: 'The simulated chip is a WebAssembly program. Browsers switch that off in their strictest security settings: Lockdown Mode of Safari, “Safest” of Tor Browser.',
    learner: 'Allow this site in that setting, or use another browser.',
  },
  'not-shared': {
    title: 'this browser shares no memory between threads',
    text: 'The page is isolated, and this browser still keeps memory from being shared with workers, which the simulated chip needs: browsers on WebKitGTK do so unless they are started with JSC_useSharedArrayBuffer=1.',
    learner: 'Use Chrome, Edge, Firefox or Safari.',
  },
  insecure: {
    title: 'this address is not secure',
    text: 'The page came over http://. This browser gives pages what the simulated chip needs over https:// only, or from this computer itself.',
    learner: `Try the same address with https:// in front. ${OTHER_BROWSER}`,
    link: (here) => ({
      words: 'Try it with https://',
      href: here.href.replace(/^http:/, 'https:'),
    }),
  },
  framed: {
    title: 'the page around this one does not allow it',
    text: 'This page is shown inside another one. This browser gives it what the simulated chip needs only where that page is isolated, too, and passes it on.',
    learner: `Open it in a tab of its own. ${OTHER_BROWSER}`,
    link: sameInTab,
  },
  unsupported: {
    title: 'this window has no service workers',
    text: 'The host of this page sends no headers for isolation. A service worker could add them, but this browser has none here: they are missing in private windows of some browsers, and where a setting switches them off (in Firefox: dom.serviceWorkers.enabled in about:config).',
    learner: `Open the page in a window that is not private. ${OTHER_BROWSER}`,
  },
  refused: {
    title: 'this browser refuses the service worker',
    text: 'The host of this page sends no headers for isolation. A service worker could add them, but this browser does not take it: cookies and site data are blocked for this site, or the host lacks the file sw.js.',
    learner: `Allow cookies and site data for this site in the browser’s settings, then reload the page. ${OTHER_BROWSER}`,
  },
  'no-storage': {
    title: 'this browser stores nothing for this site',
    text: 'The host of this page sends no headers for isolation. To add them the page has to remember that it was reloaded, and cookies and site data are blocked.',
    learner: `Allow cookies and site data for this site in the browser’s settings, then reload the page. ${OTHER_BROWSER}`,
  },
  silent: {
    title: 'the service worker did not start',
    text: 'The host of this page sends no headers for isolation. The service worker that adds them was loaded and did not start in time.',
    learner: `Reload the page. ${OTHER_BROWSER}`,
  },
  'in-vain': {
    title: 'the headers for isolation did not arrive',
    text: 'The page was reloaded with headers for isolation, and the browser still does not isolate it. A reload past the cache (with Shift) leaves them out; an extension or a proxy may take them away.',
    learner: `Reload the page once more, without Shift. ${OTHER_BROWSER}`,
  },
};
