import WebSocket from 'ws';
import type { OpenSocket } from '../net/wisp/socket';

/** A WebSocket in Node, which is asked by the same rules as a browser's. */
export const openNodeSocket: OpenSocket = (url, protocols, { onMessage, onClose }) => {
  const socket = new WebSocket(url, [...protocols], {
    perMessageDeflate: false,
    // A proxy judges by it who asks; a page on this machine is what a board in Node stands for.
    origin: new URL(url).origin.replace(/^ws/, 'http'),
  });
  socket.binaryType = 'nodebuffer';
  socket.on('message', (data: Buffer, isBinary) => onMessage(isBinary ? data : new Uint8Array(0)));
  // What went wrong is not told any better by a browser; `close` follows.
  socket.on('error', () => undefined);
  socket.on('close', onClose);
  return { send: (bytes) => socket.send(bytes), close: () => socket.close() };
};
