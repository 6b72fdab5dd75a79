import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MemoryProbe } from './memory-probe.test-helpers';
import { TestBoard } from './test-board.test-helpers';

/** Calls `attempt` with one block more of free memory each time, from none on. */
const PROGRAM = `
import gc, socket, time
def fill(spare):
    hold = None
    try:
        while True: hold = (hold, 1)
    except MemoryError: pass
    for n in range(spare): hold = hold[0]
    return hold
def with_little(attempt):
    done = failed = 0
    for spare in range(60):
        hold = fill(spare)
        try: attempt()
        except MemoryError: failed += 1
        else: done += 1
        hold = None
        gc.collect()
    return done > 0, failed > 0
def listen():
    global l
    l = socket.socket()
    l.bind(('127.0.0.1', 5001))
    l.listen(2)
def call():
    global s
    s = socket.socket()
    s.connect(('127.0.0.1', 5001))
def accept():
    l.accept()
`;

describe('a socket that there is no memory for', () => {
  let probe: MemoryProbe;
  let board: TestBoard;
  beforeAll(async () => {
    probe = await MemoryProbe.of();
    board = await TestBoard.start(undefined, probe.build);
    await board.program(PROGRAM);
  });
  afterAll(async () => {
    board.dispose();
    await probe.dispose();
  });

  const openSockets = async (): Promise<number> => {
    await board.line('s = None; gc.collect()');
    const [{ sockets }] = await Promise.all([probe.countOpen(), board.line('time.sleep_ms(1)')]);
    return sockets;
  };

  test('is not opened', async () => {
    expect(await board.line('with_little(socket.socket)')).toBe('(True, True)\n');
    expect(await openSockets()).toBe(0);
  });

  test('is closed when it comes from accept()', async () => {
    await board.line('listen()');
    await board.program(
      'failed = 0\nfor spare in range(60):\n    call()\n    hold = fill(spare)\n    try: accept()\n' +
        '    except MemoryError: failed += 1\n    hold = None\n    s.close()\n    gc.collect()\nprint(failed)',
    );
    expect(Number(await board.line('failed'))).toBeGreaterThan(0);
    await board.line('l.close()');
    expect(await openSockets()).toBe(0);
  });
});
