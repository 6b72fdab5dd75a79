import { DATA_OVERHEAD } from '../net/wisp/packets';

/** What bounds a proxy, in milliseconds, bytes and counts (network.md §3.1). Where they are set: options.ts. */
export interface Limits {
  readonly connections: number;
  readonly connectionsPerAddress: number;
  readonly connectionsPerMinute: number;
  readonly streams: number;
  readonly connectsPerMinute: number;
  /** Both ways together, over the life of a connection. */
  readonly transfer: number;
  readonly lookupTime: number;
  readonly connectTime: number;
  readonly idleTime: number;
  readonly helloTime: number;
  readonly pingTime: number;
  readonly drainTime: number;
  /** Bytes on a stream that a page may be ahead of its host, with DUPLEX. */
  readonly window: number;
  /** Packets, without. */
  readonly packets: number;
  /** Bytes that may wait in a WebSocket before its hosts are kept waiting. */
  readonly backlog: number;
}

export const DEFAULT_LIMITS: Limits = {
  connections: 64,
  connectionsPerAddress: 8,
  connectionsPerMinute: 60,
  streams: 8,
  connectsPerMinute: 60,
  transfer: 256 * 2 ** 20,
  lookupTime: 5_000,
  connectTime: 10_000,
  idleTime: 120_000,
  helloTime: 5_000,
  pingTime: 20_000,
  drainTime: 5_000,
  window: 131_072,
  packets: 32,
  backlog: 1_048_576,
};

/** What one packet of data carries at most, either way. */
export const MOST_DATA = 65_536;
/** The largest message that is taken: one packet of data. */
export const MOST_MESSAGE = MOST_DATA + DATA_OVERHEAD;
