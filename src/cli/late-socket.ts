import type { OpenSocket, WispSocket } from '../net/wisp/socket';

/**
 * Opens sockets by what is loaded for the first of them: few boards need the WebSocket, and Node's HTTP and TLS below it.
 * Nobody sends before the other side has, so nothing is kept here.
 */
export function openLater(load: () => Promise<OpenSocket>): OpenSocket {
  return (url, protocols, handlers) => {
    // Throws at once, as the socket would.
    new URL(url);
    let socket: WispSocket | undefined;
    let isClosed = false;
    load()
      .then((open) => {
        if (isClosed) handlers.onClose();
        else socket = open(url, protocols, handlers);
      })
      .catch(() => handlers.onClose());
    return {
      send: (bytes) => socket?.send(bytes),
      close: () => {
        isClosed = true;
        socket?.close();
      },
    };
  };
}
