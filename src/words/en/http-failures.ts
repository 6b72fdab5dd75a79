import { area } from '../area';
import { number } from './formats';

/** In place of a page of the board: what happened, why, what to do. */
export const httpFailures = area('httpFailures', {
  began: 'It began with:',
  bytes: (count: number) => `${count} bytes`,
  kilobytes: (amount: number, digits: number) => `${number(amount, digits)} KB`,
  megabytes: (amount: number, digits: number) => `${number(amount, digits)} MB`,
  nothingListens: (ip: string, port: number) => ({
    title: `Nothing listens on port ${port}`,
    why: `The board at ${ip} refused the connection: no program has a listening socket on port ${port}.`,
    todo: 'Start a server on the board, then reload.',
  }),
  notAccepted: (port: number) => ({
    title: 'The program is busy elsewhere',
    why: `A socket listens on port ${port}, but the program did not call accept() to take this connection.`,
    todo: 'If the server was stopped with Ctrl-C, its socket is still open: type s.close() or press Ctrl-D, then start it again.',
  }),
  noAnswer: (seconds: number) => ({
    title: 'The board did not answer in time',
    why: `The program accepted the connection, and ${seconds} seconds later no whole answer had come.`,
    todo: 'See in the terminal what it waits for. It may wait for bytes that a browser does not send, or work too long before it answers.',
  }),
  closedEarly: {
    title: 'The board closed too early',
    why: 'The program closed the connection before it had sent a whole HTTP answer.',
    todo: 'Send the status line, the headers, an empty line and the body, and call close() after that.',
  },
  reset: {
    title: 'The connection was cut',
    why: 'The board reset the connection: its program ended by an error, or the board was reset.',
    todo: 'The terminal shows why. Start the server again, then reload.',
  },
  notHttp: {
    title: 'It answered, but not HTTP',
    why: 'An HTTP answer begins with a status line such as “HTTP/1.0 200 OK”. This one begins otherwise.',
    todo: 'Send the status line first, end each line with \\r\\n, and put an empty line before the page.',
  },
  unreachable: (ip: string) => ({
    title: `Nobody is at ${ip}`,
    why: 'No host of this network has that address, or the board’s Wi-Fi is not connected.',
    todo: 'Compare it with the board’s own: network.WLAN(network.STA_IF).ifconfig()[0]',
  }),
  tooLarge: (size: string) => ({
    title: 'The answer is too large',
    why: `More than ${size} came, which is where this browser stops.`,
    todo: 'Does the program close the connection when it has sent everything?',
  }),
  badStatus: (status: number) => ({
    title: `The board answered with status ${status}`,
    why: 'A browser shows answers whose status is from 200 to 599, and no others.',
    todo: 'Begin the answer with a status line such as “HTTP/1.0 200 OK”.',
  }),
  tooMany: (limit: number) => ({
    title: 'Too many requests wait for the board',
    why: `${limit} requests are waiting already, so this one was not sent.`,
    todo: 'Let the page ask less often, or wait for each answer before it asks again. Then reload.',
  }),
  cancelled: {
    title: 'Loading was stopped',
    why: 'A newer request took its place, or the board was reset.',
    todo: 'Reload the page to ask again.',
  },
  networkLost: {
    title: 'The board’s network stopped',
    why: 'The part of this page that plays the network broke off. Connections of the board were reset.',
    todo: 'Reload once it is back. If the page says above that it is not, do what it says there first.',
  },
});
