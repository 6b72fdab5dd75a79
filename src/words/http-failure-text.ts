import type { HttpFailure } from '../protocol/http';
import { unreachable } from '../shared/unreachable';
import type { Translation } from './areas';

type Words = Translation['httpFailures'];

/** A page the browser shows in place of the board's: what happened, why, what to do. */
export interface FailureText {
  readonly title: string;
  readonly why: string;
  readonly todo: string;
  /** The first bytes of what came, where that helps. */
  readonly received?: string;
}

/** Seconds for which an answer is waited for. */
const PATIENCE = 10;

export function failureText(
  failure: HttpFailure,
  { ip, port }: { readonly ip: string; readonly port: number },
  words: Words,
  patience = PATIENCE,
): FailureText {
  switch (failure.kind) {
    case 'nothing-listens':
      return words.nothingListens(ip, port);
    case 'not-accepted':
      return words.notAccepted(port);
    case 'no-answer':
      return withReceived(failure.received, words.noAnswer(patience));
    case 'closed-early':
      return withReceived(failure.received, words.closedEarly);
    case 'reset':
      return withReceived(failure.received, words.reset);
    case 'not-http':
      return withReceived(failure.received, words.notHttp);
    case 'unreachable':
      return words.unreachable(ip);
    case 'too-large':
      return words.tooLarge(size(failure.limit, words));
    case 'bad-status':
      return words.badStatus(failure.status);
    case 'too-many':
      return words.tooMany(failure.limit);
    case 'cancelled':
      return words.cancelled;
    case 'network-lost':
      return words.networkLost;
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

export function size(bytes: number, words: Words): string {
  if (bytes < 1024) return words.bytes(bytes);
  const kib = bytes / 1024;
  return kib < 1024 ? words.kilobytes(kib, kib < 10 ? 1 : 0) : words.megabytes(kib / 1024, 1);
}

function withReceived(bytes: Uint8Array, text: FailureText): FailureText {
  return bytes.length === 0 ? text : { ...text, received: readableBytes(bytes) };
}
