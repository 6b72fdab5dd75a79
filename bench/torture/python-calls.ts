import type { Random } from '../../src/shared/random';

/**
 * What programs on the chip call beside the language itself, as blocks of lines. `$n` is a small number, `$p` a port,
 * `$f` a file, `$b` some bytes.
 */
const CALLS = {
  values: `
print(json.dumps({'a': [1, 2.5, None, True, 'x']}))
--
a = json.loads('[{"a": 1, "b": [true, null, "x"]}]')
--
json.loads('{"a": ')
--
b = re.match('(a+)+b', 'aaaaaaaaab').group(0)
--
print(re.sub('[ab]', lambda m: m.group(0) + 'x', 'abcab'))
--
a = struct.pack('<hIq', $n, $n, 2 ** 40); b = struct.unpack('<hIq', a)
--
a = sorted([c % 7 for c in range(50)], key=lambda x: -x)
--
a = '{:>10} {!r} {:08.3f}'.format('x', 'y', 3.5) + '%s %d' % ('x', $n)
--
b = bytearray(range(64)); a = memoryview(b)[3:9]; a[0] = 7; b[1:2] = a
--
a = array.array('h', [1, 2, 3]); a.extend(array.array('h', [4] * $n))
--
a = collections.deque((), $n); a.append(1); a.popleft(); a.popleft()
--
a = int('9' * 40); b = a * a // 7 - (a << 9); print(len(str(b)))
--
a = hashlib.sha256($b).digest(); b = binascii.hexlify(a); c = binascii.b2a_base64(a)
--
a = {n: str(n) for n in range(40)}; [a.pop(n) for n in list(a)[::2]]
--
a = set(range(20)); b = a ^ {1, 99}; a -= b
--
exec('d = [n for n in range($n)]'); eval('d + [')
--
a = io.StringIO(); a.write('x' * $n); print(a.getvalue())
--
print(repr([[[{1: (2, [3])}]]]), hash('abc'), 1.5e300 * 1e300, complex(1, 2))
--
a = [0] * 50; a[::3] = [1] * 17; a.sort(); a.reverse(); del a[5:]
--
a = time.ticks_add(time.ticks_ms(), $n); time.sleep_ms($n); time.ticks_diff(a, time.ticks_ms())
--
a = iter([1, 2]); next(a); next(a); next(a)
`,
  deep: `
def r(n):
    return r(n + 1) + 1
r(0)
--
a = []
for c in range(400):
    a = [a]
print(len(repr(a)))
--
json.loads('[' * 500)
--
re.match('(' * 90 + 'a' + ')' * 90, 'a')
--
class R:
    def __getattr__(self, name):
        return getattr(self, name + 'x'[:$n % 2])
R().a
--
class R:
    def __repr__(self):
        return repr(self)
print(R())
--
a = lambda: a()
a()
--
sorted([3, 1, 2], key=lambda x: sorted([x], key=lambda y: r(y)))
`,
  memory: `
a = []
while len(a) < 99999:
    a.append(bytes($n))
--
a = bytearray(30000 + 100 * $n)
--
a = 'x'
for c in range(20):
    a += a
--
a = None
for c in range(9999):
    a = (a, c)
--
a = {}
for c in range(9999):
    a[c] = c
--
b = [bytearray(n) for n in range(200)]; del b[::2]; gc.collect(); a = bytearray(9000)
--
a = [object() for c in range(300)] * 9; gc.collect()
--
gc.disable(); a = [str(n) for n in range(300)]; a = None; gc.enable()
--
gc.threshold($n * 100); a = [[n] for n in range(100)]; gc.threshold(9504)
--
micropython.heap_lock(); a = $n + 1.5; micropython.heap_unlock()
`,
  sockets: `
l = socket.socket(); l.bind(('127.0.0.1', $p)); l.listen($n % 3)
s = socket.socket(); s.connect(('127.0.0.1', $p))
t, a = l.accept(); s.send($b); print(t.recv($n + 1)); t.close()
print(s.recv(9)); s.close(); l.close()
--
l = socket.socket(); l.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
l.bind(('', $p)); l.listen(2); l.settimeout(0.01); l.accept()
--
s = socket.socket(); s.connect(('192.168.1.42', $p)); s.sendall($b * 900)
--
l = socket.socket(); l.bind(('0.0.0.0', $p)); l.listen(1)
for n in range(4):
    s = socket.socket(); s.connect(('127.0.0.1', $p)); s.setblocking(False); s.write($b)
t = l.accept()[0].makefile('rwb', 0); print(t.readline())
--
s = socket.socket(); s.connect(socket.getaddrinfo('towel.blinkenlights.nl', 23)[0][-1])
for n in range($n % 5):
    print(len(s.recv(500)))
--
s = socket.socket(); s.connect(socket.getaddrinfo('micropython.org', 80)[0][-1])
s.send(b'GET /ks/test.html HTTP/1.0\\r\\nHost: micropython.org\\r\\n\\r\\n'); print(len(s.read()))
--
s = socket.socket(); s.settimeout(0.02); s.connect(('203.0.113.99', $p))
--
s = [socket.socket() for n in range($n % 12)]; s[0].bind(('', $p)); del s
--
s = socket.socket(); s.connect(('192.168.1.1', $p))
--
socket.getaddrinfo('no.such.name', 80)
--
s = socket.socket(); s.setblocking(False); s.connect(('127.0.0.1', $p)); s.recv(1)
--
s = socket.socket(); s.bind(('127.0.0.1', $p)); s.readinto(bytearray(9)); s.close(); s.recv(1)
`,
  files: `
with open('$f', 'w') as q:
    q.write('x' * (100 * $n))
--
q = open('$f', 'ab'); q.write($b * $n); q.flush(); os.stat('$f')
--
q = open('$f'); a = q.read(9), q.readline(), q.seek(0), q.tell()
--
for a in open('$f'):
    print(len(a))
--
os.mkdir('/d'); q = open('/d/x', 'wb'); q.write($b); os.rename('/d', '/e')
--
os.remove('$f')
--
os.rename('$f', '/z'); os.rename('/z', '$f')
--
for n in os.ilistdir('/'):
    break
--
i = os.ilistdir('/'); next(i); print(os.listdir(), os.getcwd(), os.statvfs('/')[3] > 0)
--
os.chdir('/d'); open('x').read(); os.chdir('/'); os.rmdir('/d')
--
with open('m.py', 'w') as q: q.write('v = [' + '1,' * $n + ']\\ndef w():\\n    return open("$f")\\n')
import m; q = m.w()
--
q = [open('$f', 'r+') for n in range($n % 9)]
`,
  board: `
p = machine.Pin(4, machine.Pin.OUT); p.on(); p.toggle(); p.value($n % 2); print(p, p())
--
p = machine.Signal(machine.Pin(5, machine.Pin.IN, machine.Pin.PULL_UP), invert=True); print(p.value())
--
machine.Pin(4).irq(print)
--
machine.Pin(3)
--
micropython.schedule(lambda x: [x] * 9, $n)
--
for n in range(6): micropython.schedule(print, n)
--
try: 1 / 0
except Exception as e: sys.print_exception(e)
--
sys.stdout.write('x' * $n); sys.stdout.buffer.write($b); print(end='')
--
print('\\x1b[31m', chr(233), b'\\xff', end='\\r')
--
w = network.WLAN(network.STA_IF); print(w.isconnected(), w.ifconfig())
--
os.sync(); os.urandom($n); machine.idle(); machine.unique_id()
--
micropython.mem_info(); print(micropython.stack_use(), gc.mem_free() > 0)
`,
  udp: `
u = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); u.bind(('', $p)); u.settimeout(0.02)
u.sendto($b, ('127.0.0.1', $p)); print(u.recvfrom($n)); u.close(); u.recv(1)
--
u = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); u.setblocking(False)
for n in range($n % 9): u.sendto($b, ('203.0.113.7', 7))
time.sleep_ms(2); print(u.recv(99))
--
u = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); u.connect(('203.0.113.7', 7)); u.settimeout(0.02)
u.write($b); print(u.read(9), u.recv(9, socket.MSG_PEEK))
--
u = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); u.bind(('', $p))
u.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, bytes((239, 1, 2, 3, 0, 0, 0, 0)))
u.sendto($b, ('239.1.2.3', $p)); u.sendto($b, ('255.255.255.255', $p))
--
u = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); u.bind(('', $p))
u.setsockopt(socket.SOL_SOCKET, 20, lambda s: s.recv($n))
for n in range(6): u.sendto($b, ('127.0.0.1', $p))
--
u = [socket.socket(socket.AF_INET, socket.SOCK_DGRAM) for n in range($n % 6)]
q = select.poll(); [q.register(s, $n % 6) for s in u]
print(len(q.poll($n % 20)), len(select.select(u, u, u, 0.01)[1]))
--
u = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); u.sendto(bytes(1400 + $n), ('203.0.113.7', 7))
--
u = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); select.select([u], [], [], 0.01); list(select.poll().ipoll(1))
`,
  /** What is in `timers` is stopped after each program. One that prints again and again would hide the prompt. */
  interrupts: `
timers.append(machine.Timer(-1)); timers[-1].init(period=$n % 7 + 1, callback=lambda t: print(t, t.deinit()))
--
timers.append(machine.Timer(-1)); timers[-1].init(period=$n % 7 + 1, callback=lambda t: [t] * $n)
--
timers.append(machine.Timer(0)); timers[-1].init(mode=machine.Timer.ONE_SHOT, period=1, callback=lambda t: [t] * $n)
time.sleep_ms(3)
--
timers.append(machine.Timer(-1)); timers[-1].init(freq=500, callback=lambda t: t.deinit()); time.sleep_ms($n % 9)
--
timers.append(machine.Timer(-1)); timers[-1].init(period=1, callback=lambda t: t.deinit() or 1 / 0); time.sleep_ms(4)
--
timers.append(machine.Timer(-1)); timers[-1].init(period=2, callback=lambda t: time.sleep_ms(1))
s = socket.socket(); s.settimeout(0.02); s.connect(('203.0.113.99', $p))
--
for t in timers: t.deinit()
--
p = machine.Pin(4, machine.Pin.OUT); p.irq(lambda q: print(q), 3)
for n in range($n % 9): p.toggle()
--
p = machine.Pin(5, machine.Pin.OUT); p.irq(lambda q: q.toggle(), machine.Pin.IRQ_RISING); p.on(); time.sleep_ms(1)
--
p = machine.Pin(5, machine.Pin.OUT); p.irq(lambda q: 1 / 0, 3); p.toggle(); p.toggle()
--
p = machine.Pin(4); p.irq(lambda q: micropython.schedule(print, $n), machine.Pin.IRQ_FALLING); p.on(); p.off()
--
machine.Pin(4).irq(None); machine.Pin(5).irq(handler=None)
`,
  asyncio: `
async def at(n):
    await asyncio.sleep_ms(n)
    return n
print(asyncio.run(at($n % 9)))
--
async def at(n):
    for k in range(n): await asyncio.sleep_ms(0)
async def am(): await asyncio.gather(*(at(k) for k in range($n % 6)))
asyncio.run(am())
--
async def am(): await asyncio.wait_for(asyncio.sleep(9), 0.01)
asyncio.run(am())
--
async def am():
    k = asyncio.Lock(); v = asyncio.Event(); v.set()
    async with k: await v.wait()
    async with k: await k.acquire()
asyncio.create_task(am()); asyncio.get_event_loop().run_until_complete(asyncio.wait_for_ms(am(), 5))
--
async def sv(r, w):
    w.write(await r.readline()); await w.drain(); await w.wait_closed()
async def am():
    s = await asyncio.start_server(sv, '127.0.0.1', $p)
    r, w = await asyncio.open_connection('127.0.0.1', $p)
    w.write(b'x\\n'); await w.drain(); print(await r.read()); await w.wait_closed()
    s.close(); await s.wait_closed()
asyncio.run(am())
--
async def am():
    r, w = await asyncio.open_connection('micropython.org', 80)
    w.write(b'GET /ks/test.html HTTP/1.0\\r\\nHost: micropython.org\\r\\n\\r\\n'); await w.drain(); print(len(await r.read()))
asyncio.run(am())
--
async def at(v): v.set(); await asyncio.sleep_ms(1); raise ValueError($n)
async def am():
    v = asyncio.Event(); k = asyncio.create_task(at(v)); await v.wait(); k.cancel() if $n % 2 else None
    await asyncio.sleep_ms(3); return k.done()
print(asyncio.run(am()))
--
asyncio.new_event_loop(); asyncio.run(asyncio.open_connection('127.0.0.1', $p))
`,
  /** Nothing but Ctrl-C ends these. */
  forever: `
async def am():
    await asyncio.start_server(print, '127.0.0.1', $p)
    while True: await asyncio.sleep_ms($n % 3)
asyncio.run(am())
--
async def sv(r, w):
    while True: w.write(await r.readline()); await w.drain()
async def am():
    await asyncio.start_server(sv, '127.0.0.1', $p)
    r, w = await asyncio.open_connection('127.0.0.1', $p)
    while True: w.write(b'line\\n'); await w.drain(); await r.readline()
asyncio.run(am())
--
u = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); u.bind(('', $p)); select.select([u], [], [])
--
timers.append(machine.Timer(-1)); timers[-1].init(period=1, callback=lambda t: micropython.schedule(id, t))
while True: time.sleep_ms(1)
--
while True: pass
--
while True: print('x' * 79)
--
while True:
    a = [str(n) for n in range(9)]
--
time.sleep(99)
--
input('? ')
--
sys.stdin.read($n)
--
l = socket.socket(); l.bind(('', $p)); l.listen(1); l.accept()
--
s = socket.socket(); s.connect(socket.getaddrinfo('towel.blinkenlights.nl', 23)[0][-1])
while True: s.recv(99)
--
s = socket.socket(); s.connect(('203.0.113.99', 9))
--
l = socket.socket(); l.bind(('', $p)); l.listen(1)
s = socket.socket(); s.connect(('127.0.0.1', $p))
while True: s.send($b)
--
while True:
    q = open('$f', 'w'); q.write('x' * 999)
--
while True:
    try: s = socket.socket(); s.connect(('127.0.0.1', $p))
    except OSError: pass
--
while True: micropython.schedule(lambda x: None, 0)
`,
};
export type CallKind = keyof typeof CALLS;

const BLOCKS = Object.fromEntries(
  Object.entries(CALLS).map(([kind, text]) => [kind, text.slice(1, -1).split('\n--\n')]),
);

const FILES = ['/a', '/b', 'c', '/d/x', '/nope/y'] as const;
const BYTES = [`b'x'`, `b'\\xff\\x00' * 9`, `b'line\\r\\nline'`, `'text'`, `bytearray(9)`] as const;

/** The modules that the calls need. */
export const IMPORTS =
  'import array, asyncio, binascii, collections, gc, hashlib, io, json, machine, micropython, network, os, re, select, socket, struct, sys, time';

export function callLines(random: Random, kind: CallKind): string[] {
  const [first = '', ...others] = BLOCKS[kind] ?? [];
  const port = String(random.between(5_000, 5_003));
  const file = random.pick(FILES);
  return random
    .pick([first, ...others])
    .replaceAll('$n', () => String(random.size(100)))
    .replaceAll('$p', port)
    .replaceAll('$f', file)
    .replaceAll('$b', () => random.pick(BYTES))
    .split('\n');
}
