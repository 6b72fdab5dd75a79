import type { AirFrame, Endpoint } from '../protocol/air';

/**
 * Between a net worker and who takes part in its network from another thread: connections that are opened to the board, and
 * hosts that are scripted there. Bytes go by credit in both directions.
 */
export type FromGuest =
  /** A connection to a port of the board; ids of guests are odd. */
  | { readonly kind: 'connect'; readonly id: number; readonly port: number }
  | { readonly kind: 'host'; readonly name: string; readonly ports: readonly number[] }
  | LanFrame
  | GuestData;

export type ToGuest =
  | { readonly kind: 'opened'; readonly id: number; readonly remote: Endpoint }
  | { readonly kind: 'refused'; readonly id: number }
  /** The board has connected to a port of a host; such ids are even. */
  | {
      readonly kind: 'incoming';
      readonly id: number;
      readonly name: string;
      readonly port: number;
      readonly remote: Endpoint;
    }
  /** A host of that name or address is there already. */
  | { readonly kind: 'host-refused'; readonly name: string; readonly why: string }
  | LanFrame
  | GuestData;

/** Between a board and the hub of its LAN, which is a guest's (cli/library/library-lan.ts). */
export interface LanFrame {
  readonly kind: 'lan';
  readonly frame: AirFrame;
}

export type GuestData =
  | { readonly kind: 'data'; readonly id: number; readonly bytes: Uint8Array }
  /** So many bytes were taken, and as many more may be sent. */
  | { readonly kind: 'taken'; readonly id: number; readonly bytes: number }
  /** Nothing more is sent. */
  | { readonly kind: 'end'; readonly id: number }
  | { readonly kind: 'reset'; readonly id: number };

/** So many bytes a guest may have under way to the net worker. */
export const GUEST_WINDOW = 65_536;
