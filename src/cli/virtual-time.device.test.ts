import { afterEach, describe, expect, test } from 'vitest';
import { TestBoard } from './test-board.test-helpers';

const boards: TestBoard[] = [];
afterEach(() => boards.splice(0).forEach((board) => board.dispose()));

async function start(): Promise<TestBoard> {
  const board = await TestBoard.startInVirtualTime();
  boards.push(board);
  return board;
}

/** Lets so much of the board's time pass, with all that happens in it. */
const advance = (time: TestBoard['time'], milliseconds: number): Promise<string> =>
  new Promise((resolve) => time.wait(milliseconds, resolve));

describe('a board in virtual time', () => {
  test('sleeps for ten minutes at once, and the time is exact', async () => {
    const board = await start();
    const began = board.time.now;
    const patience = { timeout: 3_600_000 };
    expect(await board.line('import time; a=time.ticks_ms(); time.sleep(600)', patience)).toBe('');
    // What the line itself takes may be over a whole millisecond.
    expect(await board.line('time.ticks_diff(time.ticks_ms(), a) in (600000, 600001)')).toBe('True\n');
    expect(board.time.now - began).toBeCloseTo(600_000, -1);
  });

  test('stands still while nobody waits, and goes on by as much as it is told', async () => {
    const board = await start();
    await board.line('import time, machine; p = machine.Pin(5, machine.Pin.OUT, value=0)');
    board.type('for i in range(5): p.value(i % 2); time.sleep(1)\r\r\r\r');
    const level = (): number | undefined =>
      board.session.snapshot.device?.pins.find(({ gpio }) => gpio === 5)?.level;
    await advance(board.time, 10);
    const levels = [level()];
    for (let second = 0; second < 4; second++) {
      await advance(board.time, 1_000);
      levels.push(level());
    }
    expect(levels).toEqual([0, 1, 0, 1, 0]);
    expect(board.atPrompt).toBe(false);
    await advance(board.time, 1_000);
    expect(board.atPrompt).toBe(true);
  });

  test('lets a program that looks at the clock see it go on, and is reached while it stands still', async () => {
    const board = await start();
    await board.line('import time');
    await board.program('a=time.ticks_ms()\nwhile time.ticks_diff(time.ticks_ms(), a) < 300: pass');
    await board.start('while True: pass');
    await board.session.writeFile('/x.py', new TextEncoder().encode('pass'));
    board.session.drivePin(4, 1);
    await board.until(() => board.session.snapshot.device?.pins.find(({ gpio }) => gpio === 4)?.level === 1);
    await board.interrupt();
    expect(board.text).toContain('KeyboardInterrupt');
  });

  test('is over at once with what never comes, and says what the board does', async () => {
    const board = await start();
    await board.start("import socket\ns = socket.socket()\ns.bind(('', 80))\ns.listen(1)\ns.accept()");
    await expect(board.untilText('GET', { timeout: 3_600_000 })).rejects.toThrow(
      /^"GET" did not come within 3600000 ms\. The board waits in accept\(\)\. It printed last: ".*s\.accept\(\)/,
    );
  });

  test('does the same each time, to the microsecond', async () => {
    const PROGRAM = `
import socket, time, random, machine
def get(host):
    s = socket.socket()
    s.connect(socket.getaddrinfo(host, 80)[0][-1])
    s.send(b'GET / HTTP/1.0\\r\\nHost: %s\\r\\n\\r\\n' % host)
    s.setblocking(False)
    polls, got = 0, b''
    while True:
        polls += 1
        try:
            part = s.recv(100)
        except OSError:
            continue
        if not part:
            break
        got += part
    s.close()
    return polls, len(got)
ticks = []
t = machine.Timer(-1)
t.init(period=7, callback=lambda t: ticks.append(time.ticks_us()))
for host in ('http.test', 'drip.test', 'http.test'):
    print(get(host), time.ticks_us(), random.getrandbits(16))
t.deinit()
print(len(ticks), sum(ticks) % 65521)
`;
    const [one, other] = [await start(), await start()];
    const printed = await one.program(PROGRAM, { timeout: 120_000 });
    expect(printed.split('\n')).toHaveLength(5);
    expect(await other.program(PROGRAM, { timeout: 120_000 })).toBe(printed);
  });

  test('goes on after a reset, with what its network had to do', async () => {
    const board = await start();
    const { session, time } = board;
    for (let round = 0; round < 3; round++) {
      await board.start(
        "import socket\ns=socket.socket()\ns.connect(('203.0.113.23', 80))\nwhile True: s.send(b'x')",
      );
      board.forget();
      await session.reset();
      await board.untilPrompt();
    }
    const before = time.now;
    await advance(time, 60_000);
    expect(time.now - before).toBe(60_000);
  });
});
