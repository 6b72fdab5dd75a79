import { area } from '../area';

/** What the service worker shows in a tab of the browser that is to show a board's page, and cannot. */
export const deviceTabs = area('deviceTabs', {
  ownerGone: {
    title: 'The tab that ran this board is gone',
    why: 'This page came from a board that ran in another tab of this browser. That tab was closed or reloaded.',
    todo: 'Open Pinwire, start the server again, and open its page from there.',
  },
  ownerSilent: {
    title: 'The tab that runs this board does not answer',
    why: 'The browser may have put it to sleep, or its network stopped.',
    todo: 'Look at that tab, then try again.',
  },
  noRights: {
    title: 'This page has rights that the board’s pages do not have any more',
    why: 'It was opened before: now they are sandboxed, and what they serve may not come into it.',
    todo: 'Reload the page. Full rights are given in Pinwire, beside “Open in a new tab”.',
  },
  tooLarge: {
    title: 'The request is too large',
    why: 'More than 16 MB were to be sent to the board.',
    todo: 'Send less at a time.',
  },
  tryAgain: 'Try again',
  openPinwire: 'Open Pinwire',
  sandboxed:
    'This page is sandboxed: its scripts cannot ask the board for anything. If you trust its program, say so in Pinwire, beside "Open in a new tab", and reload.',
});
