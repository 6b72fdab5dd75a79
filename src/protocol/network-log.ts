import type { Endpoint, StreamId } from './air';

/** One thing that happened on the LAN, as the network view, checks and captures read it. Times are of the page's clock. */
export type NetworkLogEntry = { readonly at: number } & (
  | { kind: 'query'; name: string }
  | { kind: 'answer'; name: string; addresses: readonly string[] }
  | { kind: 'open'; stream: StreamId; from: Endpoint; to: Endpoint; by: 'board' | 'lan'; host: HostKind }
  | { kind: 'opened' | 'refused' | 'accepted'; stream: StreamId }
  | { kind: 'data'; stream: StreamId; by: 'board' | 'lan'; bytes: Uint8Array }
  | { kind: 'fin' | 'reset'; stream: StreamId; by: 'board' | 'lan' }
  | { kind: 'datagram'; from: Endpoint; to: Endpoint; bytes: Uint8Array }
);

/** Who is at the other end: one of ours, the page's browser pane, the board itself, a real host, or nobody. */
export type HostKind = 'virtual' | 'browser' | 'board' | 'real' | 'nobody';
