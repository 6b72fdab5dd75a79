import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TestBoard } from './test-board.test-helpers';

let board: TestBoard;
beforeAll(async () => {
  board = await TestBoard.start();
  await board.line('import asyncio, socket, time, gc, micropython');
});
afterAll(() => board.dispose());

describe('asyncio', () => {
  test('has the names of the chip, and its submodules', async () => {
    const source = `
import asyncio.core, uasyncio
from asyncio.stream import Stream, StreamReader, Server
from asyncio.event import ThreadSafeFlag
from asyncio.funcs import gather
from asyncio.lock import Lock
print(asyncio, asyncio.core, uasyncio.run is asyncio.run, asyncio.__version__, StreamReader is Stream)
for name in ('run', 'create_task', 'current_task', 'sleep', 'sleep_ms', 'wait_for', 'wait_for_ms', 'gather', 'Event',
             'ThreadSafeFlag', 'Lock', 'get_event_loop', 'new_event_loop', 'CancelledError', 'TimeoutError', 'Task',
             'StreamReader', 'StreamWriter', 'open_connection', 'start_server', 'Loop'):
    if not hasattr(asyncio, name):
        print(name)
for name in ('Queue', 'Semaphore', 'to_thread', 'timeout', 'as_completed', '_vm', 'TaskGroup'):
    if hasattr(asyncio, name) or hasattr(asyncio.core, name):
        print(name)
`;
    expect(await board.program(source)).toBe(
      "<module 'asyncio'> <module 'asyncio.core'> True (3, 0, 0) True\n",
    );
  });

  test("takes next to nothing of the program's memory", async () => {
    await board.line('gc.collect(); before = gc.mem_free()');
    await board.line('import asyncio');
    const taken = Number(await board.line('gc.collect(); before - gc.mem_free()'));
    expect(taken).toBeLessThan(1_000);
  });

  test('keeps nothing of tasks that came and went while another one waited', async () => {
    const source = `
async def answer():
    await asyncio.sleep_ms(0)
    await asyncio.sleep_ms(0)

async def one_of_many():
    kept = bytearray(100)
    await asyncio.wait_for(answer(), 1)

async def server(times):
    for n in range(times):
        asyncio.create_task(one_of_many())
        await asyncio.sleep_ms(0)
        await asyncio.sleep_ms(0)

async def main():
    event = asyncio.Event()
    used = []
    serves = asyncio.create_task(server(300))
    for turn in range(9):
        await asyncio.sleep_ms(0)
    waits = asyncio.create_task(event.wait())
    while not serves.done():
        for turn in range(30):
            await asyncio.sleep_ms(0)
        gc.collect()
        used.append(gc.mem_alloc())
    event.set()
    await waits
    print(max(used) - min(used))

asyncio.run(main())
`;
    expect(Number(await board.program(source))).toBeLessThan(2_000);
  });

  test('runs tasks in the order in which they are due', async () => {
    const source = `
async def worker(name, ms, times):
    for n in range(times):
        await asyncio.sleep_ms(ms)
        print(name, n)
    return name

async def main():
    a = asyncio.create_task(worker('a', 100, 3))
    b = asyncio.create_task(worker('b', 250, 1))
    print(asyncio.current_task() is a, a.done())
    print(await a, await b, a.done(), await a)
    return 'end'

print(asyncio.run(main()))
`;
    expect(await board.program(source)).toBe('False False\na 0\na 1\nb 0\na 2\na b True a\nend\n');
  });

  test('cancels what waits, wherever it does', async () => {
    const source = `
async def waits(name, aw):
    try:
        await aw
    except asyncio.CancelledError:
        print(name, 'cancelled')
        raise
    finally:
        print(name, 'ends')

async def nap():
    await asyncio.sleep(9)

async def main():
    event, lock = asyncio.Event(), asyncio.Lock()
    await lock.acquire()
    inner = asyncio.create_task(asyncio.wait_for(event.wait(), 50))
    s = socket.socket()
    s.bind(('', 8200))
    s.listen(1)
    s.setblocking(False)
    reader = asyncio.StreamReader(s)
    tasks = [asyncio.create_task(waits(*each)) for each in (
        ('sleep', nap()), ('event', event.wait()), ('lock', lock.acquire()), ('task', inner),
        ('read', reader.read(1)), ('gather', asyncio.gather(event.wait(), event.wait())))]
    await asyncio.sleep_ms(10)
    print([t.cancel() for t in tasks])
    for t in tasks:
        try:
            await t
        except asyncio.CancelledError:
            pass
    print([t.done() for t in tasks], tasks[0].cancel(), inner.done())
    lock.release()
    print(lock.locked())
    s.close()
    try:
        asyncio.current_task().cancel()
    except RuntimeError as error:
        print(error)

asyncio.run(main())
`;
    const names = ['sleep', 'event', 'lock', 'task', 'read', 'gather'];
    const printed = (await board.program(source)).trimEnd().split('\n');
    expect(printed.slice(1, 13).sort()).toEqual(
      names.flatMap((name) => [`${name} cancelled`, `${name} ends`]).sort(),
    );
    expect(printed[0]).toBe('[True, True, True, True, True, True]');
    expect(printed.slice(13)).toEqual([
      '[True, True, True, True, True, True] False True',
      'False',
      "can't cancel self",
    ]);
  });

  test('wait_for limits a wait, passes results and exceptions on, and leaves what is done alone', async () => {
    const source = `
async def slow():
    try:
        await asyncio.sleep(60)
    except asyncio.CancelledError:
        print('cancelled')
        raise

async def value(ms):
    await asyncio.sleep_ms(ms)
    return ms

async def fails():
    await asyncio.sleep_ms(1)
    raise OSError(110)

async def main():
    begun = time.ticks_ms()
    for aw, limit in ((slow(), 0.02), (value(5), 5), (fails(), 5), (value(3), None), (slow(), 0)):
        try:
            print(await asyncio.wait_for(aw, limit))
        except (asyncio.TimeoutError, OSError) as error:
            print(repr(error))
    task = asyncio.create_task(value(1))
    await asyncio.sleep_ms(10)
    print(await asyncio.wait_for_ms(task, 0))
    shared = asyncio.create_task(value(20))
    print(await asyncio.gather(asyncio.wait_for(shared, 1), asyncio.wait_for(shared, 1)))
    print(time.ticks_diff(time.ticks_ms(), begun) < 5000)

asyncio.run(main())
`;
    expect(await board.program(source)).toBe(
      'cancelled\nTimeoutError()\n5\nOSError(110,)\n3\ncancelled\nTimeoutError()\n1\n[20, 20]\nTrue\n',
    );
  });

  test('what is gathered has nobody else waiting for it, and the other way round', async () => {
    const source = `
async def job(n):
    await asyncio.sleep_ms(n)
    return n

async def refused(aw):
    try:
        await aw
    except RuntimeError as error:
        print(error)

async def main():
    one, two = asyncio.create_task(job(30)), asyncio.create_task(job(30))
    both = asyncio.create_task(asyncio.gather(one, two))
    await asyncio.sleep_ms(0)
    await refused(one)
    await refused(asyncio.wait_for(one, 1))
    await refused(asyncio.gather(one))
    print(await both, await one)
    twice = asyncio.create_task(job(1))
    await refused(asyncio.gather(twice, twice))
    print(await twice)

asyncio.run(main())
`;
    expect(await board.program(source)).toBe(
      "can't wait\ncan't wait\ncan't gather\n[30, 30] 30\ncan't gather\n1\n",
    );
  });

  test('a program that only a handler can wake is not over', async () => {
    const source = `
import machine
event = asyncio.Event()

async def main():
    timer = machine.Timer(-1)
    timer.init(mode=machine.Timer.ONE_SHOT, period=20, callback=lambda t: event.set())
    await event.wait()
    print('woken')

asyncio.run(main())
`;
    expect(await board.program(source)).toBe('woken\n');
  });

  test('tasks sleep and wait for streams in C while the heap is locked, or nothing is left of it', async () => {
    const source = `
import micropython
pipe = micropython.RingIO(16)

async def writes(stream):
    stream.write(b'0123456789' * 5)
    await stream.drain()

async def main():
    micropython.heap_lock()
    await asyncio.sleep_ms(3)
    micropython.heap_unlock()
    stream = asyncio.StreamWriter(pipe)
    asyncio.create_task(writes(stream))
    print(await stream.readexactly(50))

asyncio.run(main())
`;
    expect(await board.program(source)).toBe(`b'${'0123456789'.repeat(5)}'\n`);
  });

  test('gather gives results in order, the first exception, or all of them', async () => {
    const source = `
async def job(n, error=None):
    await asyncio.sleep_ms(n)
    print('done', n)
    if error:
        raise error
    return n

async def main():
    loop = asyncio.get_event_loop()
    loop.set_exception_handler(lambda loop, context: print('unasked', context['exception']))
    print(await asyncio.gather(job(6), job(2), job(4)), await asyncio.gather())
    print(await asyncio.gather(job(3), job(1, ValueError('x')), return_exceptions=True))
    try:
        await asyncio.gather(job(80), job(1, ValueError('y')), job(40, ValueError('z')))
    except ValueError as error:
        print('raised', error)
    await asyncio.sleep_ms(150)
    loop.set_exception_handler(None)

asyncio.run(main())
`;
    expect(await board.program(source)).toBe(
      "done 2\ndone 4\ndone 6\n[6, 2, 4] []\ndone 1\ndone 3\n[3, ValueError('x',)]\n" +
        'done 1\nraised y\ndone 40\nunasked z\ndone 80\n',
    );
  });

  test('Lock is held by one at a time and passed on in turn; Event wakes all that wait', async () => {
    const source = `
async def user(lock, n):
    async with lock:
        print('in', n, lock.locked())
        await asyncio.sleep_ms(2)
        print('out', n)

async def waiter(event, n):
    print(n, await event.wait())

async def main():
    lock, event = asyncio.Lock(), asyncio.Event()
    await asyncio.gather(*(user(lock, n) for n in range(3)))
    print(lock.locked())
    try:
        lock.release()
    except RuntimeError as error:
        print(error)
    waiters = [asyncio.create_task(waiter(event, n)) for n in range(3)]
    await asyncio.sleep_ms(1)
    print(event.is_set())
    event.set()
    await asyncio.sleep_ms(1)
    print(event.is_set(), [t.done() for t in waiters], await event.wait())
    event.clear()
    print(event.is_set())

asyncio.run(main())
`;
    expect(await board.program(source)).toBe(
      'in 0 True\nout 0\nin 1 True\nout 1\nin 2 True\nout 2\nFalse\nLock not acquired\nFalse\n' +
        '0 True\n1 True\n2 True\nTrue [True, True, True] True\nFalse\n',
    );
  });

  test('a handler sets a ThreadSafeFlag, which wakes the task that waits', async () => {
    const source = `
flag = asyncio.ThreadSafeFlag()
async def later():
    await asyncio.sleep_ms(5)
    micropython.schedule(lambda _: flag.set(), 0)

async def main():
    asyncio.create_task(later())
    print(await flag.wait(), flag.state)
    flag.set()
    print(await flag.wait())

asyncio.run(main())
`;
    expect(await board.program(source)).toBe('None 0\nNone\n');
  });

  test('reports an exception of a task that nobody waits for, and goes on', async () => {
    const source = `
async def fails():
    raise ValueError('lost')

async def main():
    asyncio.create_task(fails())
    await asyncio.sleep_ms(2)
    print('goes on')
    asyncio.get_event_loop().set_exception_handler(lambda loop, context: print('handler', repr(context['exception'])))
    t = asyncio.create_task(fails())
    await asyncio.sleep_ms(2)
    asyncio.get_event_loop().set_exception_handler(None)

asyncio.run(main())
`;
    expect(await board.program(source)).toMatch(
      /^Task exception wasn't retrieved\nfuture: <Task> coro= <generator object 'fails' at [0-9a-f]+>\nTraceback \(most recent call last\):\n {2}File "<stdin>", line 3, in fails\nValueError: lost\ngoes on\nhandler ValueError\('lost',\)\n$/,
    );
  });

  test.each([
    ['asyncio.create_task(5)', 'TypeError: coroutine expected'],
    ['asyncio.run(asyncio.sleep_ms(1))', 'TypeError: coroutine expected'],
    ['asyncio.run(asyncio.open_connection("nobody.test", 80))', 'OSError: -2'],
    ['asyncio.current_task()', 'RuntimeError: no running event loop'],
  ])('%s raises as on the chip', async (line, error) => {
    const printed = (await board.line(line)).trimEnd();
    expect(printed.split('\n').at(-1)).toBe(error);
  });

  test('a loop runs until it is stopped', async () => {
    const source = `
loop = asyncio.get_event_loop()
async def stops():
    await asyncio.sleep_ms(5)
    loop.stop()
    print('stopped')

_ = loop.create_task(stops())
print(loop.run_forever())
print(loop.run_until_complete(asyncio.wait_for(stops(), 1)))
`;
    expect(await board.program(source)).toBe('stopped\nNone\nstopped\nNone\n');
  });

  test('a file of its name comes first from the current directory, and later from /lib', async () => {
    await board.program(`
import os, sys
for name in list(sys.modules):
    del sys.modules[name]
os.mkdir('/lib') if 'lib' not in os.listdir('/') else None
with open('/lib/asyncio.py', 'w') as f:
    _ = f.write('where = 1')
`);
    expect(await board.line('import asyncio; print(hasattr(asyncio, "run"))')).toBe('True\n');
    await board.program(`
for name in list(sys.modules):
    del sys.modules[name]
os.rename('/lib/asyncio.py', '/asyncio.py')
`);
    expect(await board.line('import asyncio; print(hasattr(asyncio, "run"))')).toBe('False\n');
    await board.line("os.remove('/asyncio.py'); del sys.modules['asyncio']; import asyncio");
  });
});
