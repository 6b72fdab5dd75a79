import { describe, expect, test, vi } from 'vitest';
import type { Fault, Remedy } from '../protocol/messages';
import { PROTOCOL_VERSION } from '../protocol/version';
import { Deferred, type FakeDeviceWorker, type FakeHost, type FakeNetWorker } from './fake-host.test-helpers';
import type { BoardSession } from './board-session';
import { faults } from '../words/en/faults';
import { faultText } from '../words/fault-text';
import { become, booted, INTERPRETER, last, ready, start } from './started-session.test-helpers';

const told = (fault: Fault | null): string => (fault ? faultText(fault, faults.english) : '');
const bytes = (said: string): Uint8Array => new TextEncoder().encode(said);

interface Road {
  readonly what: string;
  /** Lets it happen before the board was ever there. */
  readonly atStart?: (host: FakeHost, device: FakeDeviceWorker | undefined) => void;
  /** Lets it happen to a board at its prompt. */
  readonly later?: (device: FakeDeviceWorker) => void;
  readonly says: RegExp;
  readonly remedy: Remedy;
}

const GARBAGE: readonly unknown[] = [
  undefined,
  null,
  'hello',
  {},
  { kind: 7 },
  { kind: 'toString' },
  { kind: 'other' },
  { kind: 'output', bytes: 'text' },
  { kind: 'state' },
  { kind: 'file', sequence: '1', path: null },
];

const roads: readonly Road[] = [
  {
    what: 'the worker’s script cannot be loaded',
    atStart: (_, device) => device?.fail('its script could not be loaded'),
    says: /runs the board could not be loaded\. Check the connection and try again/,
    remedy: 'try-again',
  },
  {
    what: 'the interpreter cannot be fetched',
    atStart: (host) => host.interpreter.reject(new Error('micropython.wasm: 404 Not Found')),
    says: /MicroPython could not be loaded\. Check the connection/,
    remedy: 'try-again',
  },
  {
    what: 'the interpreter came incomplete',
    atStart: (host) => host.interpreter.reject(new WebAssembly.CompileError('unexpected end')),
    says: /damaged or incomplete.*loaded anew/,
    remedy: 'try-again',
  },
  {
    what: 'the page has no memory to compile it',
    atStart: (host) => host.interpreter.reject(new RangeError('WebAssembly.compile(): Out of memory')),
    says: /no memory left for the board\. Close other tabs/,
    remedy: 'try-again',
  },
  {
    what: 'the worker ends by itself',
    later: (device) => device.fail('terminated'),
    says: /stopped unexpectedly\. Restart it/,
    remedy: 'restart',
  },
  {
    what: 'the worker runs out of memory',
    later: (device) => device.fail('Uncaught RangeError: Array buffer allocation failed'),
    says: /no memory left/,
    remedy: 'restart',
  },
  {
    what: 'the worker tells of a trap',
    later: (device) =>
      device.say({
        kind: 'fault',
        fault: { where: 'device worker', why: 'simulator-bug', detail: '', remedy: 'restart' },
      }),
    says: /a fault in the simulator, not in your program/,
    remedy: 'restart',
  },
  {
    what: 'the worker is of another version',
    atStart: (_, device) => device?.say({ kind: 'ready', version: PROTOCOL_VERSION + 1 }),
    says: /two versions of this page were mixed\. Reload/,
    remedy: 'reload',
  },
  ...GARBAGE.map((message, index) => ({
    what: `the worker talks nonsense (${index + 1})`,
    later: (device: FakeDeviceWorker) => device.babble(message),
    says: /two versions/,
    remedy: 'reload' as const,
  })),
];

const MAIN = { path: '/main.py', kind: 'file', bytes: bytes('kept') } as const;
const withMain = (host: FakeHost): void => {
  host.flash.stored = Promise.resolve([MAIN]);
};

/** The board of this session takes what is typed. */
function expectWorks(session: BoardSession, device: FakeDeviceWorker): void {
  expect(session.snapshot).toMatchObject({ phase: 'ready', fault: null });
  session.type('x');
  expect(device.take()).toContainEqual({ kind: 'uart', bytes: bytes('x') });
}

describe('a fault of the board', () => {
  test.each(roads)('$what: a sentence and a button, after which the board works', async (road) => {
    const { host, session } = road.later ? await ready(withMain) : start(withMain);
    const { interpreter } = host;
    road.atStart?.(host, host.devices.at(-1));
    road.later?.(last(host.devices));
    await vi.waitFor(() => expect(session.snapshot.phase).toBe('failed'));
    expect(told(session.snapshot.fault)).toMatch(road.says);
    expect(session.snapshot.fault?.remedy).toBe(road.remedy);
    expect(session.snapshot.faultsInRow).toBe(1);
    expect(last(host.devices).terminated).toBe(1);

    // Reloading the page starts a session of its own; the others start here, from the files that are kept.
    interpreter.resolve(INTERPRETER);
    host.interpreter = new Deferred();
    host.interpreter.resolve(INTERPRETER);
    await session.reset();
    const device = await booted(host);
    expect(device.boot?.flash).toEqual([MAIN]);
    become(device, { kind: 'prompt' });
    expectWorks(session, device);
    expect(session.snapshot.faultsInRow).toBe(0);
  });

  test('a worker that this browser does not start is one, and so is a channel that it does not make', async () => {
    const { host, session } = await ready();
    const startDeviceWorker = host.startDeviceWorker.bind(host);
    host.startDeviceWorker = () => {
      throw new Error('SecurityError');
    };
    await session.reset();
    expect(session.snapshot.fault).toMatchObject({ remedy: 'try-again', detail: 'Error: SecurityError' });
    expect(told(session.snapshot.fault)).toMatch(/did not start the board’s worker/);

    host.startDeviceWorker = startDeviceWorker;
    const createChannel = host.createChannel.bind(host);
    host.createChannel = () => {
      throw new RangeError('Array buffer allocation failed');
    };
    await session.reset();
    expect(told(session.snapshot.fault)).toMatch(/no memory left/);
    expect(session.snapshot.faultsInRow).toBe(2);

    host.createChannel = createChannel;
    await session.reset();
    become(await booted(host), { kind: 'prompt' });
    expectWorks(session, last(host.devices));
  });

  test('whoever waits for the start to be under way waits for no board that cannot start', async () => {
    const { host, session } = start();
    host.interpreter.resolve(INTERPRETER);
    await session.begun;
    expect(last(host.devices).boot).toBeDefined();
    const other = start();
    other.host.interpreter.reject(new Error('micropython.wasm: 404 Not Found'));
    await other.session.begun;
    expect(other.session.snapshot.phase).toBe('failed');
  });

  test('the interpreter is asked for again only when it did not come, and then past the caches', async () => {
    const { host, session } = start();
    host.interpreter.reject(new Error('offline'));
    await vi.waitFor(() => expect(session.snapshot.phase).toBe('failed'));
    host.interpreter = new Deferred();
    host.interpreter.resolve(INTERPRETER);
    await session.reset();
    await session.reset();
    expect(host.loads).toEqual([false, true]);
  });

  test('each start that ends before a prompt counts, whatever the board did until then', async () => {
    const { host, session } = await ready();
    for (const times of [1, 2, 3]) {
      await session.reset();
      become(await booted(host), { kind: 'running' });
      last(host.devices).fail('trap');
      expect(session.snapshot.faultsInRow).toBe(times);
    }
    await session.reset({ skipStartFiles: true });
    const device = await booted(host);
    expect(device.boot?.skipStartFiles).toBe(true);
    become(device, { kind: 'prompt' });
    expect(session.snapshot.faultsInRow).toBe(0);
    await session.reset();
    expect((await booted(host)).boot?.skipStartFiles).toBe(false);
  });
});

const REQUEST = {
  method: 'GET',
  to: { ip: '192.168.1.42', port: 80 },
  path: '/',
  headers: [],
} as const;
const kinds = (net: FakeNetWorker): string[] => net.messages.map(({ kind }) => kind);

describe('a fault of the network', () => {
  test('a net worker that dies is replaced under the running board, by its next port', async () => {
    const { host, session, device, net, notices } = await ready();
    become(device, { kind: 'running' });
    net.fail('crashed');
    expect(device.take()).toEqual([{ kind: 'net-lost' }]);
    expect([host.nets.length, net.terminated, device.terminated]).toEqual([2, 1, 0]);
    expect(notices).toEqual([{ kind: 'network-restarted' }]);
    expect(session.snapshot).toMatchObject({ phase: 'ready', networkFault: null });

    // The board hears nothing of the new one before it has forgotten the old one.
    const fetching = session.fetch(REQUEST);
    last(host.nets).say({ kind: 'ready', version: PROTOCOL_VERSION });
    expect(kinds(last(host.nets))).toEqual([]);
    device.say({ kind: 'net-switched' });
    expect(kinds(last(host.nets))).toEqual(['boot', 'http']);
    expect(last(host.nets).posted[0]).toMatchObject({
      message: { road: device.boot?.road, device: 'net end 2' },
      transfer: ['net end 2'],
    });
    last(host.nets).say({
      kind: 'http-result',
      request: 1,
      result: { ok: false, failure: { kind: 'nothing-listens' } },
    });
    expect(await fetching).toEqual({ ok: false, failure: { kind: 'nothing-listens' } });
  });

  test('one that keeps dying is given up when the board has no port left, until it is restarted', async () => {
    const { host, session, device } = await ready();
    for (let death = 1; death <= 4; death++) {
      last(host.nets).fail('crashed');
      device.take();
      device.say({ kind: 'net-switched' });
      last(host.nets).say({ kind: 'ready', version: PROTOCOL_VERSION });
    }
    expect(host.nets).toHaveLength(4);
    expect(session.snapshot).toMatchObject({ phase: 'ready', networkFault: { remedy: 'restart' } });
    expect(await session.fetch(REQUEST)).toEqual({ ok: false, failure: { kind: 'network-lost' } });
    become(device, { kind: 'prompt' });
    expect(host.nets).toHaveLength(4);

    await session.reset();
    become(await booted(host), { kind: 'prompt' });
    expect(session.snapshot.networkFault).toBeNull();
    last(host.nets).say({ kind: 'ready', version: PROTOCOL_VERSION });
    expect(kinds(last(host.nets))).toEqual(['boot']);
  });

  test('a board that cannot be told of it needs a restart', async () => {
    const { session, device, net, notices } = await ready();
    // The ring's 128 KiB to the last byte: records of 13 bytes each, and at last one of 6.
    while (notices.length === 0) session.drivePin(4, 1);
    session.type('x');
    net.fail('crashed');
    expect(device.take().map(({ kind }) => kind)).not.toContain('net-lost');
    expect(session.snapshot.networkFault?.remedy).toBe('restart');
  });

  test.each([
    ['cannot be loaded', (net: FakeNetWorker) => net.fail('404'), 'try-again', /reaches no host/],
    [
      'is of another version',
      (net: FakeNetWorker) => net.say({ kind: 'ready', version: PROTOCOL_VERSION + 1 }),
      'reload',
      /two versions/,
    ],
    [
      'makes no sense',
      (net: FakeNetWorker) => net.babble({ kind: 'log', entries: 3 }),
      'reload',
      /two versions/,
    ],
  ] as const)(
    'one that %s leaves the board running, with a sentence and a button',
    async (_, happens, remedy, says) => {
      const { host, session } = start();
      host.interpreter.resolve(INTERPRETER);
      const device = await booted(host);
      become(device, { kind: 'prompt' });
      const fetching = session.fetch(REQUEST);
      happens(last(host.nets));
      expect(await fetching).toEqual({ ok: false, failure: { kind: 'network-lost' } });
      expect(session.snapshot).toMatchObject({ phase: 'ready', networkFault: { remedy } });
      expect(told(session.snapshot.networkFault)).toMatch(says);
      expectWorks(session, device);
      // The port was never handed over: the next one gets it, and the board need not hear of any of this.
      expect(device.take()).toEqual([]);
      session.restartNetwork();
      expect(session.snapshot.networkFault).toBeNull();
      last(host.nets).say({ kind: 'ready', version: PROTOCOL_VERSION });
      expect(last(host.nets).messages).toMatchObject([{ kind: 'boot', device: 'net end 1' }]);
    },
  );

  test('one that this browser does not start is told, and started when it does', async () => {
    const { host, session } = start();
    const startNetWorker = host.startNetWorker.bind(host);
    host.startNetWorker = () => {
      throw new Error('SecurityError');
    };
    host.interpreter.resolve(INTERPRETER);
    become(await booted(host), { kind: 'prompt' });
    expect(session.snapshot.networkFault).toMatchObject({ remedy: 'try-again' });
    host.startNetWorker = startNetWorker;
    session.restartNetwork();
    expect(host.nets).toHaveLength(1);
    expect(session.snapshot.networkFault).toBeNull();
  });

  test('the board was cut off for its silence: the net worker is replaced', async () => {
    const { host, device, net } = await ready();
    net.say({
      kind: 'fault',
      fault: { where: 'net worker', why: 'net-cut-off', detail: '', remedy: 'restart' },
    });
    expect(host.nets).toHaveLength(2);
    expect(device.take()).toEqual([{ kind: 'net-lost' }]);
  });

  test('what a watcher wants of the log, the next one knows', async () => {
    const { host, session, device, net } = await ready();
    session.watchNetwork();
    net.fail('crashed');
    device.say({ kind: 'net-switched' });
    last(host.nets).say({ kind: 'ready', version: PROTOCOL_VERSION });
    expect(kinds(last(host.nets))).toEqual(['watch', 'boot']);
  });
});
