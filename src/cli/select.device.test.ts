import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SOCKET_PROGRAM } from './socket-programs.test-helpers';
import { TestBoard } from './test-board.test-helpers';

describe('select', () => {
  let board: TestBoard;
  beforeAll(async () => {
    board = await TestBoard.start();
    await board.program(`${SOCKET_PROGRAM}
import io, select, sys, time`);
  });
  afterAll(() => board.dispose());

  test('has the members of the chip', async () => {
    expect(await board.line('print(select.__name__, [n for n in sorted(dir(select)) if n[0] != "_"])')).toBe(
      "select ['POLLERR', 'POLLHUP', 'POLLIN', 'POLLOUT', 'poll', 'select']\n",
    );
    expect(await board.line('select.POLLIN, select.POLLOUT, select.POLLERR, select.POLLHUP')).toBe(
      '(1, 4, 8, 16)\n',
    );
    expect(await board.line('print([n for n in sorted(dir(select.poll())) if n[0] != "_"])')).toBe(
      "['ipoll', 'modify', 'poll', 'register', 'unregister']\n",
    );
  });

  test('poll tells each state of a TCP socket by its flags', async () => {
    const source = `
def flags(s, mask=5):
    p = select.poll()
    p.register(s, mask)
    r = p.poll(0)
    return r[0][1] if r else 0

s = socket.socket()
print(flags(s), flags(s, 1))
s.setblocking(False)
_ = err(s.connect, ('192.168.1.99', 80))
print(flags(s))
s.close()
print(flags(s), flags(s, 0))
l = socket.socket()
l.bind(('', 9001))
l.listen(1)
print(flags(l))
c = socket.socket()
c.connect(('127.0.0.1', 9001))
print(flags(l), flags(c))
a = l.accept()[0]
print(flags(a), flags(l))
_ = c.send(b'x' * 3)
print(flags(a), flags(a, 1), flags(a, 4), flags(a, 0))
_ = a.recv(3)
c.close()
print(flags(a), flags(a, 1), flags(a, 0))
a.close()
l.close()
`;
    expect(await board.program(source)).toBe('20 16\n0\n32 32\n0\n1 4\n4 0\n5 1 4 0\n5 1 0\n');
  });

  test('a reset is all flags at first, and the end of input when it has been told', async () => {
    const source = `
c, a = pair()
_ = c.send('unread')
a.close()
print(flags(c), flags(c, 0))
print(err(c.recv, 1), flags(c), flags(c, 0), c.recv(1), c)
c.close()
`;
    expect(await board.program(source)).toBe(
      "29 24\nOSError(104,) 17 16 b'' <socket state=6 timeout=4294967295 incoming=0 off=0>\n",
    );
  });

  test('register replaces a mask, modify and unregister know what is registered', async () => {
    const source = `
c, a = pair()
p = select.poll()
print(p.register(c), p.register(c, select.POLLIN), p.poll(0))
print(p.modify(c, select.POLLOUT), p.poll(0) == [(c, 4)])
print(err(p.modify, a, 1), p.unregister(a), p.unregister(c), p.poll(0))
print(err(p.register, 5), err(p.register, io.StringIO()), err(p.poll, 0))
print(err(select.select, 5, [], []), err(select.select, [5], [], []))
c.close(); a.close()
`;
    expect(await board.program(source)).toBe(
      'None None []\nNone True\nOSError(2,) None None []\n' +
        "OSError('stream operation not supported',) None OSError(22,)\n" +
        `TypeError("object 'int' isn't a tuple or list",) OSError('stream operation not supported',)\n`,
    );
  });

  test('ipoll gives one tuple again and again, and with flag 1 each event once', async () => {
    const source = `
c, a = pair()
p = select.poll()
p.register(c)
p.register(a)
print(len(p.poll(0)), sorted(e for s, e in p.ipoll(0)))
t = list(p.ipoll(0))
print(t[0] is t[1])
print(len(list(p.ipoll(0, 1))), p.poll(0))
p.register(c)
p.register(a)
for s, e in p.ipoll(0):
    p.unregister(s)
print(p.poll(0))
c.close(); a.close()
`;
    expect(await board.program(source)).toBe('2 [4, 4]\nTrue\n2 []\n[]\n');
  });

  test('select sorts what is ready into three lists', async () => {
    const source = `
c, a = pair()
n = socket.socket()
print(select.select([c, a], [c, a], [n], 0) == ([], [c, a], [n]))
_ = c.send('x')
print(select.select([c, a], (), ()) == ([a], [], []), a.recv(1))
n.close()
print(select.select([n], [], [], 0.01) == ([], [], [n]))
c.close(); a.close()
`;
    expect(await board.program(source)).toBe("True\nTrue b'x'\nTrue\n");
  });

  test('waiting ends when its time is over', async () => {
    const source = `
def took(f, *a):
    begun = time.ticks_ms()
    r = f(*a)
    ms = time.ticks_diff(time.ticks_ms(), begun)
    return r, 100 <= ms < 400 or ms

l = socket.socket()
l.bind(('', 9002))
l.listen()
p = select.poll()
p.register(l, select.POLLIN)
print(took(p.poll, 100), took(select.select, [l], [], [], 0.1), took(select.select, [], [], [], 0.1))
print(took(lambda: list(p.ipoll(100))))
l.close()
`;
    expect(await board.program(source)).toBe(
      '([], True) (([], [], []), True) (([], [], []), True)\n([], True)\n',
    );
  });

  test('a wait for ever sleeps, says so, ends with what comes, and with Ctrl-C', async () => {
    await board.start(
      "import sys\np = select.poll()\np.register(sys.stdin, select.POLLIN)\nprint('ready')\nprint(p.poll() == [(sys.stdin, 1)], sys.stdin.read(1))\n",
    );
    const waits = (): boolean => {
      const activity = board.session.snapshot.device?.activity;
      return activity?.kind === 'waiting' && activity.on.call === 'poll';
    };
    await board.until(waits);
    board.type('k');
    await board.untilText('True k');
    await board.until(() => board.atPrompt);

    await board.start("print('again')\nselect.select([sys.stdin], [], [])\n");
    await board.until(waits);
    board.forget();
    await board.interrupt();
    expect(board.text).toContain('KeyboardInterrupt');
  });

  test("a program's own stream is polled by its ioctl", async () => {
    const source = `
class Tick(io.IOBase):
    def __init__(self):
        self.looked = 0
    def ioctl(self, request, flags):
        self.looked += 1
        return flags & 1 if request == 3 and self.looked > 2 else 0

p = select.poll()
t = Tick()
p.register(t)
print(p.poll(0), p.poll(0), p.poll(0) == [(t, 1)])
`;
    expect(await board.program(source)).toBe('[] [] True\n');
  });
});
