import { expect, test } from 'vitest';
import { LwipWorld } from './lwip-world.test-helpers';

const IN = 1;
const OUT = 4;
const ERR = 8;
const HUP = 16;
const NVAL = 32;

/** Reference/esp8266 §2.6: the socket, and what poll says when asked for both, for IN, for OUT, for nothing. */
const ROWS: [string, (world: LwipWorld) => number, [number, number, number, number]][] = [
  ['new', (world) => world.lwip.socket(), [OUT | HUP, HUP, OUT | HUP, HUP]],
  ['bound', (world) => world.bound(80), [OUT | HUP, HUP, OUT | HUP, HUP]],
  ['connecting', (world) => world.connecting().socket, [0, 0, 0, 0]],
  ['connected', (world) => world.connected().socket, [OUT, 0, OUT, 0]],
  ['connected, data queued', (world) => world.after('data'), [IN | OUT, IN, OUT, 0]],
  [
    'connected, send buffer full',
    (world) => {
      const { socket } = world.connected(0);
      world.lwip.write(socket, new Uint8Array(2000), false);
      return socket;
    },
    [0, 0, 0, 0],
  ],
  ['listening', (world) => world.listener(), [0, 0, 0, 0]],
  [
    'listening, connection pending',
    (world) => {
      const server = world.listener();
      world.open();
      return server;
    },
    [IN, IN, 0, 0],
  ],
  ['peer closed', (world) => world.after('fin'), [IN | OUT, IN, OUT, 0]],
  [
    'peer RST, not yet read',
    (world) => world.after('reset'),
    [IN | OUT | ERR | HUP, IN | ERR | HUP, OUT | ERR | HUP, ERR | HUP],
  ],
  [
    'RST already reported by recv',
    (world) => {
      const socket = world.after('reset');
      world.recv(socket);
      return socket;
    },
    [IN | HUP, IN | HUP, HUP, HUP],
  ],
  [
    'RST already reported by send',
    (world) => {
      const socket = world.after('reset');
      world.send(socket, 'x');
      return socket;
    },
    [NVAL, NVAL, NVAL, NVAL],
  ],
  ['closed', (world) => world.closed(), [NVAL, NVAL, NVAL, NVAL]],
  ['other error', (world) => world.failed('unanswered'), [ERR, ERR, ERR, ERR]],
  ['UDP', (world) => world.udp(), [OUT, 0, OUT, 0]],
  [
    'UDP, packet queued',
    (world) => {
      const socket = world.udp(5000);
      world.packet('x');
      return socket;
    },
    [IN | OUT, IN, OUT, 0],
  ],
];

test.each(ROWS)('poll of a socket that is %s', (_, make, flags) => {
  const world = new LwipWorld();
  const socket = make(world);
  expect([IN | OUT, IN, OUT, 0].map((asked) => world.lwip.poll(socket, asked))).toEqual(flags);
});
