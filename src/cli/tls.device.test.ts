import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TestBoard } from './test-board.test-helpers';

let board: TestBoard;
beforeAll(async () => {
  board = await TestBoard.start();
  await board.line('import socket, ssl, tls, asyncio, select, time, gc');
  await board.program(`
def listen(port):
    l = socket.socket()
    l.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    l.bind(('', port))
    l.listen(2)
    return l

def pair(port):
    """Two ends of a connection."""
    l = listen(port)
    a = socket.socket()
    a.connect(('127.0.0.1', port))
    b = l.accept()[0]
    l.close()
    return a, b

def shown(f, *args):
    try:
        return f(*args)
    except (OSError, ValueError, TypeError, AttributeError) as e:
        return type(e).__name__, e.args

client = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)

def both(port):
    """Two ends whose handshake is over, without blocking."""
    a, b = pair(port)
    b.setblocking(False)
    s = server.wrap_socket(b, server_side=True)
    s.setblocking(False)
    a.setblocking(False)
    c = client.wrap_socket(a, server_hostname='board', do_handshake_on_connect=False)
    c.setblocking(False)
    while c.read(1) is not None or s.read(1) is not None or c.write(b'') is None:
        pass
    return c, s
`);
});
afterAll(() => board.dispose());

describe('the modules', () => {
  test('have the names and values of axTLS', async () => {
    expect(await board.line('[n for n in dir(tls) if n[0] != "_"]')).toBe(
      "['CERT_NONE', 'PROTOCOL_TLS_CLIENT', 'PROTOCOL_TLS_SERVER', 'SSLContext']\n",
    );
    await board.line('client.verify_mode = 2');
    expect(await board.line('client.verify_mode, hasattr(ssl, "CERT_REQUIRED")')).toBe('(0, False)\n');
    expect(await board.line('shown(client.load_verify_locations, None, b"0")')).toContain('AttributeError');
  });

  test('take nothing of the heap for what is in C on the chip', async () => {
    const other = await TestBoard.start();
    const free = async (): Promise<number> => Number(await other.line('gc.collect(); gc.mem_free()'));
    await other.line('import gc');
    const before = await free();
    await other.line('import tls, websocket, _webrepl');
    expect(before - (await free())).toBeLessThan(200);
    other.dispose();
  });

  test('take keys and certificates in DER alone', async () => {
    await board.line('a, b = pair(8441)');
    for (const [key, cert, words] of [
      ['-----BEGIN', '0', 'invalid key'],
      ['0', 'x', 'invalid cert'],
    ] as const) {
      await board.line(`s = tls.SSLContext(1); s.load_cert_chain(b'${cert}', b'${key}')`);
      expect(await board.line('shown(s.wrap_socket, b)')).toBe(`('ValueError', ('${words}',))\n`);
    }
    await board.line('a.close(); b.close()');
  });
});

describe('a board as server', () => {
  test('shakes hands when it is read from, and both ends read, write and end', async () => {
    await board.line('c, s = both(8442)');
    expect(await board.line("c.write(b'hello\\nyou'), s.readline(), s.read(3), s.read(3)")).toBe(
      "(9, b'hello\\n', b'you', None)\n",
    );
    expect(await board.line('b = bytearray(4); s.write("a\\nb"), c.readinto(b), b, c.readline()')).toBe(
      "(3, 3, bytearray(b'a\\nb\\x00'), None)\n",
    );
    expect(await board.line("s.close(); c.read(1), c.read(), c.write(b'x'), shown(s.read)")).toBe(
      "(b'', b'', 0, ('OSError', (9,)))\n",
    );
    await board.line('c.close()');
  });

  test('writes no more than there is room for, and loses nothing of what it took', async () => {
    expect(
      await board.program(`
c, s = both(8443)
data = bytes(range(250)) * 4
sent = got = 0
same = True
for _ in range(60):
    n = s.write(data)
    while n:
        sent += n
        n = s.write(data)
    part = c.read(700)
    if part:
        same = same and all(part[i] == (got + i) % 1000 % 250 for i in range(len(part)))
        got += len(part)
while got < sent:
    part = c.read(700)
    if part:
        got += len(part)
    _ = s.write(b'')
s.close()
print(n, same, sent > 40000, sent == got, c.read(1))
c.close()
`),
    ).toBe("None True True True b''\n");
  });

  test('refuses who would encrypt, with the number of axTLS', async () => {
    const hello =
      '16030100350100003103030000000000000000000000000000000000000000000000000000000000000000000004c02fc0300100000400170000';
    expect(
      await board.program(`
import binascii
a, b = pair(8444)
n = a.write(binascii.unhexlify('${hello}'))
s = server.wrap_socket(b, server_side=True)
print(shown(s.read, 1), a.recv(7))
a.close()
s.close()
a, b = pair(8444)
n = a.write(b'GET / HTTP/1.0\\r\\n\\r\\n')
s = server.wrap_socket(b, server_side=True)
print(shown(s.read, 1), a.recv(7))
a.close()
s.close()
`),
    ).toBe(
      "('OSError', (-266, 'NO_CIPHER')) b'\\x15\\x03\\x03\\x00\\x02\\x02('\n" +
        "('OSError', (-257, 'RECORD_OVERFLOW')) b'\\x15\\x03\\x03\\x00\\x02\\x02\\n'\n",
    );
  });
});

describe('a client', () => {
  test.each([
    ['ends', 'b.close()', "('OSError', (-256, 'CONN_LOST'))"],
    ['refuses', 'b.write(b"\\x15\\x03\\x03\\0\\x02\\x02\\x70")', "('OSError', (-112,))"],
    [
      'sends half an alert',
      'b.write(b"\\x15\\x03\\x03\\0\\x01\\x02")',
      "('OSError', (-260, 'INVALID_HANDSHAKE'))",
    ],
    ['sends zeros', 'b.write(bytes(20))', "('OSError', (-261, 'INVALID_PROT_MSG'))"],
    [
      'speaks out of turn',
      'b.write(b"\\x16\\x03\\x03\\0\\x04\\x0e\\0\\0\\0")',
      "('OSError', (-260, 'INVALID_HANDSHAKE'))",
    ],
  ])('of a server that %s hears it as on the chip', async (_, act, heard) => {
    await board.line('a, b = pair(8445)');
    await board.line(act);
    expect(await board.line('shown(ssl.wrap_socket, a)')).toBe(`${heard}\n`);
    await board.line('a.close(); b.close()');
  });

  test('whose time is over or whose connection is reset reads an end, as on the chip', async () => {
    await board.line('c, s = both(8446); c._stream.settimeout(0.05)');
    expect(await board.line('c.read(1)')).toBe("b''\n");
    await board.line('c.close(); s.close()');
  });
});

describe('asyncio over TLS', () => {
  test('reads a page by https, and idles meanwhile', async () => {
    expect(
      await board.program(`
async def page():
    reader, writer = await asyncio.open_connection('http.test', 443, ssl=True)
    writer.write(b'GET /large/5000 HTTP/1.0\\r\\n\\r\\n')
    await writer.drain()
    while await reader.readline() != b'\\r\\n':
        pass
    data = await reader.read()
    writer.close()
    await writer.wait_closed()
    return len(data)
print(asyncio.run(page()))
`),
    ).toBe('5000\n');
  });

  test('serves two clients at once', async () => {
    expect(
      await board.program(`
async def serve(reader, writer):
    line = await reader.readline()
    while line:
        writer.write(b'<' + line.strip() + b'>\\n' + bytes(1500) + b'\\n')
        await writer.drain()
        line = await reader.readline()
    await writer.wait_closed()

async def client(n):
    reader, writer = await asyncio.open_connection('127.0.0.1', 8447, ssl=client_context)
    said = []
    for k in range(2):
        writer.write('%d-%d\\n' % (n, k))
        await writer.drain()
        said.append(await reader.readline())
        said.append(len(await reader.readline()))
    await writer.wait_closed()
    return said

client_context = client_of = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)

async def main():
    s = await asyncio.start_server(serve, '0.0.0.0', 8447, ssl=server)
    for said in await asyncio.gather(client(1), client(2)):
        print(said)
    s.close()
    await s.wait_closed()

asyncio.run(main())
`),
    ).toBe("[b'<1-0>\\n', 1501, b'<1-1>\\n', 1501]\n[b'<2-0>\\n', 1501, b'<2-1>\\n', 1501]\n");
  });

  test('tells the task what went wrong with the handshake', async () => {
    expect(
      await board.program(`
async def main():
    for host, port in (('refuse.test', 443), ('echo.test', 7)):
        try:
            reader, writer = await asyncio.open_connection(host, port, ssl=True)
            writer.write(b'x')
            await writer.drain()
            print(await reader.read(1))
        except OSError as e:
            print(e.args)
asyncio.run(main())
`),
    ).toBe("(-256, 'CONN_LOST')\n(-260, 'INVALID_HANDSHAKE')\n");
  });
});
