import { describe, expect, test } from 'vitest';
import type { HttpResult } from '../protocol/http';
import {
  CONDITION_PRESETS,
  GOOD_CONDITIONS,
  lanConditions,
  type LanConditions,
} from '../protocol/lan-conditions';
import { TestBoard } from './test-board.test-helpers';

/**
 * Programs of the kinds that MicroPython's users write, each under every preset and fault of the LAN: an answer that is
 * right, or the exception that the chip has for it, and never a hang. Each network has a board of its own: they wait at
 * the same time.
 */

const PAGE = Array.from(
  { length: 40 },
  (_, n) => `${n} is a line of a page that takes several packets\n`,
).join('');
const PAGE_PROGRAM = `
PAGE = b'HTTP/1.0 200 OK\\r\\n\\r\\n' + b''.join(b'%d is a line of a page that takes several packets\\n' % n for n in range(40))
`;

const SELECT_SERVER = `
import select, socket
server = socket.socket()
server.bind(('', 8080))
server.listen(3)
asked = {}
to_send = {}
print('ser' 'ving')
while True:
    ready, free, broken = select.select([server] + list(asked), list(to_send), list(asked) + list(to_send))
    for s in broken:
        asked.pop(s, None)
        to_send.pop(s, None)
        s.close()
    for s in ready:
        if s is server:
            client = server.accept()[0]
            client.setblocking(False)
            asked[client] = b''
        elif s in asked:
            try:
                part = s.recv(200)
            except OSError:
                part = b''
            asked[s] += part
            if not part:
                del asked[s]
                s.close()
            elif b'\\r\\n\\r\\n' in asked[s]:
                del asked[s]
                to_send[s] = PAGE
    for s in free:
        if s in to_send:
            try:
                to_send[s] = to_send[s][s.send(to_send[s]):]
            except OSError:
                to_send[s] = b''
            if not to_send[s]:
                del to_send[s]
                s.close()
`;

const POLL_SERVER = `
import select, socket
server = socket.socket()
server.bind(('', 8080))
server.listen(3)
poll = select.poll()
poll.register(server, select.POLLIN)
left = {}
print('ser' 'ving')
def drop(s):
    poll.unregister(s)
    left.pop(id(s), None)
    s.close()
while True:
    for s, event in poll.ipoll(5000):
        try:
            if s is server:
                client = s.accept()[0]
                client.setblocking(False)
                poll.register(client, select.POLLIN)
            elif event & ~(select.POLLIN | select.POLLOUT):
                drop(s)
            elif event & select.POLLIN:
                line = s.readline()
                if line == b'':
                    drop(s)
                elif line == b'\\r\\n':
                    left[id(s)] = PAGE
                    poll.modify(s, select.POLLOUT)
            elif event & select.POLLOUT:
                rest = left[id(s)] = left[id(s)][s.send(left[id(s)]):]
                if not rest:
                    drop(s)
        except OSError:
            drop(s)
`;

const ASYNC_SERVER = `
import asyncio
async def serve(reader, writer):
    try:
        while await asyncio.wait_for(reader.readline(), 8) not in (b'', b'\\r\\n'):
            pass
        writer.write(PAGE)
        await writer.drain()
    except (OSError, asyncio.TimeoutError):
        pass
    finally:
        await writer.wait_closed()
async def main():
    async with await asyncio.start_server(serve, '0.0.0.0', 8080) as server:
        print('ser' 'ving')
        await server.wait_closed()
asyncio.run(main())
`;

const ASYNC_CLIENT = `
import asyncio, socket
async def talk(host):
    reader, writer = await asyncio.open_connection(host, 7)
    try:
        for n in range(3):
            writer.write(b'line %d\\n' % n)
            await writer.drain()
            if await reader.readline() != b'line %d\\n' % n:
                return 'wrong'
        return 'right'
    finally:
        await writer.wait_closed()
def async_client(host):
    try:
        return asyncio.run(asyncio.wait_for(talk(host), 4))
    except asyncio.TimeoutError:
        return 'too late'
    except OSError as e:
        return e.errno
`;

const CHAT = `
def chat(host):
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    s.settimeout(0.9)
    try:
        to = socket.getaddrinfo(host, 7)[0][-1]
        for n in range(2):
            for turn in range(4):
                s.sendto(b'line %d' % n, to)
                try:
                    while s.recvfrom(50) != (b'line %d' % n, to):
                        pass
                    break
                except OSError as e:
                    if e.errno != 110:
                        raise
            else:
                return 'no answer'
        return 'right'
    except OSError as e:
        return e.errno
    finally:
        s.close()
`;

const RETRIES = `
import time
def retries(host):
    errors = []
    end = time.ticks_add(time.ticks_ms(), 4000)
    while time.ticks_diff(end, time.ticks_ms()) > 0 and len(errors) < 3:
        s = socket.socket()
        s.settimeout(1.2)
        try:
            s.connect(socket.getaddrinfo(host, 80)[0][-1])
            s.send(b'GET /json HTTP/1.0\\r\\nHost: http.test\\r\\n\\r\\n')
            answer = s.read()
            return 'right' if answer[:12] == b'HTTP/1.0 200' or answer[:12] == b'HTTP/1.1 200' else answer
        except OSError as e:
            errors.append(e.errno)
            time.sleep_ms(50)
        finally:
            s.close()
    return errors
`;

interface Network {
  readonly conditions: LanConditions;
  /** The clients that ask for a name, where that is what fails; else they have an address. */
  readonly named: readonly ClientName[];
  /** What each client may say, as a pattern. */
  readonly clients: RegExp;
  /** Whether a server's page comes for sure. */
  readonly served: 'surely' | 'perhaps' | 'when the link is back';
}

const RIGHT = /^right$/;
/** What gets lost comes late: later than a client waits, now and then. */
const RIGHT_OR_LATE = /^(right|too late|no answer|103|110|\[(1\d\d(, )?)+\])$/;

const surely = (conditions: LanConditions): Network => ({
  conditions,
  named: [],
  clients: RIGHT,
  served: 'surely',
});
const perhaps = (conditions: LanConditions): Network => ({
  conditions,
  named: [],
  clients: RIGHT_OR_LATE,
  served: 'perhaps',
});

const NETWORKS: Readonly<Record<string, Network>> = {
  good: { ...surely(CONDITION_PRESETS.good), named: ['async_client', 'chat', 'retries'] },
  'slow phone': perhaps(CONDITION_PRESETS.slowPhone),
  'lossy Wi-Fi': perhaps(CONDITION_PRESETS.lossyWifi),
  'name server down': {
    ...surely(CONDITION_PRESETS.nameServerDown),
    // Each is seven seconds of waiting.
    named: ['async_client', 'retries'],
    clients: /^(right|-2|\[-2\])$/,
  },
  'link down': {
    conditions: CONDITION_PRESETS.linkDown,
    named: [],
    clients: /^(113|\[113, 113, 113\])$/,
    served: 'when the link is back',
  },
  latency: surely(lanConditions({ latency: 80 })),
  jitter: surely(lanConditions({ jitter: 80 })),
  bandwidth: surely(lanConditions({ bandwidth: 64 })),
  loss: perhaps(lanConditions({ loss: 5 })),
  'name server that fails': {
    ...surely(lanConditions({ dns: 'fails' })),
    named: ['async_client', 'chat', 'retries'],
    clients: /^(-2|\[-2, -2, -2\])$/,
  },
  'hosts down': {
    ...surely(lanConditions({ hostsDown: ['echo.test', 'http.test'] })),
    clients: /^(too late|no answer|\[110, 110, 110\])$/,
  },
};

const ADDRESSES = { 'echo.test': '203.0.113.7', 'http.test': '203.0.113.81' } as const;
const SERVERS = { select: SELECT_SERVER, poll: POLL_SERVER, asyncio: ASYNC_SERVER };
type ClientName = 'async_client' | 'chat' | 'retries';
const CLIENTS: Readonly<Record<ClientName, keyof typeof ADDRESSES>> = {
  async_client: 'echo.test',
  chat: 'echo.test',
  retries: 'http.test',
};

/** What the browser pane is told of a server that is far away, or whose packets get lost. */
const LOST = ['reset', 'closed-early', 'no-answer', 'not-accepted', 'unreachable'];

const page = (board: TestBoard): Promise<HttpResult> =>
  board.session.fetch({ method: 'GET', to: { ip: '192.168.1.42', port: 8080 }, path: '/', headers: [] });

const textOf = (result: HttpResult): string =>
  result.ok ? new TextDecoder().decode(result.response.body) : result.failure.kind;

async function checkServer(board: TestBoard, source: string, { conditions, served }: Network): Promise<void> {
  await board.start(source);
  await board.untilText('serving');
  board.session.setConditions(conditions);
  if (served === 'when the link is back') {
    await board.until(() => board.session.snapshot.device?.wifi.connected === false);
    board.session.setConditions(GOOD_CONDITIONS);
    await board.until(() => board.session.snapshot.device?.wifi.connected === true);
  }
  const text = textOf(await page(board));
  if (served === 'perhaps') expect([PAGE, ...LOST]).toContain(text);
  else expect(text).toBe(PAGE);
  board.session.setConditions(GOOD_CONDITIONS);
  // Whatever has become of that client, the next one is served.
  expect(textOf(await page(board))).toBe(PAGE);
  await board.interrupt();
}

describe.concurrent('programs', () => {
  test.each(Object.entries(NETWORKS))(
    'with the network %s end right or with the right exception',
    async (_, network) => {
      const board = await TestBoard.start();
      try {
        await board.program(PAGE_PROGRAM);
        for (const source of Object.values(SERVERS)) {
          await checkServer(board, source, network);
          await board.line('server = client = poll = s = None');
          await board.line('import gc; gc.collect()');
        }
        for (const source of [ASYNC_CLIENT, CHAT, RETRIES]) await board.program(source);
        board.session.setConditions(network.conditions);
        if (network.conditions.link === 'down')
          await board.until(() => board.session.snapshot.device?.wifi.connected === false);
        for (const client of ['async_client', 'chat', 'retries'] as const) {
          const name = CLIENTS[client];
          const host = network.named.includes(client) ? name : ADDRESSES[name];
          expect((await board.line(`print(${client}('${host}'))`)).trimEnd(), client).toMatch(
            network.clients,
          );
        }
      } finally {
        board.dispose();
      }
    },
    60_000,
  );
});
