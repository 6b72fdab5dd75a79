import type { Endpoint } from '../../protocol/air';
import type {
  ConnectionEntry,
  DatagramEntry,
  Encryption,
  LoggedConnection,
  Side,
} from '../../protocol/network-log';

/** What the network view lists: lookups, connections, datagrams between two ends, and places where the log has a gap. */
export type TrafficItem = Lookup | Conversation | Datagrams | LinkChange | Gap;

interface Item {
  /** Never used twice. */
  readonly id: number;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
}

export interface Lookup extends Item {
  readonly kind: 'lookup';
  readonly name: string;
  /** Null while no answer has come. */
  readonly answer: { readonly addresses: readonly string[]; readonly at: number } | null;
}

export type ConversationState =
  /** A SYN is on its way. */
  | 'connecting'
  | 'open'
  /** One side has said that it sends no more. */
  | 'closing'
  /** Both have. */
  | 'closed'
  | 'reset'
  | 'refused'
  /** Given up before anybody answered. */
  | 'unanswered'
  /** The network itself was started anew: how it ended is not known. */
  | 'lost';

export interface Conversation extends Item {
  readonly kind: 'conversation';
  readonly connection: LoggedConnection;
  /** The name by which the board had looked the far end up. */
  readonly name: string | null;
  readonly state: ConversationState;
  readonly sent: Readonly<Record<Side, number>>;
  /** Who ended it, in order: FIN of each side, or one reset. */
  readonly ends: readonly { readonly by: Side; readonly how: 'fin' | 'reset'; readonly at: number }[];
  readonly lastAt: number;
  /** How the proxy encrypts it on its way to a real host; null where it does not. */
  readonly encryption: Encryption | null;
  /** What happened, in order. The list itself grows: an item that changed is another object. */
  readonly entries: readonly ConnectionEntry[];
  /** So many entries at the beginning are no longer kept. */
  readonly forgotten: number;
}

export interface Datagrams extends Item {
  readonly kind: 'datagrams';
  /** The first sender's end, then the other. */
  readonly from: Endpoint;
  readonly to: Endpoint;
  readonly by: Side;
  /** The name by which the board had looked the far end up. */
  readonly name: string | null;
  readonly sent: Readonly<Record<Side, number>>;
  readonly lastAt: number;
  readonly entries: readonly DatagramEntry[];
  readonly forgotten: number;
}

/** The access point was switched off, or on again. */
export interface LinkChange extends Item {
  readonly kind: 'link';
  readonly up: boolean;
}

export interface Gap extends Item {
  readonly kind: 'gap';
  readonly entries: number;
}

export function goesOn(state: ConversationState): boolean {
  return state === 'connecting' || state === 'open' || state === 'closing';
}
