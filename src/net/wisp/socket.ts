/** A WebSocket, as far as Wisp needs one: binary messages. Handed in, so that the core knows no browser. */
export interface WispSocket {
  /** Takes the bytes over. Says nothing when the socket is closing. */
  send(bytes: Uint8Array<ArrayBuffer>): void;
  close(): void;
}

/** After `onClose` nothing more comes. It comes also when the socket never opened. */
export interface WispSocketHandlers {
  readonly onMessage: (bytes: Uint8Array) => void;
  readonly onClose: () => void;
}

/**
 * @param protocols of `Sec-WebSocket-Protocol`; a browser gives the connection up when the server takes none of them
 * @throws when the address is none
 */
export type OpenSocket = (
  url: string,
  protocols: readonly string[],
  handlers: WispSocketHandlers,
) => WispSocket;
