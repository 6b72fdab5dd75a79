import type { Endpoint } from '../../protocol/air';
import { boardEnd, farEnd, otherSide, type Side } from '../../protocol/network-log';
import { VIRTUAL_NETWORK } from '../../protocol/virtual-hosts';
import type { Conversation, Datagrams, Lookup } from './traffic';

/** `0`, `412 µs`, `12 ms`, `1.2 s`, `3 min`. */
export function durationWords(milliseconds: number): string {
  if (milliseconds < 0.0005) return '0';
  if (milliseconds < 1) return `${Math.round(milliseconds * 1000)} µs`;
  if (milliseconds < 10) return `${milliseconds.toFixed(1)} ms`;
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 100_000) return `${(milliseconds / 1000).toFixed(1)} s`;
  return `${Math.round(milliseconds / 60_000)} min`;
}

/** Who is at the far end: the name that was looked up, or what the address is here. */
export function farName(item: Conversation | Datagrams): string {
  if (item.kind === 'datagrams') return item.name ?? farEnd(item).ip;
  return item.connection.host === 'browser' ? 'Browser pane' : (item.name ?? farEnd(item.connection).ip);
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
  return by === 'board' ? `${farName(item)}:${to.port}` : `${farName(item)} → port ${to.port}`;
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
  const who = (side: Side): string => (side === 'board' ? 'the board' : farName(conversation));
  const [first, second] = ends;
  switch (state) {
    case 'connecting':
      return {
        tone: 'waits',
        short: 'connecting…',
        sentence: `Waits for an answer of ${who(otherSide(connection.by))}.`,
      };
    case 'open':
      return { tone: 'open', short: 'open', sentence: 'Open in both directions.' };
    case 'closing':
      return {
        tone: 'open',
        short: 'half closed',
        sentence: `${capital(who(first?.by ?? 'lan'))} has closed its direction (FIN) and can still receive.`,
      };
    case 'closed':
      return {
        tone: 'over',
        short: `closed by ${who(first?.by ?? 'lan')}`,
        sentence: `Closed by ${who(first?.by ?? 'lan')} first (FIN), then by ${who(second?.by ?? 'board')}.`,
      };
    case 'reset': {
      const by = ends.at(-1)?.by ?? 'lan';
      return {
        tone: 'failed',
        short: `reset by ${who(by)}`,
        sentence: `${capital(who(by))} cut it off (RST): both directions ended at once, and what was on its way is lost.`,
      };
    }
    case 'refused': {
      const { port } = connection.to;
      return {
        tone: 'failed',
        short: 'refused',
        sentence: `Refused (RST): nothing listens on port ${port} of ${who(otherSide(connection.by))}.`,
      };
    }
    case 'unanswered':
      return {
        tone: 'failed',
        short: 'no answer',
        sentence: `Nobody answered at ${(connection.by === 'board' ? farEnd : boardEnd)(connection).ip}; ${who(connection.by)} gave up.`,
      };
    case 'lost':
      return {
        tone: 'failed',
        short: 'network restarted',
        sentence: 'The network was started anew: what became of it is not known.',
      };
  }
}

/** A host's name stays as it is. */
function capital(words: string): string {
  return words === 'the board' ? 'The board' : words;
}

/** The time of day, to the millisecond: `17:03:08.123`. */
export function clockWords(at: number): string {
  const date = new Date(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  const seconds = `${two(date.getSeconds())}.${String(date.getMilliseconds()).padStart(3, '0')}`;
  return `${two(date.getHours())}:${two(date.getMinutes())}:${seconds}`;
}
