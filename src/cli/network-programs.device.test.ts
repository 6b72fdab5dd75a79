import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HttpResult } from '../protocol/http';
import { lanConditions } from '../protocol/lan-conditions';
import { VIRTUAL_HOSTS, type VirtualHostName } from '../protocol/virtual-hosts';
import { TestBoard } from './test-board.test-helpers';

/** Programs of the kinds that MicroPython's users write, on a whole board. */
describe('on the board runs', () => {
  let board: TestBoard;
  beforeAll(async () => {
    board = await TestBoard.start();
  });
  afterAll(() => board.dispose());

  const get = (port: number, path: string): Promise<HttpResult> =>
    board.session.fetch({ method: 'GET', to: { ip: '192.168.1.42', port }, path, headers: [] });

  const body = (result: HttpResult): string => {
    if (!result.ok) throw new Error(JSON.stringify(result.failure));
    return new TextDecoder().decode(result.response.body);
  };

  const addressOf = (wanted: VirtualHostName): string =>
    VIRTUAL_HOSTS.find(({ name }) => name === wanted)?.ip ?? '';

  const waitsInPoll = (): boolean => {
    const activity = board.session.snapshot.device?.activity;
    return activity?.kind === 'waiting' && activity.on.call === 'poll';
  };

  test('a web server on select.select, which also hears UDP', async () => {
    await board.start(`
import select, socket
tcp = socket.socket()
tcp.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
tcp.bind(('', 8080))
tcp.listen(5)
udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
udp.bind(('', 8081))
knock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
clients = {}
heard = b''
served = 0
print('server', 'is', 'up')
while True:
    ready, _, broken = select.select([tcp, udp] + list(clients), [], list(clients))
    for s in ready:
        if s is tcp:
            c, peer = tcp.accept()
            c.setblocking(False)
            clients[c] = b''
        elif s is udp:
            heard, peer = udp.recvfrom(64)
        else:
            data = s.recv(256)
            clients[s] += data
            if not data:
                clients.pop(s).decode()
                s.close()
            elif b'\\r\\n\\r\\n' in clients[s]:
                path = clients.pop(s).split()[1]
                served += 1
                s.send(b'HTTP/1.0 200 OK\\r\\n\\r\\n%d %s %s' % (served, path, heard))
                s.close()
                knock.sendto(path, ('127.0.0.1', 8081))
`);
    await board.untilText('server is up');
    await board.until(waitsInPoll);
    expect(body(await get(8080, '/one'))).toBe('1 /one ');
    expect(body(await get(8080, '/two'))).toBe('2 /two /one');
    for (let count = 3; count < 40; count++)
      expect(body(await get(8080, `/${count}`))).toContain(`${count} `);
    await board.interrupt();
    expect(await board.line('len(clients), udp, tcp.close(), udp.close(), knock.close()')).toContain(
      '(0, <socket',
    );
  });

  test('a web server on poll, which starts again without a pause', async () => {
    const program = `
import select, socket
s = socket.socket()
s.bind(('', 8082))
s.listen(2)
p = select.poll()
p.register(s, select.POLLIN)
buffers = {}
print('po' 'lling')
while True:
    for sock, event in p.ipoll(1000):
        if sock is s:
            c = s.accept()[0]
            p.register(c, select.POLLIN)
        elif event & select.POLLIN:
            line = sock.readline()
            if line in (b'', b'\\r\\n'):
                p.modify(sock, select.POLLOUT)
        elif event & select.POLLOUT:
            sock.send(b'HTTP/1.0 200 OK\\r\\n\\r\\npolled')
            p.unregister(sock)
            sock.close()
        else:
            p.unregister(sock)
            sock.close()
`;
    for (let start = 0; start < 3; start++) {
      await board.start(program);
      await board.untilText('polling');
      for (let count = 0; count < 5; count++) expect(body(await get(8082, '/'))).toBe('polled');
      await board.interrupt();
      await board.line('s.close()');
    }
  });

  test('a chat over UDP, of three who all hear each line', async () => {
    const source = `
import select, socket
PORT = 9100
class Chat:
    def __init__(self, name, port):
        self.name = name
        self.heard = []
        self.peers = []
        self.sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.sock.bind(('0.0.0.0', port))
        self.sock.setblocking(False)
    def say(self, text):
        for peer in self.peers:
            self.sock.sendto('%s: %s' % (self.name, text), ('127.0.0.1', peer))
    def hear(self):
        while True:
            try:
                line, who = self.sock.recvfrom(200)
            except OSError as e:
                if e.errno != 11:
                    raise
                return
            self.heard.append((line.decode(), who[1]))

people = [Chat(name, PORT + i) for i, name in enumerate(('ada', 'bob', 'cy'))]
p = select.poll()
for one in people:
    one.peers = [PORT + i for i in range(3) if PORT + i != PORT + people.index(one)]
    p.register(one.sock, select.POLLIN)

by_socket = {id(one.sock): one for one in people}
for turn in range(3):
    people[turn].say('line %d' % turn)
    for sock, event in p.ipoll(100):
        by_socket[id(sock)].hear()

for one in people:
    print(one.name, one.heard)
    one.sock.close()
`;
    expect(await board.program(source)).toBe(
      "ada [('bob: line 1', 9101), ('cy: line 2', 9102)]\n" +
        "bob [('ada: line 0', 9100), ('cy: line 2', 9102)]\n" +
        "cy [('ada: line 0', 9100), ('bob: line 1', 9101)]\n",
    );
  });

  test('a UDP client that sends again what was lost on the way', async () => {
    board.session.setConditions(lanConditions({ loss: 30 }));
    const source = `
import select, socket
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
host = ('203.0.113.7', 7)
p = select.poll()
p.register(s, select.POLLIN)

def ask(text):
    for attempt in range(40):
        _ = s.sendto(text, host)
        while p.poll(60):
            data, peer = s.recvfrom(100)
            if data == text and peer == host:
                return attempt

tries = [ask(b'packet %d' % n) for n in range(20)]
print(None not in tries, sum(tries) > 0)
s.close()
`;
    expect(await board.program(source.replace('203.0.113.7', addressOf('echo.test')))).toBe('True True\n');
    board.session.setConditions(lanConditions({}));
  });

  test('the time by NTP', async () => {
    const source = `
import socket, struct
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.settimeout(2)
s.connect(socket.getaddrinfo('pool.ntp.org', 123)[0][-1])
query = bytearray(48)
query[0] = 0x1b
_ = s.write(query)
answer = s.read(48)
s.close()
print(len(answer), struct.unpack('!I', answer[40:44])[0] - 2208988800)
`;
    const [length, seconds] = (await board.program(source)).split(' ').map(Number);
    expect(length).toBe(48);
    expect(Math.abs((seconds ?? 0) - Date.now() / 1000)).toBeLessThan(5);
  });

  test('a poll over hosts that misbehave, which has an end for each', async () => {
    const source = `
import errno, select, socket
p = select.poll()
names = {}
outcome = {}
for name in ('refuse.test', 'silent.test', 'reset.test', 'cut.test', 'late.test'):
    s = socket.socket()
    s.setblocking(False)
    names[id(s)] = name
    outcome[name] = 0
    try:
        s.connect(socket.getaddrinfo(name, 80)[0][-1])
    except OSError as e:
        if e.errno != errno.EINPROGRESS:
            raise
    p.register(s, select.POLLOUT)

left = len(names)
while left:
    for s, event in p.ipoll(10000):
        name = names[id(s)]
        try:
            if event == select.POLLOUT:
                _ = s.send(b'GET / HTTP/1.0\\r\\nHost: x\\r\\n\\r\\n')
                p.modify(s, select.POLLIN)
                continue
            data = s.recv(500)
            if data:
                outcome[name] += len(data)
                continue
            outcome[name] = 'end'
        except OSError as e:
            outcome[name] = e.errno
        p.unregister(s)
        s.close()
        left -= 1

for name in sorted(outcome):
    print(name, outcome[name])
`;
    expect(await board.program(source)).toBe(
      'cut.test end\nlate.test end\nrefuse.test 104\nreset.test 104\nsilent.test 103\n',
    );
  }, 30_000);

  test('a client that tries again until it is served', async () => {
    const source = `
import socket, time
def fetch(address, tries):
    for attempt in range(tries):
        s = socket.socket()
        s.settimeout(5 if attempt else 0.05)
        try:
            s.connect(address)
            s.send(b'GET /ks/test.html HTTP/1.0\\r\\nHost: micropython.org\\r\\n\\r\\n')
            s.settimeout(5)
            return s.read().split()[1]
        except OSError as e:
            print(attempt, e.errno)
        finally:
            s.close()
        if attempt == 1:
            address = socket.getaddrinfo('micropython.org', 80)[0][-1]
        else:
            address = ('203.0.113.80', 81)

print(fetch(('192.168.1.99', 80), 5))
`;
    expect(await board.program(source)).toBe("0 110\n1 104\nb'200'\n");
  });
});
