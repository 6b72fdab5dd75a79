import type { Endpoint, QueryId, StreamId } from './air';

/**
 * One thing that passed the board's antenna, as the network view, checks and captures read it. Every entry can be read
 * on its own: a reader that came late knows who talks to whom and where in the stream it is.
 */
export type NetworkLogEntry = {
  /** Milliseconds since 1970, never less than in the entry before. */
  readonly at: number;
} & (
  | /** The log begins, empty: what a network before this one had logged is over. */
    { readonly kind: 'started' }
    /** So many older entries gave way before anybody read them. */
  | { readonly kind: 'missed'; readonly entries: number }
  /** The access point was switched off, or on again. */
  | { readonly kind: 'link'; readonly up: boolean }
  | { readonly kind: 'query'; readonly query: QueryId; readonly name: string }
  | {
      readonly kind: 'answer';
      readonly query: QueryId;
      readonly name: string;
      readonly addresses: readonly string[];
    }
  | (OfConnection & { readonly kind: 'open' | 'opened' | 'refused' | 'accepted' | 'fin' | 'reset' })
  | (OfConnection & { readonly kind: 'data'; readonly bytes: Uint8Array })
  /** From here on the proxy speaks TLS with the real host. It passed no antenna: it says what the board's TLS means out there. */
  | (OfConnection & { readonly kind: 'encrypted'; readonly encryption: Encryption })
  | {
      readonly kind: 'datagram';
      readonly by: Side;
      readonly from: Endpoint;
      readonly to: Endpoint;
      readonly bytes: Uint8Array;
    }
);

/** How a connection to a real host is encrypted; the board itself encrypts nothing. */
export interface Encryption {
  /** Between proxy and host, such as `TLSv1.3`. */
  readonly protocol: string;
  /** Why a browser would not believe the host's certificate, as OpenSSL calls it; the chip looks at none. Null: it would. */
  readonly flaw: string | null;
  /** The way to the proxy: encrypted, too, or not, or within this computer. */
  readonly toProxy: 'encrypted' | 'open' | 'local';
}

/** Which side of the antenna. */
export type Side = 'board' | 'lan';

interface OfConnection {
  readonly connection: LoggedConnection;
  /** Who sent it. */
  readonly by: Side;
  /** Bytes that each side had sent on this connection before: with them, `data` has its place in the stream. */
  readonly sent: Readonly<Record<Side, number>>;
}

/** Entries of one connection that are told together share one object. */
export interface LoggedConnection {
  readonly stream: StreamId;
  /** When its SYN was sent: with `stream`, which boards use anew after a reset, this names the connection. */
  readonly openedAt: number;
  readonly by: Side;
  readonly from: Endpoint;
  readonly to: Endpoint;
  /** Who is at the end that is not the board's. */
  readonly host: HostKind;
}

/** Who is at the other end: one of ours, the page's browser pane, the board itself, a real host, or nobody. */
export type HostKind = 'virtual' | 'browser' | 'board' | 'real' | 'nobody';

export type ConnectionEntry = Extract<NetworkLogEntry, { connection: LoggedConnection }>;
export type DatagramEntry = Extract<NetworkLogEntry, { kind: 'datagram' }>;

/** Two ends and who is at the first one: a connection, or a datagram. */
type Directed = Pick<LoggedConnection, 'by' | 'from' | 'to'>;

export function otherSide(side: Side): Side {
  return side === 'board' ? 'lan' : 'board';
}

export function boardEnd({ by, from, to }: Directed): Endpoint {
  return by === 'board' ? from : to;
}

export function farEnd({ by, from, to }: Directed): Endpoint {
  return by === 'board' ? to : from;
}

/** Names a connection among all of a page's life. */
export function connectionKey({ stream, openedAt }: LoggedConnection): string {
  return `${stream}@${openedAt}`;
}
