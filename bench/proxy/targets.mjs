// What the proxies lead to, in a thread of its own: an echo, a source that sends as fast as it is read, and a sink that
// says one byte for each million that it got.
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
const sink = createServer((socket) => {
  socket.setNoDelay(true);
  socket.on('error', () => undefined);
  let got = 0;
  socket.on('data', (bytes) => {
    const before = Math.floor(got / 1e6);
    got += bytes.length;
    socket.write(Buffer.alloc(Math.floor(got / 1e6) - before));
  });
});

/** @param {import('node:net').Server} server @returns {Promise<number>} */
const listen = (server) =>
  new Promise((settle) =>
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      settle(address !== null && typeof address === 'object' ? address.port : 0);
    }),
  );
parentPort?.postMessage({ echo: await listen(echo), source: await listen(source), sink: await listen(sink) });
