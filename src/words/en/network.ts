import { area } from '../area';
import { number, plural } from './formats';

/** One end of a connection: the board, which is null here, or a host by its name. */
type End = string | null;

const the = (end: End): string => end ?? 'the board';
const capital = (end: End): string => end ?? 'The board';
const plain = (amount: number, digits = 0): string => number(amount, digits);

/** What passes the board's antenna. */
export const network = area('network', {
  save: 'Save capture',
  saveTip: 'Save a capture (pcapng) for Wireshark and tshark',
  clear: 'Clear the list',
  list: 'Traffic, newest first',
  showOlder: (count: number) => `Show ${number(count)} older`,
  nothing: 'Nothing is on the air yet',
  nothingTodo:
    'Let the board ask for a page, as in the lesson’s <code>http_get</code>, or open its own server in the browser. Each lookup and each connection appears here: what went each way, how long it took, who closed it and how.',
  tryIt: (code: string) => `To try it at the prompt: <code>${code}</code>`,
  notListed: (own: string, board: string) =>
    `What the board sends to itself, to <code>${own}</code> or <code>${board}</code>, does not pass its antenna and is not listed.`,
  browserPane: 'Browser pane',
  toPort: (name: string, port: number) => `${name} → port ${port}`,
  emptyName: '(empty name)',
  asked: 'asked, no answer yet',
  is: (addresses: readonly string[]) => `is ${addresses.join(', ')}`,
  noSuchName: 'no such name',
  datagrams: (count: number) => `${number(count)} ${plural(count, { one: 'datagram', other: 'datagrams' })}`,
  began: (time: string) => `Began at ${time}`,
  worlds: { real: 'real', virtual: 'virtual' },
  worldTips: { real: 'A real host, by the proxy', virtual: 'A host of this page' },
  sentByBoard: 'sent by the board',
  received: 'received',
  shortBytes: (count: number) => `${count} B`,
  linkUp: 'the access point is on again',
  linkDown: 'the access point was switched off',
  notKept: (count: number) =>
    `${plural(count, { one: 'One older event was', other: `${number(count)} older events were` })} not kept: only so much is while this view is closed.`,
  microseconds: (value: number) => `${plain(value)} µs`,
  milliseconds: (value: number, digits: number) => `${plain(value, digits)} ms`,
  seconds: (value: number) => `${plain(value, 1)} s`,
  minutes: (value: number) => `${plain(value)} min`,
  /** How a connection stands: at a glance, and who ended it and how. */
  short: {
    connecting: 'connecting…',
    open: 'open',
    closing: 'half closed',
    refused: 'refused',
    unanswered: 'no answer',
    lost: 'network restarted',
  },
  shortClosed: (by: End) => `closed by ${the(by)}`,
  shortReset: (by: End) => `reset by ${the(by)}`,
  waitsFor: (end: End) => `Waits for an answer of ${the(end)}.`,
  openBoth: 'Open in both directions.',
  halfClosed: (by: End) => `${capital(by)} has closed its direction (FIN) and can still receive.`,
  closed: (first: End, second: End) => `Closed by ${the(first)} first (FIN), then by ${the(second)}.`,
  /** Whether others can read what a connection carries. */
  secrecy: {
    none: 'Not encrypted.',
    form: 'TLS in form only: not encrypted.',
    encrypted: {
      open: (protocol: string, host: string) =>
        `Encrypted (${protocol}) between the proxy and ${host}, not between this page and the proxy.`,
      local: (protocol: string, host: string) =>
        `Encrypted (${protocol}) between the proxy and ${host}. Between this page and the proxy it is not, but stays on this computer.`,
      encrypted: (protocol: string, host: string) =>
        `Encrypted (${protocol}) between the proxy and ${host}, and once more between this page and the proxy, which can read it.`,
    },
    trusted: 'As on the chip, nobody checked the certificate. It would have passed.',
    /** `flaw`: what is wrong with it, as OpenSSL calls that. */
    distrusted: (flaw: string) =>
      `As on the chip, nobody checked the certificate. It would not have passed (${flaw}).`,
  },
  cutOff: (by: End) =>
    `${capital(by)} cut it off (RST): both directions ended at once, and what was on its way is lost.`,
  refused: (port: number, by: End) => `Refused (RST): nothing listens on port ${port} of ${the(by)}.`,
  unanswered: (ip: string, by: End) => `Nobody answered at ${ip}; ${the(by)} gave up.`,
  lost: 'The network was started anew: what became of it is not known.',
  /** One connection, opened. */
  gap: (count: number) =>
    `The beginning, ${number(count)} ${plural(count, { one: 'event', other: 'events' })}, is no longer kept.`,
  inOrder: (far: string) => `What the board and ${far} sent, in order`,
  silence: (duration: string) => `${duration} without a word`,
  leftOut: (count: number) => `${number(count)} ${plural(count, { one: 'step', other: 'steps' })} left out`,
  steps: {
    open: 'asks for a connection',
    opened: 'agrees',
    accepted: 'the program takes it:',
    refused: 'refuses',
    encrypted: 'from here on the proxy encrypts:',
    fin: 'sends no more',
    reset: 'cuts it off',
  },
  pieces: (size: string, count: number, duration: string) =>
    `${size} in ${number(count)} pieces, ${duration}`,
  kinds: { sent: 'Sent', request: 'Request', response: 'Response' },
  by: (end: End) => `by ${the(end)}`,
  head: 'Head',
  headGoesOn: 'The empty line that ends the head has not come.',
  noBody: 'No body.',
  body: 'Body',
  chunks: (count: number) =>
    plural(count, { one: 'came in one chunk', other: `put together from ${number(count)} chunks` }),
  newest: 'The newest datagram',
  newestShort: 'Newest datagram',
  datagram: 'Datagram',
  theFirst: (size: string) => `the first ${size} of it`,
  notText: 'not text',
});
