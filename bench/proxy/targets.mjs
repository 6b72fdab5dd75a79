// What the proxies lead to, in a thread of its own: an echo, and a source that sends as fast as it is read.
import { createServer } from 'node:net';
import { parentPort } from 'node:worker_threads';

const block = Buffer.alloc(65_536, 'pinwire ');

const echo = createServer((socket) => {
  socket.setNoDelay(true);
  socket.on('error', () => undefined);
  socket.pipe(socket);
});
const source = createServer((socket) => {
  socket.on('error', () => undefined);
  const more = () => {
    while (socket.write(block));
  };
  socket.on('drain', more);
  more();
});

/** @param {import('node:net').Server} server @returns {Promise<number>} */
const listen = (server) =>
  new Promise((settle) =>
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      settle(address !== null && typeof address === 'object' ? address.port : 0);
    }),
  );
parentPort?.postMessage({ echo: await listen(echo), source: await listen(source) });
