import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TestBoard } from './test-board.test-helpers';

const PAIR = `
import gc, socket
def pair(port):
    l = socket.socket()
    l.bind(('', port))
    l.listen(1)
    c = socket.socket()
    c.connect(('127.0.0.1', port))
    a = l.accept()[0]
    l.close()
    return c, a
`;

describe('what a socket gives is in the heap once', () => {
  let board: TestBoard;
  beforeAll(async () => {
    board = await TestBoard.start();
    await board.program(PAIR);
  });
  afterAll(() => board.dispose());

  test('read(n) of 20,000 bytes, of which two would not fit', async () => {
    const source = `
s = socket.socket()
s.connect(socket.getaddrinfo('towel.blinkenlights.nl', 23)[0][-1])
gc.collect()
film = s.read(20000)
print(len(film), film[-1] != 0)
s.close()
del s, film
`;
    expect(await board.program(source)).toBe('20000 True\n');
  });

  test('read() to the end, readline() over several segments, and what is not a whole line', async () => {
    const source = `
c, a = pair(8103)
n = c.send('x' * 600); a.setblocking(False)
print(len(a.readline()), a.readline())
a.setblocking(True)
n = c.send('y' * 600) + c.send('z\\nrest')
line = a.readline()
print(len(line), line[-2:], type(line), line == b'y' * 600 + b'z\\n')
a.setblocking(False)
print(a.read(), a.read(), a.read(3))
a.setblocking(True)
n = c.send('abcdef')
first = a.read(3)
print(first, hash(first) == hash(b'abc'), {b'abc': 1}[first], first + b'd', str(first, 'utf8'))
n = c.send('q' * 1000); c.close()
rest = a.read()
print(len(rest), rest[:4], rest[-1:], a.read(), a.read(5), a.readline())
a.close()
del c, a, rest, line, first
`;
    expect(await board.program(source)).toBe(
      "600 None\n602 b'z\\n' <class 'bytes'> True\nb'rest' None None\n" +
        "b'abc' True 1 b'abcd' abc\n1003 b'defq' b'q' b'' b'' b''\n",
    );
  });

  test('read(n) at the end of the stream gives back what it took too much', async () => {
    const source = `
c, a = pair(8104)
n = c.send('tiny'); c.close()
gc.collect()
before = gc.mem_free()
got = a.read(12000)
print(got, before - gc.mem_free() < 1000)
a.close()
del c, a
`;
    expect(await board.program(source)).toBe("b'tiny' True\n");
  });

  test('read(n) larger than what is free says so before it takes anything', async () => {
    const source = `
c, a = pair(8105)
n = c.send('kept')
try:
    a.read(60000)
except MemoryError as e:
    print(e)
print(a.recv(10))
c.close(); a.close()
del c, a
`;
    expect(await board.program(source)).toBe("memory allocation failed, allocating 60001 bytes\nb'kept'\n");
  });
});
