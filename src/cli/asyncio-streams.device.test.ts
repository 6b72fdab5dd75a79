import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TestBoard } from './test-board.test-helpers';

let board: TestBoard;
beforeAll(async () => {
  board = await TestBoard.start();
  await board.line('import asyncio, socket, time, gc, micropython');
});
afterAll(() => board.dispose());

const SERVER = `
served = 0
async def serve(reader, writer):
    global served
    try:
        while True:
            line = await reader.readline()
            if not line:
                break
            served += 1
            writer.write(b'<' + line.strip() + b'>\\n')
            await writer.drain()
    finally:
        writer.close()
        await writer.wait_closed()
`;

describe('asyncio streams', () => {
  test('a server and two clients in one program', async () => {
    const source = `${SERVER}
async def client(n):
    reader, writer = await asyncio.open_connection('127.0.0.1', 8201)
    for k in range(3):
        writer.write('%d-%d\\n' % (n, k))
        await writer.drain()
        print(await reader.readline())
        await asyncio.sleep_ms(n)
    writer.close()
    await writer.wait_closed()

async def main():
    async with await asyncio.start_server(serve, '0.0.0.0', 8201) as server:
        await asyncio.gather(*(client(n) for n in range(1, 3)))
    print('served', served)

asyncio.run(main())
`;
    const printed = (await board.program(source)).trimEnd().split('\n');
    expect(printed.at(-1)).toBe('served 6');
    expect(printed.slice(0, -1).sort()).toEqual(
      [1, 2].flatMap((n) => [0, 1, 2].map((k) => `b'<${n}-${k}>\\n'`)),
    );
  });

  test('reads to the end, exactly so much, into a buffer; writes more than the socket takes at once', async () => {
    const source = `
async def talk(reader, writer):
    print(await reader.readexactly(5), reader.get_extra_info('peername')[0])
    writer.write(b'x' * 3000)
    writer.write(b'end')
    await writer.drain()
    await writer.wait_closed()

async def main():
    server = await asyncio.start_server(talk, '0.0.0.0', 8202, 2)
    reader, writer = await asyncio.open_connection('127.0.0.1', 8202)
    writer.write('he')
    await writer.drain()
    writer.write('llo')
    await writer.drain()
    buffer = bytearray(10)
    print(await reader.readinto(buffer), buffer)
    rest = await reader.read()
    print(len(rest), rest[-4:], await reader.read(5), await reader.readline())
    try:
        await reader.readexactly(1)
    except EOFError as error:
        print(repr(error))
    await writer.wait_closed()
    server.close()
    await server.wait_closed()

asyncio.run(main())
`;
    expect(await board.program(source)).toBe(
      "b'hello' 127.0.0.1\n10 bytearray(b'xxxxxxxxxx')\n2993 b'xend' b'' b''\nEOFError()\n",
    );
  });

  test('a client tries again until its server is there', async () => {
    const source = `${SERVER}
async def ask():
    for attempt in range(9):
        try:
            reader, writer = await asyncio.wait_for(asyncio.open_connection('127.0.0.1', 8203), 1)
            writer.write('hello\\n')
            await writer.drain()
            line = await asyncio.wait_for(reader.readline(), 1)
            await writer.wait_closed()
            return attempt > 0, line
        except (OSError, asyncio.TimeoutError) as error:
            if attempt == 0:
                print(type(error))
        await asyncio.sleep_ms(10)

async def main():
    asking = asyncio.create_task(ask())
    await asyncio.sleep_ms(25)
    server = await asyncio.start_server(serve, '0.0.0.0', 8203)
    print(await asking)
    server.close()
    await server.wait_closed()

asyncio.run(main())
`;
    expect(await board.program(source)).toBe("<class 'OSError'>\n(True, b'<hello>\\n')\n");
  });

  test('an HTTP client reads a page of the net', async () => {
    const source = `
async def get():
    reader, writer = await asyncio.open_connection('micropython.org', 80)
    writer.write('GET /ks/test.html HTTP/1.0\\r\\nHost: micropython.org\\r\\n\\r\\n')
    await writer.drain()
    print((await reader.readline())[9:])
    body = await reader.read()
    print(len(body) > 100, b'</html>' in body)
    await writer.wait_closed()

asyncio.run(get())
`;
    expect(await board.program(source)).toBe("b'200 OK\\r\\n'\nTrue True\n");
  });
});

describe('Ctrl-C', () => {
  const FOREVER = `${SERVER}
async def ticks():
    while True:
        await asyncio.sleep_ms(200)

async def main():
    asyncio.create_task(ticks())
    server = await asyncio.start_server(serve, '0.0.0.0', 8204)
    print('listening')
    await server.wait_closed()

asyncio.run(main())
`;

  test('ends a server that waits; it can be run again, and serves', async () => {
    for (let round = 0; round < 3; round++) {
      await board.start(FOREVER);
      await board.untilText('listening\r\n');
      await board.until(() => board.session.snapshot.device?.activity.kind === 'waiting');
      board.forget();
      await board.interrupt();
      expect(board.text).toMatch(/KeyboardInterrupt: ?\r\n>>> $/);
      expect(await board.line('asyncio.run(asyncio.wait_for(asyncio.Event().wait(), 0.01))')).toContain(
        'TimeoutError',
      );
    }
  });

  test('ends a task that never waits, and one that only sleeps for no time', async () => {
    for (const body of ['        pass', '        await asyncio.sleep(0)']) {
      await board.start(
        `async def main():\n    print('runs')\n    while True:\n${body}\n\nasyncio.run(main())\n`,
      );
      await board.untilText('runs\r\n');
      board.forget();
      await board.interrupt();
      expect(board.text).toContain('KeyboardInterrupt');
    }
  });

  test('that a program catches leaves its tasks for what it runs next', async () => {
    const source = `
log = []
async def background():
    while True:
        log.append(1)
        await asyncio.sleep_ms(1)

async def main():
    asyncio.create_task(background())
    print('runs')
    await asyncio.Event().wait()

try:
    asyncio.run(main())
except KeyboardInterrupt:
    before = len(log)
    async def nap():
        await asyncio.sleep_ms(20)
    asyncio.run(nap())
    print('caught', len(log) > before)
`;
    await board.start(source);
    await board.untilText('runs\r\n');
    await board.until(() => board.session.snapshot.device?.activity.kind === 'waiting');
    await board.interrupt();
    expect(board.text).toContain('caught True');
    expect(await board.line('n = len(log); asyncio.run(nap()); len(log) - n')).toBe('0\n');
  });
});
