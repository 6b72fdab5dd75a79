import { afterEach, describe, expect, test } from 'vitest';
import { englishNotice } from './english-notice';
import { TestFlash } from './flash-stores.test-helpers';
import { TestBoard } from './test-board.test-helpers';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (contents: Uint8Array | null): string | null => contents && new TextDecoder().decode(contents);
const MEGABYTE = 1 << 20;

let board: TestBoard;
afterEach(() => board.dispose());

async function boardOn(store = new TestFlash()): Promise<TestFlash> {
  board = await TestBoard.start(store);
  await board.line('import os');
  return store;
}

describe('resets', () => {
  test('keep what a program had closed a moment before, empty directories among it', async () => {
    const store = await boardOn();
    await board.line("f = open('a', 'w'); f.write('1'); f.close(); os.mkdir('d'); os.rename('a', 'd/b')");
    await board.session.reset();
    await board.until(() => board.atPrompt);
    expect([text(store.read('/d/b')), store.read('/a')]).toEqual(['1', null]);
    expect(await board.line("import os; os.rename('d/b', 'b'); os.listdir('d'), os.listdir()")).toBe(
      "([], ['b', 'd'])\n",
    );
  });

  test('of a program that writes all the time lose nothing that it had closed', async () => {
    const store = await boardOn();
    await board.start(
      "n = 0\nwhile True:\n    n += 1\n    with open('n', 'w') as f:\n        f.write(str(n))\n    print(n)",
    );
    await board.untilText('\n30\r\n');
    await board.session.reset();
    const printed = Number(/(\d+)\r\n\d*$/.exec(board.text)?.[1]);
    await board.until(() => board.atPrompt);
    expect(printed).toBeGreaterThanOrEqual(30);
    expect(Number(text(store.read('/n')))).toBeGreaterThanOrEqual(printed);
  });

  test('in software close and keep what is open', async () => {
    const store = await boardOn();
    await board.line("f = open('open', 'w'); f.write('half')");
    expect(text(store.read('/open'))).toBe('');
    board.forget();
    board.type('\x04');
    await board.until(() => board.text.includes('soft reboot') && board.atPrompt);
    expect(await board.line("open('open').read()")).toBe("'half'\n");
    expect(text(store.read('/open'))).toBe('half');
  });

  test('that cut off a write leave the old version', async () => {
    const store = await boardOn();
    await board.session.writeFile('/a', bytes('old'));
    await board.line("f = open('a', 'w'); f.write('new')");
    await board.session.reset();
    await board.until(() => board.atPrompt);
    expect([await board.line("open('a').read()"), text(store.read('/a'))]).toEqual(["'old'\n", 'old']);
  });
});

describe('large files', () => {
  test('go from the page to a busy board and back', async () => {
    await boardOn();
    await board.start("print('on')\nwhile True:\n    pass");
    await board.untilText('on');
    const large = new Uint8Array(2 * MEGABYTE).map((_, index) => (index * 31) & 0xff);
    const saved = board.session.writeFile('/large', large);
    board.session.drivePin(4, 1);
    await board.until(() => board.session.snapshot.device?.pins.find((pin) => pin.gpio === 4)?.level === 1);
    await saved;
    await board.interrupt();
    expect(await board.line("os.stat('large')[6]")).toBe(`${large.length}\n`);
    await board.line("os.rename('large', 'copy'); os.sync()");
    // Compared as one: number by number takes seconds.
    expect(Buffer.compare(board.session.readFile('/copy') ?? new Uint8Array(0), large)).toBe(0);
  });
});

describe('a full flash', () => {
  test('fails the write that does not fit, with all else as it was', async () => {
    const store = await boardOn();
    expect(await board.line("os.statvfs('/')")).toBe('(4096, 4096, 763, 761, 761, 0, 0, 0, 0, 255)\n');
    await board.session.writeFile('/big', new Uint8Array(740 * 4_088));
    await board.session.writeFile('/log', bytes('old'));
    const program =
      "f = open('log', 'w')\ntry:\n    while True:\n        f.write('x' * 4000)\nfinally:\n    f.close()";
    expect(await board.program(program)).toContain('OSError: 28\n');
    expect(await board.line("open('log').read(), os.statvfs('/')[3]")).toBe("('old', 21)\n");
    const refused = board.session.writeFile('/more', new Uint8Array(100_000));
    await expect(refused).rejects.toMatchObject({
      path: '/more',
      refusal: { reason: 'full', neededBytes: 102_400, freeBytes: 86_016 },
    });
    // A smaller version of what is there fits always.
    await board.session.writeFile('/big', new Uint8Array(739 * 4_088));
    expect([text(store.read('/log')), store.read('/more')]).toEqual(['old', null]);
    expect(board.session.snapshot.flashUse.usedBytes).toBe(741 * 4_096);
  });
});

describe('a store that is slow', () => {
  test('is waited for by os.sync', async () => {
    const store = new TestFlash();
    let release = (): void => undefined;
    await boardOn(store);
    store.onWrite = () => new Promise((resolve) => (release = resolve));
    board.type("f = open('a', 'w'); f.close(); os.sync(); print('kept')\r");
    await board.until(() => board.session.readFile('/a') !== null && board.session.snapshot.savesPending > 0);
    expect(board.text).not.toContain('\nkept');
    store.onWrite = () => Promise.resolve();
    release();
    await board.untilText('\nkept');
  });

  test('that never comes is not waited for longer than two seconds, and that is said', async () => {
    const store = new TestFlash();
    await boardOn(store);
    const notices: string[] = [];
    board.session.onNotice((notice) => notices.push(englishNotice(notice)));
    store.onWrite = () => new Promise(() => undefined);
    expect(await board.line("f = open('a', 'w'); f.close(); os.sync(); 'on'")).toContain("'on'");
    await board.until(() => notices.length > 0);
    expect(notices[0]).toContain('os.sync() waited 2 seconds');
  });

  test('holds a program back that writes faster, which Ctrl-C ends', async () => {
    const store = new TestFlash();
    await boardOn(store);
    store.onWrite = () => new Promise(() => undefined);
    await board.start("n = 0\nwhile True:\n    n += 1\n    open('f%d' % (n % 9), 'w').close()\n    print(n)");
    await board.untilText('\n64\r\n');
    await board.interrupt();
    expect(board.text).toContain('KeyboardInterrupt');
    // One more at the most: that which the interrupt let through.
    expect(Number(/(\d+)\r\n(Traceback|\d*\r\n)/.exec(board.text)?.[1])).toBeLessThanOrEqual(66);
    await board.line('n');
  });

  test('is not flooded by a file that is written over and over', async () => {
    const store = new TestFlash();
    await boardOn(store);
    store.onWrite = () => new Promise((resolve) => setTimeout(resolve, 1));
    await board.program("for n in range(300):\n    with open('f', 'w') as f:\n        f.write(str(n))\n");
    await board.line('os.sync()');
    expect(text(store.read('/f'))).toBe('299');
    expect(store.mostWaiting).toBeLessThanOrEqual(64);
  });
});

describe('a store that fails', () => {
  test('does not stop the board, and what it has stays there', async () => {
    const store = new TestFlash();
    await boardOn(store);
    store.onWrite = () => Promise.reject(new Error('quota'));
    const program = "for n in range(300):\n    with open('f', 'w') as f:\n        f.write(str(n))\n";
    await board.program(program);
    expect(await board.line("os.sync(); open('f').read()")).toBe("'299'\n");
    await board.session.writeFile('/b', bytes('2'));
    expect([text(board.session.readFile('/b')), await board.line("open('b').read()")]).toEqual([
      '2',
      "'2'\n",
    ]);
  });
});
