import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { NODE_BUILD } from '../../tools/node-build';
import { Board } from '../device/board';
import { PolledClock } from '../device/polled-clock';
import { Device } from '../interpreter/device';
import type { AirFrame, StreamId } from '../protocol/air';
import { hookAtEveryJump, ScriptedCarrier, type Look } from './scripted-carrier.test-helpers';

/**
 * Firmware is atomic (docs/architecture.md): Ctrl-C never comes half-way through it. Here the whole device runs on a
 * scripted carrier that presses Ctrl-C at every n-th look of the hook, while a program that catches each
 * KeyboardInterrupt and goes on serves clients, byte by byte, and calls out. Nothing may be lost, doubled or leaked.
 */

const CLIENTS = 4;
const REQUEST = 'GET /index.html HTTP/1.0\r\nHost: board\r\n\r\n';
const BODY = 'abcdefghijklmnopqrstuvwxyz'.repeat(5);
const RESPONSE_LENGTH = 3000;

const CALLS = 3;

const PROGRAM = `
import gc, select, socket
response = bytes(i % 251 for i in range(${RESPONSE_LENGTH}))
got = b''
caught = served = called = step = sent = 0
cl = c = None
s = socket.socket()
s.bind(('0.0.0.0', 80))
s.listen(2)

def serve():  # what belongs together has no jump between, so that Ctrl-C takes all of it or nothing
    global got, served, step, sent, cl
    if cl is None or step < 3:
        select.select([cl or s] if cl is None or step < 2 else (), [cl] if cl and step == 2 else (), ())
    if cl is None:
        cl = s.accept()[0]
        step = sent = 0
    elif step == 0:
        line = cl.readline()
        got += line
        step = int(line == b'\\r\\n')
    elif step == 1:
        data = cl.recv(9)
        got += data
        step = 1 + (not data)
    elif step == 2:
        sent += cl.send(response[sent:])
        step = 2 + (sent == len(response))
    else:
        cl.close()
        cl = None
        served += 1

def call():
    global called, c
    address = socket.getaddrinfo('far.example', 23)[0][-1]
    c = socket.socket()
    c.connect(address)
    c.send('hello')
    c.recv(10)
    c.close()
    called += 1

def everything():
    global caught, c
    while True:
        try:
            while served < ${CLIENTS}:
                serve()
            while called < ${CALLS}:
                call()
            return
        except KeyboardInterrupt:
            caught += 1
            c = None
            gc.collect()

def through():  # the jump from a handler back into its loop lies outside the inner try
    try:
        everything()
    except KeyboardInterrupt:
        through()

print('BEGIN')
through()
s.close()
del s, c
gc.collect()
print('END', caught > 0, got == b'${(REQUEST + BODY).replaceAll('\r\n', '\\r\\n')}' * ${CLIENTS})
`;

/** The world beyond the antenna: clients one after another, and a host that answers. Each step is one frame. */
class World {
  readonly toBoard: AirFrame[] = [];
  /** What each client got. */
  readonly responses: number[][] = [];
  /** Connections that the board has finished. */
  finished = 0;
  #clients = 0;

  nextClient(): void {
    if (this.#clients === CLIENTS) return;
    const stream = 2 * ++this.#clients;
    const ends = {
      from: { ip: '192.168.1.10', port: 50_000 + stream },
      to: { ip: '192.168.1.42', port: 80 },
    };
    this.toBoard.push({ kind: 'open', stream, ...ends, window: 100 });
    for (const piece of (REQUEST + BODY).match(/[^]{1,7}/g) ?? [])
      this.toBoard.push({ kind: 'data', stream, bytes: new TextEncoder().encode(piece) });
    this.toBoard.push({ kind: 'fin', stream });
    this.responses.push([]);
  }

  fromBoard(frame: AirFrame): void {
    switch (frame.kind) {
      case 'open':
        this.toBoard.push({ kind: 'opened', stream: frame.stream, window: 1000 });
        return;
      case 'query':
        this.toBoard.push({ kind: 'answer', query: frame.query, addresses: ['203.0.113.7'] });
        return;
      case 'data':
        this.#onData(frame.stream, frame.bytes);
        return;
      case 'fin':
        this.finished++;
        if (frame.stream % 2 === 0) this.nextClient();
        else this.toBoard.push({ kind: 'fin', stream: frame.stream });
        return;
      default:
    }
  }

  #onData(stream: StreamId, bytes: Uint8Array): void {
    if (stream % 2 === 1) {
      this.toBoard.push({ kind: 'data', stream, bytes: new TextEncoder().encode('welcome') });
      return;
    }
    this.responses[stream / 2 - 1]?.push(...bytes);
    this.toBoard.push({ kind: 'credit', stream, bytes: bytes.length });
  }
}

/** Ctrl-C at every n-th look, from the program's beginning until the world is through. */
function script(world: World, every: number): (text: string) => Look {
  let looks = 0;
  let armed = false;
  return (text) => {
    looks++;
    if (looks > 300_000) throw new Error(`the program does not end: ${text} ${JSON.stringify(world)}`);
    if (!armed && text.includes('BEGIN')) armed = true;
    return {
      interrupts: armed && looks % every === 0 && world.finished < CLIENTS + CALLS,
      frame: armed ? world.toBoard.shift() : undefined,
    };
  };
}

/** Runs the program to its end under interrupts; then collects garbage at the prompt and says what is left. */
async function runUnderFire(
  module: WebAssembly.Module,
  every: number,
): Promise<{ text: string; sockets: number; streams: number; responses: number[][] }> {
  const world = new World();
  const carrier = new ScriptedCarrier(script(world, every));
  // Time passes at each look at the clock.
  let now = 0;
  const board = new Board({
    clock: new PolledClock(() => (now += 0.1)),
    random: () => 0.5,
    send: (frame) => world.fromBoard(frame),
  });
  const main = { path: '/main.py', kind: 'file', bytes: new TextEncoder().encode(PROGRAM) } as const;
  const device = new Device(board, carrier, [main]);
  carrier.onFrame = (frame) => board.lwip.receive(frame);
  const left = { sockets: -1, streams: -1 };
  carrier.onIdle = () => {
    if (!carrier.text.endsWith('>>> ')) return;
    left.sockets = board.lwip.openSockets;
    left.streams = board.lwip.openStreams;
    device.receive({ kind: 'uart', bytes: Uint8Array.of(4) });
  };
  world.nextClient();
  await device.live(module);
  return { text: carrier.text, ...left, responses: world.responses };
}

describe('firmware under Ctrl-C', () => {
  let module: WebAssembly.Module;
  beforeAll(async () => {
    hookAtEveryJump();
    module = await WebAssembly.compile(await readFile(path.join(NODE_BUILD, 'micropython.wasm')));
  });

  afterAll(() => vi.restoreAllMocks());

  const response = Array.from({ length: RESPONSE_LENGTH }, (_, index) => index % 251);

  test.each(Array.from({ length: 40 }, (_, index) => index + 40))(
    'loses, doubles and leaks nothing when it comes at every %i. look',
    async (every) => {
      const { text, sockets, streams, responses } = await runUnderFire(module, every);
      expect(text).toContain('END True True');
      expect(responses).toEqual(Array.from({ length: CLIENTS }, () => response));
      expect({ sockets, streams }).toEqual({ sockets: 0, streams: 0 });
    },
  );
});
