import type { HttpFailure } from './http';
import { unreachable } from '../shared/unreachable';

/** A page the browser shows in place of the board's: what happened, why, what to do. */
export interface FailureText {
  readonly title: string;
  readonly why: string;
  readonly todo: string;
  /** The first bytes of what came, where that helps. */
  readonly received?: string;
}

/** @param patience how long an answer was waited for, in seconds */
export function failureText(
  failure: HttpFailure,
  { ip, port }: { readonly ip: string; readonly port: number },
  patience = 10,
): FailureText {
  switch (failure.kind) {
    case 'nothing-listens':
      return {
        title: `Nothing listens on port ${port}`,
        why: `The board at ${ip} refused the connection: no program has a listening socket on port ${port}.`,
        todo: 'Start a server on the board, such as the one in the lesson’s last section, then reload.',
      };
    case 'not-accepted':
      return {
        title: 'The program is busy elsewhere',
        why: `A socket listens on port ${port}, but the program did not call accept() to take this connection.`,
        todo: 'If the server was stopped with Ctrl-C, its socket is still open: type s.close() or press Ctrl-D, then start it again.',
      };
    case 'no-answer':
      return withReceived(failure.received, {
        title: 'The board did not answer in time',
        why: `The program accepted the connection, and ${patience} seconds later no whole answer had come.`,
        todo: 'See in the terminal what it waits for. It may wait for bytes that a browser does not send, or work too long before it answers.',
      });
    case 'closed-early':
      return withReceived(failure.received, {
        title: 'The board closed too early',
        why: 'The program closed the connection before it had sent a whole HTTP answer.',
        todo: 'Send the status line, the headers, an empty line and the body, and call close() after that.',
      });
    case 'reset':
      return withReceived(failure.received, {
        title: 'The connection was cut',
        why: 'The board reset the connection: its program ended by an error, or the board was reset.',
        todo: 'The terminal shows why. Start the server again, then reload.',
      });
    case 'not-http':
      return withReceived(failure.received, {
        title: 'It answered, but not HTTP',
        why: 'An HTTP answer begins with a status line such as “HTTP/1.0 200 OK”. This one begins otherwise.',
        todo: 'Send the status line first, end each line with \\r\\n, and put an empty line before the page.',
      });
    case 'unreachable':
      return {
        title: `Nobody is at ${ip}`,
        why: 'No host of this network has that address, or the board’s Wi-Fi is not connected.',
        todo: 'Compare it with the board’s own: network.WLAN(network.STA_IF).ifconfig()[0]',
      };
    case 'too-large':
      return {
        title: 'The answer is too large',
        why: `More than ${size(failure.limit)} came, which is where this browser stops.`,
        todo: 'Does the program close the connection when it has sent everything?',
      };
    case 'bad-status':
      return {
        title: `The board answered with status ${failure.status}`,
        why: 'A browser shows answers whose status is from 200 to 599, and no others.',
        todo: 'Begin the answer with a status line such as “HTTP/1.0 200 OK”.',
      };
    case 'too-many':
      return {
        title: 'Too many requests wait for the board',
        why: `${failure.limit} requests are waiting already, so this one was not sent.`,
        todo: 'Let the page ask less often, or wait for each answer before it asks again. Then reload.',
      };
    case 'cancelled':
      return {
        title: 'Loading was stopped',
        why: 'A newer request took its place, or the board was reset.',
        todo: 'Reload the page to ask again.',
      };
    case 'network-lost':
      return {
        title: 'The board’s network stopped',
        why: 'The part of this page that plays the network broke off. Connections of the board were reset.',
        todo: 'Reload once it is back. If the page says above that it is not, do what it says there first.',
      };
    default:
      return unreachable(failure);
  }
}

const SHOWN = 160;

/** Bytes as a programmer reads them: printable ASCII as it is, the rest escaped as Python does. */
export function readableBytes(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes.subarray(0, SHOWN)) text += readableByte(byte);
  return bytes.length > SHOWN ? `${text}…` : text;
}

function readableByte(byte: number): string {
  if (byte === 0x0a) return '\\n\n';
  if (byte === 0x0d) return '\\r';
  if (byte === 0x09) return '\\t';
  if (byte >= 0x20 && byte < 0x7f) return String.fromCharCode(byte);
  return `\\x${byte.toString(16).padStart(2, '0')}`;
}

export function size(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  const kib = bytes / 1024;
  return kib < 1024 ? `${kib.toFixed(kib < 10 ? 1 : 0)} KB` : `${(kib / 1024).toFixed(1)} MB`;
}

function withReceived(bytes: Uint8Array, text: FailureText): FailureText {
  return bytes.length === 0 ? text : { ...text, received: readableBytes(bytes) };
}
