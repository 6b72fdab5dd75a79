import { boardEnd, farEnd, type Side } from '../../protocol/network-log';
import type { Check } from '../lesson-data';
import { isOpen, type FarEnd, type SeenConnection } from './connections';
import { Pattern } from './pattern';

type Asked = NonNullable<Check['connection']>;

/** Whether a connection is as asked. */
export function isConnection(seen: SeenConnection, asked: Asked): boolean {
  const { connection, sent } = seen;
  if (asked.to !== undefined && !leadsTo(seen, asked.to)) return false;
  if (asked.from !== undefined && opener(seen) !== asked.from) return false;
  if (asked.port !== undefined && (connection.by === 'board' || boardEnd(connection).port !== asked.port))
    return false;
  if (asked.state !== undefined && !isInState(seen, asked.state)) return false;
  if (asked.closed_by !== undefined && seen.ends[0]?.by !== (asked.closed_by === 'board' ? 'board' : 'lan'))
    return false;
  if (sent.board < (asked.sent_at_least ?? 0) || sent.lan < (asked.received_at_least ?? 0)) return false;
  return saysWhatIsAsked(seen, asked);
}

function saysWhatIsAsked(seen: SeenConnection, asked: Asked): boolean {
  if (asked.sent !== undefined && !contains(seen, 'board', asked.sent)) return false;
  if (asked.not_sent !== undefined && contains(seen, 'board', asked.not_sent)) return false;
  return asked.received === undefined || contains(seen, 'lan', asked.received);
}

/** Whether the far end of a connection that the board opened is this `host:port`. */
export function leadsTo({ connection, names }: SeenConnection, address: string): boolean {
  return connection.by === 'board' && isAt({ far: farEnd(connection), names }, address);
}

/** Whether it is this `host:port`, by its address or a name. */
export function isAt({ far, names }: FarEnd, address: string): boolean {
  const colon = address.lastIndexOf(':');
  const port = address.slice(colon + 1);
  if (port !== '*' && Number(port) !== far.port) return false;
  const host = new Pattern(address.slice(0, colon));
  return [far.ip, ...names].some((name) => host.matches(name));
}

const opener = ({ connection }: SeenConnection): 'board' | 'browser' | 'other' =>
  connection.by === 'board' ? 'board' : connection.host === 'browser' ? 'browser' : 'other';

function isInState(seen: SeenConnection, state: NonNullable<Asked['state']>): boolean {
  const { opened, refused, ends, connection } = seen;
  switch (state) {
    case 'opened':
      return opened;
    case 'open':
      return isOpen(seen);
    case 'refused':
      return refused;
    case 'unanswered':
      return !opened && !refused && ends[0]?.by === connection.by;
    case 'reset':
      return opened && ends.some(({ how }) => how === 'reset');
    case 'closed':
      return opened && ends.length >= 2 && ends.every(({ how }) => how === 'fin');
  }
}

function contains({ bytes }: SeenConnection, by: Side, phrase: string): boolean {
  const kept = bytes[by];
  const sought = new TextEncoder().encode(phrase);
  return kept.text(0, kept.length).includes(String.fromCharCode(...sought));
}
