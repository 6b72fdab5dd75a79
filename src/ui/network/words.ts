import type { Endpoint } from '../../protocol/air';
import { boardEnd, farEnd, otherSide, type Side } from '../../protocol/network-log';
import { VIRTUAL_NETWORK } from '../../protocol/virtual-hosts';
import { network } from '../../words/en/network';
import { wordsOf } from '../../words/spoken';
import type { Conversation, Datagrams, Lookup } from './traffic';

/** `0`, `412 µs`, `12 ms`, `1.2 s`, `3 min`. */
export function durationWords(milliseconds: number): string {
  const words = wordsOf(network);
  if (milliseconds < 0.0005) return '0';
  if (milliseconds < 1) return words.microseconds(milliseconds * 1000);
  if (milliseconds < 10) return words.milliseconds(milliseconds, 1);
  if (milliseconds < 1000) return words.milliseconds(milliseconds, 0);
  if (milliseconds < 100_000) return words.seconds(milliseconds / 1000);
  return words.minutes(milliseconds / 60_000);
}

/** Who is at the far end: the name that was looked up, or what the address is here. */
export function farName(item: Conversation | Datagrams): string {
  if (item.kind === 'datagrams') return item.name ?? farEnd(item).ip;
  return item.connection.host === 'browser'
    ? wordsOf(network).browserPane
    : (item.name ?? farEnd(item.connection).ip);
}

/** Whether the far end lives in this page or is a host out there; null: it is neither, or nobody is known there. */
export function worldOf(item: Conversation | Datagrams | Lookup): World | null {
  switch (item.kind) {
    case 'conversation': {
      const { host } = item.connection;
      return host === 'real' || host === 'virtual' ? host : null;
    }
    case 'datagrams':
      return worldAt(farEnd(item).ip);
    case 'lookup': {
      const [address] = item.answer?.addresses ?? [];
      return address === undefined ? null : worldAt(address);
    }
  }
}

export type World = 'virtual' | 'real';

function worldAt(ip: string): World | null {
  if (ip.startsWith(VIRTUAL_NETWORK)) return 'virtual';
  // The home network, and what reaches everybody on it.
  return /^(192\.168|255|22[4-9]|23\d)\./.test(ip) ? null : 'real';
}

/** What is to be looked for first: the server's port. */
export function titleOf(item: Conversation | Datagrams): string {
  const { by, to } = item.kind === 'conversation' ? item.connection : item;
  return by === 'board' ? `${farName(item)}:${to.port}` : wordsOf(network).toPort(farName(item), to.port);
}

export const endpointWords = ({ ip, port }: Endpoint): string => `${ip}:${port}`;

/** The colour that a state has (design: green runs, amber waits, red is an error or force). */
export type Tone = 'open' | 'waits' | 'over' | 'failed';

export interface StateWords {
  readonly tone: Tone;
  /** At a glance. */
  readonly short: string;
  /** Who ended it and how. */
  readonly sentence: string;
}

export function stateWords(conversation: Conversation): StateWords {
  const { state, ends, connection } = conversation;
  const words = wordsOf(network);
  const who = (side: Side): string | null => (side === 'board' ? null : farName(conversation));
  const [first, second] = ends;
  switch (state) {
    case 'connecting':
      return said('waits', words.short[state], words.waitsFor(who(otherSide(connection.by))));
    case 'open':
      return said('open', words.short[state], words.openBoth);
    case 'closing':
      return said('open', words.short[state], words.halfClosed(who(first?.by ?? 'lan')));
    case 'closed': {
      const by = who(first?.by ?? 'lan');
      return said('over', words.shortClosed(by), words.closed(by, who(second?.by ?? 'board')));
    }
    case 'reset': {
      const by = who(ends.at(-1)?.by ?? 'lan');
      return said('failed', words.shortReset(by), words.cutOff(by));
    }
    case 'refused': {
      const by = who(otherSide(connection.by));
      return said('failed', words.short[state], words.refused(connection.to.port, by));
    }
    case 'unanswered': {
      const { ip } = (connection.by === 'board' ? farEnd : boardEnd)(connection);
      return said('failed', words.short[state], words.unanswered(ip, who(connection.by)));
    }
    case 'lost':
      return said('failed', words.short[state], words.lost);
  }
}

const said = (tone: Tone, short: string, sentence: string): StateWords => ({ tone, short, sentence });

/** The time of day, to the millisecond: `17:03:08.123`. */
export function clockWords(at: number): string {
  const date = new Date(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  const seconds = `${two(date.getSeconds())}.${String(date.getMilliseconds()).padStart(3, '0')}`;
  return `${two(date.getHours())}:${two(date.getMinutes())}:${seconds}`;
}
