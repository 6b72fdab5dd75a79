import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { MemoryFlash } from './node-host';
import { TestBoard } from './test-board.test-helpers';

describe('Ctrl-C', () => {
  let board: TestBoard;
  beforeAll(async () => {
    board = await TestBoard.start();
    await board.program('import socket, time');
  });
  afterEach(async () => {
    // Whatever ran, the board is well after it.
    expect(await board.line('6*7')).toBe('42\n');
  });
  afterAll(() => board.dispose());

  const LISTENER = "s = socket.socket()\ns.bind(('', 0))\ns.listen(1)\n";

  test.each([
    ['an endless loop', 'while True:\n    pass', undefined],
    ['a loop that calls', 'def f():\n    pass\nwhile True:\n    f()', undefined],
    ['a long sleep', 'time.sleep(100)', 'sleep'],
    ['input()', "input('? ')", 'input'],
    ['accept()', `${LISTENER}s.accept()`, 'accept'],
    ['recv()', "s = socket.socket()\ns.connect(('203.0.113.80', 80))\ns.recv(10)", 'recv'],
    ['readline()', "s = socket.socket()\ns.connect(('203.0.113.80', 80))\ns.readline()", 'recv'],
    ['connecting to nobody', "socket.socket().connect(('192.168.1.99', 80))", 'connect'],
    [
      'a loop of recv() after the end',
      "s = socket.socket()\ns.connect(('203.0.113.80', 80))\ns.send('GET / HTTP/1.0\\r\\n\\r\\n')\nwhile True:\n    data = s.recv(500)\n    print(str(data, 'utf8'), end='')",
      undefined,
    ],
  ] as const)('ends %s', async (_, source, call) => {
    await board.start(source);
    await board.until(
      () => {
        const { activity } = board.session.snapshot.device ?? {};
        return activity?.kind === 'waiting'
          ? activity.on.call === call
          : call === undefined && activity?.kind === 'running';
      },
      `the program to run (${String(call)})`,
    );
    await board.interrupt();
    expect(board.text).toContain('KeyboardInterrupt: ');
  });

  test.each([1, 2, 3, 4])(
    'ends a loop that asks a pin, whatever its number of jumps has in common with that of the hooks (%i)',
    async (times) => {
      await board.line('import machine; p = machine.Pin(4)');
      for (let ifs = 0; ifs < 4; ifs++) {
        await board.start(`while True:\n    ${'p();'.repeat(times)}\n${'    if p: pass\n'.repeat(ifs)}`);
        await board.until(() => board.session.snapshot.device?.activity.kind === 'running', 'the loop');
        await board.interrupt();
        expect(board.text).toContain('KeyboardInterrupt: ');
      }
    },
  );

  test('lets go of the socket that waited: its port is free again', async () => {
    await board.line('import gc');
    await board.program(
      'def let_go():\n    global l\n    for n in (1, 2):\n        for m in {1: 2}:\n            l = None\n    gc.collect()\n' +
        '    time.sleep_ms(1)\n    gc.collect()',
    );
    for (let round = 0; round < 3; round++) {
      await board.start(`l = socket.socket()\nl.bind(('', 5001))\nl.listen(1)\nl.accept()`);
      await board.until(() => board.session.snapshot.device?.activity.kind === 'waiting', 'accept()');
      await board.interrupt();
      await board.line('let_go()');
      await board.until(() => board.session.snapshot.device?.listening.length === 0, 'no listener');
    }
  });

  test('ends a flood of output, and what follows it is clean', async () => {
    await board.start("while True:\n    print('x' * 79)");
    await board.until(() => board.text.length > 100_000, 'a flood');
    board.forget();
    await board.interrupt();
    expect(board.text.length).toBeLessThan(200_000);
    expect(board.text).toMatch(/KeyboardInterrupt: \r\n>>> $/);
  });

  test('is caught by a program that wants it, each time', async () => {
    await board.start(
      'n = 0\nwhile n < 2:\n    try:\n        print("waiting", n)\n        time.sleep(100)\n    except KeyboardInterrupt:\n        n += 1\nprint("caught", n)',
    );
    await board.untilText('waiting 0');
    board.session.interrupt();
    await board.untilText('waiting 1');
    board.session.interrupt();
    await board.untilText('caught 2');
    await board.until(() => board.atPrompt);
  });

  test('twice in a row gives a prompt', async () => {
    await board.start('while True:\n    pass');
    board.session.interrupt();
    board.session.interrupt();
    await board.until(() => board.atPrompt);
  });

  test('leaves what was typed ahead to the prompt, as a UART does', async () => {
    await board.start('time.sleep(100)');
    board.forget();
    board.type('4');
    board.session.interrupt();
    await board.until(() => board.text.endsWith('>>> 4') || board.text.endsWith('>>> '), 'the prompt');
    board.session.interrupt();
    await board.until(() => board.atPrompt);
  });

  test('drops what the page has not sent yet', async () => {
    await board.start('time.sleep(100)');
    board.type('1;'.repeat(2000));
    expect(board.session.snapshot.pending).not.toBeNull();
    board.session.interrupt();
    expect(board.session.snapshot.pending).toBeNull();
    // What the UART had already is at the prompt now: at most its 255 bytes.
    await board.untilText(/>>> (1;){100,127}1?$/);
    board.session.interrupt();
    await board.until(() => board.atPrompt);
  });

  test('clears what was typed ahead from the way of a program that is to run', async () => {
    await board.start('time.sleep(100)');
    board.type('garbage(');
    expect(await board.program('print("clean")')).toBe('clean\n');
  });

  test('gives back a lookup: five in flight do not fill the table of four', async () => {
    // The net worker answers at once; so this only shows that many lookups in a row leave nothing behind.
    expect(
      await board.program(
        "for i in range(9):\n    a = socket.getaddrinfo('micropython.org', 80)\nprint(a[0][-1])",
      ),
    ).toContain("('203.0.113.80', 80)");
  });
});

test('a sleep is told as the program asked for it, also when something wakes the board meanwhile', async () => {
  const board = await TestBoard.start();
  const told: string[] = [];
  const end = board.session.subscribe(() =>
    told.push(JSON.stringify(board.session.snapshot.device?.activity)),
  );
  try {
    await board.line('import time');
    await board.start('time.sleep(30)');
    await board.until(() => board.session.snapshot.device?.activity.kind === 'waiting');
    for (const drive of [0, 1, null] as const) {
      board.session.drivePin(4, drive);
      await board.until(
        () => board.session.snapshot.device?.pins.find(({ gpio }) => gpio === 4)?.drive === drive,
        `GPIO4 driven ${String(drive)}`,
      );
    }
    await board.interrupt();
  } finally {
    end();
    board.dispose();
  }
  expect(new Set(told.filter((activity) => activity.includes('sleep')))).toEqual(
    new Set([JSON.stringify({ kind: 'waiting', on: { call: 'sleep', milliseconds: 30_000 } })]),
  );
});

describe('a main.py that never lets go', () => {
  test('gives way to Ctrl-C, and the prompt knows what it had', async () => {
    const source = 'answer = 42\nprint("main runs")\nwhile True:\n    pass\n';
    const board = TestBoard.boot(new MemoryFlash({ '/main.py': new TextEncoder().encode(source) }));
    try {
      await board.untilText('main runs');
      await board.until(() => board.session.snapshot.device?.activity.kind === 'running');
      await board.interrupt();
      expect(board.text).toMatch(
        /Traceback \(most recent call last\):\r\n {2}File "main.py", line [34], in <module>\r\nKeyboardInterrupt: \r\n/,
      );
      expect(await board.line('answer')).toBe('42\n');
    } finally {
      board.dispose();
    }
  });
});
