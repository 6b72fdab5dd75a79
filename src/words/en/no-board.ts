import { area } from '../area';

/** A browser that can do without headers and without service workers (JavaScript Promise Integration). */
const OTHER_BROWSER = 'Or use a current Chrome, Edge or Firefox, which need none of this.';
const ALLOW = `Allow cookies and site data for this site in the browser’s settings, then reload the page. ${OTHER_BROWSER}`;

/** In place of the tools, where the board cannot run: what stands in the way, why, and what whoever sees it can do. */
export const noBoard = area('noBoard', {
  label: 'Why the board cannot start',
  title: (why: string) => `The board cannot start: ${why}`,
  works:
    'What works all the same: the lesson beside this can be read, and its programs can be copied. They cannot be run here.',
  forHosts: 'If you look after this site',
  headers: 'Serve it over https:// and send these headers with every file; then it runs in every browser:',
  frames:
    'To show it inside a page of yours, isolate that page the same way and write <code>allow="cross-origin-isolated"</code> in the <code>iframe</code>.',
  links: { ownTab: 'Open this page in a tab of its own', https: 'Try it with https://' },
  reasons: {
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
    },
    framed: {
      title: 'the page around this one does not allow it',
      text: 'This page is shown inside another one. This browser gives it what the simulated chip needs only where that page is isolated, too, and passes it on.',
      learner: `Open it in a tab of its own. ${OTHER_BROWSER}`,
    },
    unsupported: {
      title: 'this window has no service workers',
      text: 'The host of this page sends no headers for isolation. A service worker could add them, but this browser has none here: they are missing in private windows of some browsers, and where a setting switches them off (in Firefox: dom.serviceWorkers.enabled in about:config).',
      learner: `Open the page in a window that is not private. ${OTHER_BROWSER}`,
    },
    refused: {
      title: 'this browser refuses the service worker',
      text: 'The host of this page sends no headers for isolation. A service worker could add them, but this browser does not take it: cookies and site data are blocked for this site, or the host lacks the file sw.js.',
      learner: ALLOW,
    },
    'no-storage': {
      title: 'this browser stores nothing for this site',
      text: 'The host of this page sends no headers for isolation. To add them the page has to remember that it was reloaded, and cookies and site data are blocked.',
      learner: ALLOW,
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
  },
});
