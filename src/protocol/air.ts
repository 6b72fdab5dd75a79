/**
 * What goes over the air between the board's antenna and the LAN. Both directions use the same frames, so a virtual
 * host, the page's browser pane, another board and the real internet are all the same thing to the board: an
 * endpoint on the LAN.
 *
 * A stream is one TCP connection. Flow control is per stream, by byte credit, in each direction: `window` in `open`
 * and `opened` says how many bytes the sender of that frame is ready to take; each `credit` adds to it. Nobody sends
 * more than the credit it has. `fin` closes one direction (half-close); `reset` ends both at once.
 */

/** One end of a connection: an IPv4 address in dotted form and a port. */
export interface Endpoint {
  readonly ip: string;
  readonly port: number;
}

/** Chosen by whoever opens the stream: odd by the board, even by the LAN. Not reused while a page lives. */
export type StreamId = number;

/** Ties a DNS answer to its query. */
export type QueryId = number;

export type AirFrame =
  /** A SYN. No answer at all means that nobody is there. */
  | { kind: 'open'; stream: StreamId; from: Endpoint; to: Endpoint; window: number }
  /** The far end accepted (its TCP completed the handshake). */
  | { kind: 'opened'; stream: StreamId; window: number }
  /** The far end answered with a reset: the port is closed. */
  | { kind: 'refused'; stream: StreamId }
  | { kind: 'data'; stream: StreamId; bytes: Uint8Array }
  /** `bytes` more may be sent to the sender of this frame. */
  | { kind: 'credit'; stream: StreamId; bytes: number }
  | { kind: 'fin'; stream: StreamId }
  | { kind: 'reset'; stream: StreamId }
  /** A UDP packet, at most MAX_DATAGRAM bytes. Without credit: who cannot take it now drops it. */
  | { kind: 'datagram'; from: Endpoint; to: Endpoint; bytes: Uint8Array }
  | { kind: 'query'; query: QueryId; name: string }
  /** `addresses` is empty when the name does not exist or the server failed. */
  | { kind: 'answer'; query: QueryId; addresses: readonly string[] }
  /**
   * Not on the wire of a real network: the board's program took this connection with `accept()`. It lets the browser
   * pane tell "nobody accepts" from "slow to answer".
   */
  | { kind: 'accepted'; stream: StreamId }
  /** Not a packet, either: the access point was switched off, or on again. Only the LAN says so. */
  | { kind: 'link'; up: boolean }
  /** What DHCP tells the router of the board, whenever that has its address from it: its name. */
  | { kind: 'lease'; name: string };

/** Those that belong to a connection. */
export type StreamFrame = Extract<AirFrame, { stream: StreamId }>;

/** What one Ethernet frame of 1,500 bytes carries: the board's lwIP neither splits nor joins IP packets. */
export const MAX_DATAGRAM = 1472;

/** Addresses of the home network (design §4): the board, the router with its DNS, and the page's browser pane. */
export const LAN = {
  board: '192.168.1.42',
  browser: '192.168.1.10',
  router: '192.168.1.1',
  netmask: '255.255.255.0',
  broadcast: '192.168.1.255',
} as const;

/** Which board of its LAN a board is. */
export interface Place {
  /** What DHCP gives it. */
  readonly ip: string;
  /** Of its station: the chip's own (Espressif's prefix). */
  readonly mac: readonly number[];
}

/** The place of a page's board. */
export const ONLY_BOARD: Place = { ip: LAN.board, mac: [0x5c, 0xcf, 0x7f, 0x10, 0x20, 0x42] };
