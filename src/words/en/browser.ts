import { area } from '../area';
import { and } from './formats';

/** The browser pane. */
export const browser = area('browser', {
  raw: 'Raw',
  rawTip: 'Head and body exactly as they came',
  rawName: 'Answer as received',
  back: 'Back',
  forward: 'Forward',
  reload: 'Reload',
  address: 'Address',
  cancel: 'Cancel loading',
  auto: 'Auto',
  autoName: 'Automatic reload',
  autoTip: 'Reload once a second',
  restarted: 'The board restarted',
  restartedWhy: 'Reloading Pinwire switches the board off and on. Its program and its open sockets are gone.',
  restartedTodo: 'Start the server again, then press Reload.',
  frame: 'Page from the board',
  picture: 'Sent by the board',
  arrived: (size: string) => `${size} arrived`,
  otherType: (type: string) =>
    `Their type is ${type === '' ? 'not said' : type}, which this browser does not show. “Raw” shows the bytes.`,
  listens: 'A server listens on port 80',
  waits: 'The board waits for a browser to connect.',
  open: (url: string) => `Open ${url}`,
  empty: 'No page yet',
  emptyTodo: (board: string) =>
    `Start a server on the board, as the lesson shows where it has one. When the terminal says it is listening, press Reload: the page of <code>${board}</code> appears here.`,
  boardRestarted: 'The board restarted. This page is from before.',
  foreignFiles: (hosts: readonly string[]) =>
    `The page names files of ${and(hosts)}. This browser loads files from the board only.`,
  notLoaded: {
    title: 'The page cannot be shown',
    why: 'The board answered, but the part of this browser that shows pages could not be loaded.',
    todo: 'Check the connection, then reload. If a new version of Pinwire was published meanwhile, reload the whole page.',
  },
  left: {
    title: 'The page left by itself',
    why: 'A script of the page loaded another address in a way that this browser cannot carry to the board.',
    todo: 'Let it use a link, a form or fetch(). Reload shows the page again.',
  },
  /** Addresses that are refused. */
  typeAddress: (board: string) => `Type the board’s address: http://${board}/`,
  noLink: (text: string) => `“${text}” is not an address.`,
  noAddress: (text: string, board: string) => `“${text}” is not an address. The board’s is http://${board}/`,
  noTls: 'The lesson’s server speaks plain HTTP, without encryption. Use http:// instead of https://.',
  otherScheme: (scheme: string) =>
    `This browser opens http:// addresses and none that begin with ${scheme}//.`,
  outside: (host: string, board: string) =>
    `${host} is outside this classroom network. This browser reaches the board only: http://${board}/`,
  nothingToLoad: 'Nothing to load.',
  tooManyWait: 'Too many requests wait for the board already.',
  /** Another tab of the browser that shows what the board serves. */
  newTab: 'Open in a new tab',
  newTabPages: 'Pages in a new tab',
  inNewTab: (trusted: boolean) => `In a new tab: ${trusted ? 'full rights' : 'sandboxed'}`,
  trusted: 'Full rights',
  trustedTip:
    'For programs you wrote or trust. Scripts of their pages can do what Pinwire can: read and change what it keeps in this browser.',
  sandboxed: 'Sandboxed',
  sandboxedTip:
    'For programs from elsewhere. Links, forms and pictures work; scripts cannot ask the board for anything.',
  noTabs: {
    insecure:
      'Other tabs can show the board’s pages only where Pinwire itself came over HTTPS or from this computer.',
    unsupported:
      'Other tabs can show the board’s pages only in browsers with service workers. This one has none here.',
    refused:
      'Other tabs cannot show the board’s pages: the browser or the host refused Pinwire’s service worker.',
  },
  embedded:
    'Other tabs cannot show the board’s pages while Pinwire is part of another site’s page. Open Pinwire in a tab of its own.',
  tabsStart: 'Other tabs can show the board’s pages in a moment.',
  boardAlone: (board: string) => `Other tabs show pages of the board only: http://${board}/`,
});
