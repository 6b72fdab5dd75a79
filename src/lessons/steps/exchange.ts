import { readHttp, type HttpMessage } from '../../shared/http-message';
import { otherSide } from '../../protocol/network-log';
import type { SeenConnection } from './connections';

/** A request and its answer, as they passed on one connection: its first ones. */
export interface Exchange {
  readonly by: 'board' | 'browser' | 'other';
  readonly method: string;
  readonly path: string;
  readonly request: HttpMessage;
  /** Null while nothing that looks like an answer has come. */
  readonly status: number | null;
  readonly answer: HttpMessage | null;
  /**
   * `none`: not a byte; `cut`: it ended in the middle, as far as one can tell; `garbled`: not HTTP; `pending`: more may
   * come.
   */
  readonly ending: 'pending' | 'whole' | 'cut' | 'none' | 'garbled';
}

const REQUEST = /^([A-Z]+) (\S+)/;
const STATUS = /^HTTP\/\S+ (\d{3})/;

/** What was read of a connection when so many bytes of each direction had passed. */
interface Read {
  readonly asked: number;
  readonly answered: number;
  readonly request: HttpMessage | null;
  readonly answer: HttpMessage | null;
}

const read = new WeakMap<SeenConnection, Read>();
const exchanges = new WeakMap<
  SeenConnection,
  { readonly version: number; readonly exchange: Exchange | null }
>();

/** Null where no whole head of a request has passed. Read once, however many checks ask. */
export function exchangeOf(seen: SeenConnection): Exchange | null {
  const known = exchanges.get(seen);
  if (known?.version === seen.version) return known.exchange;
  const exchange = makeExchange(seen);
  exchanges.set(seen, { version: seen.version, exchange });
  return exchange;
}

/** A direction that has grown is read anew, the other one is not. */
function readBoth(seen: SeenConnection): Read {
  const { by } = seen.connection;
  const [asked, answered] = [seen.bytes[by], seen.bytes[otherSide(by)]];
  const before = read.get(seen);
  const now = {
    asked: asked.length,
    answered: answered.length,
    request: before?.asked === asked.length ? before.request : readHttp(asked.slice(), 'request'),
    answer: before?.answered === answered.length ? before.answer : readHttp(answered.slice(), 'response'),
  };
  read.set(seen, now);
  return now;
}

function makeExchange(seen: SeenConnection): Exchange | null {
  const { by, host } = seen.connection;
  if (seen.bytes[by].length === 0) return null;
  const { request, answer, answered } = readBoth(seen);
  if (!request?.headComplete) return null;
  const [, method = '', path = ''] = REQUEST.exec(request.start) ?? [];
  const status = STATUS.exec(answer?.start ?? '')?.[1];
  return {
    by: by === 'board' ? 'board' : host === 'browser' ? 'browser' : 'other',
    method,
    path,
    request,
    status: status === undefined ? null : Number(status),
    answer,
    ending: endingOf(seen, answered, answer),
  };
}

function endingOf(seen: SeenConnection, bytes: number, answer: HttpMessage | null): Exchange['ending'] {
  const server = otherSide(seen.connection.by);
  const length = answer?.headComplete === true ? lengthOf(answer) : null;
  // Of a long answer the beginning alone is kept.
  const kept = (answer?.body.length ?? 0) + seen.sent[server] - bytes;
  if (length !== null && kept >= length) return 'whole';
  const end = seen.ends.find((one) => one.by === server) ?? (seen.ends.length > 0 ? seen.ends[0] : undefined);
  if (!end) return 'pending';
  if (bytes === 0) return 'none';
  if (answer === null) return 'garbled';
  const isCut = end.how === 'reset' || end.by !== server || !answer.headComplete || length !== null;
  return isCut ? 'cut' : 'whole';
}

function lengthOf(answer: HttpMessage): number | null {
  const text = fieldOf(answer, 'content-length');
  return text !== null && /^\d+$/.test(text) ? Number(text) : null;
}

/** The value of a header field; null where it is not there. */
export function fieldOf({ fields }: HttpMessage, name: string): string | null {
  for (const field of fields) {
    const colon = field.indexOf(':');
    if (colon > 0 && field.slice(0, colon).trim().toLowerCase() === name.toLowerCase())
      return field.slice(colon + 1).trim();
  }
  return null;
}
