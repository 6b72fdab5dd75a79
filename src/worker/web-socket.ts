import type { OpenSocket } from '../net/wisp/socket';

/** The browser's WebSocket. */
export const openWebSocket: OpenSocket = (url, protocols, { onMessage, onClose }) => {
  const socket = new WebSocket(url, [...protocols]);
  socket.binaryType = 'arraybuffer';
  socket.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    // A text message is no Wisp: nothing of it can be read.
    onMessage(data instanceof ArrayBuffer ? new Uint8Array(data) : new Uint8Array(0));
  });
  socket.addEventListener('close', onClose, { once: true });
  return { send: (bytes) => socket.send(bytes), close: () => socket.close() };
};
