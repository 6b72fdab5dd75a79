import { describe, expect, test, vi } from 'vitest';
import type { FileChange } from '../protocol/messages';
import { PROTOCOL_VERSION } from '../protocol/version';
import type { BoardSession } from './board-session';
import { deviceState } from './device-state.test-helpers';
import type { FakeDeviceWorker, FakeHost } from './fake-host.test-helpers';
import type { OutputChunk, RunOutcome } from './session';
import { become, booted, INTERPRETER, last, ready, start } from './started-session.test-helpers';

const FAULT = {
  where: 'device worker',
  why: 'mixed-versions',
  detail: 'device worker 1, page 2',
  remedy: 'reload',
} as const;
/** To the net worker, and to the three that may take its place. */
const BOARD_ENDS = ['board end 1', 'board end 2', 'board end 3', 'board end 4'];
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const bytes = (said: string): Uint8Array => new TextEncoder().encode(said);

const file = (path: string, contents: string): FileChange => ({ path, kind: 'file', bytes: bytes(contents) });

describe('starting a board', () => {
  test('boots it with interpreter, flash and its end of the channel, when both are there', async () => {
    const { host, session } = start();
    const device = last(host.devices);
    expect(device.boot).toBeUndefined();
    host.interpreter.resolve(INTERPRETER);
    const { boot } = await booted(host);
    expect(boot).toMatchObject({
      kind: 'boot',
      version: PROTOCOL_VERSION,
      interpreter: INTERPRETER,
      flash: [],
      nets: BOARD_ENDS,
      skipStartFiles: false,
    });
    expect(device.posted[0]?.transfer).toEqual(BOARD_ENDS);
    expect(session.snapshot.phase).toBe('loading');
    become(device, { kind: 'starting' });
    expect(session.snapshot).toMatchObject({ phase: 'ready', device: { activity: { kind: 'starting' } } });
  });

  test('starts the net worker for a start file that waits, or that goes on running', async () => {
    for (const begin of [
      (device: FakeDeviceWorker) => become(device, { kind: 'waiting', on: { call: 'accept', port: 80 } }, 0),
      (device: FakeDeviceWorker, { clock }: FakeHost) => {
        become(device, { kind: 'running' }, 0);
        clock.advance(199);
        clock.advance(1);
      },
    ]) {
      const { host } = start();
      host.interpreter.resolve(INTERPRETER);
      begin(await booted(host), host);
      expect(host.nets).toHaveLength(1);
    }
  });

  test('starts the net worker with the first prompt, and tells it, once it is there, what was said before', async () => {
    const { host, session } = start();
    session.watchNetwork();
    void session.fetch({ method: 'GET', to: { ip: '192.168.1.42', port: 80 }, path: '/', headers: [] });
    host.interpreter.resolve(INTERPRETER);
    const device = await booted(host);
    expect(host.nets).toEqual([]);
    become(device, { kind: 'running' }, 0);
    expect(host.nets).toEqual([]);
    become(device, { kind: 'prompt' });
    expect(host.nets).toHaveLength(1);
    expect(last(host.nets).messages).toEqual([]);
    last(host.nets).say({ kind: 'ready', version: PROTOCOL_VERSION });
    expect(last(host.nets).messages.map(({ kind }) => kind)).toEqual(['watch', 'boot', 'http']);
    const boot = last(host.nets).posted[1];
    expect(boot?.message).toMatchObject({ road: device.boot?.road, device: 'net end 1' });
    expect(boot?.transfer).toEqual(['net end 1']);
  });

  test('an interpreter that cannot be loaded fails it, with a sentence and the cause', async () => {
    const { host, session } = start();
    host.interpreter.reject(new Error('404'));
    await vi.waitFor(() => expect(session.snapshot.phase).toBe('failed'));
    expect(session.snapshot.fault).toMatchObject({ where: 'page', detail: 'Error: 404' });
    expect(last(host.devices).terminated).toBe(1);
  });

  test('a fault that the board tells (another version, say) fails it and ends its worker', async () => {
    const { session, device } = await ready();
    device.say({ kind: 'fault', fault: FAULT });
    expect(session.snapshot).toMatchObject({ phase: 'failed', fault: FAULT });
    expect(device.terminated).toBe(1);
    become(device, { kind: 'prompt' });
    expect(session.snapshot.phase).toBe('failed');
  });

  test('a worker that ends by itself fails it', async () => {
    const { session, device } = await ready();
    device.fail('out of memory');
    expect(session.snapshot).toMatchObject({ phase: 'failed', fault: { detail: 'out of memory' } });
  });

  test('a reset brings a failed board back, its files with it', async () => {
    const { host, session, device } = await ready();
    device.say({ kind: 'files', sequence: 1, changes: [file('/main.py', '1')], request: null });
    device.fail('out of memory');
    await session.reset();
    expect(session.snapshot).toMatchObject({ phase: 'loading', fault: null, device: null });
    expect(host.devices).toHaveLength(2);
    expect(last(host.devices).boot?.flash).toEqual([{ path: '/main.py', kind: 'file', bytes: bytes('1') }]);
    become(last(host.devices), { kind: 'prompt' });
    expect(session.snapshot.phase).toBe('ready');
    expect(host.nets).toHaveLength(1);
    expect(
      last(host.nets)
        .messages.slice(-2)
        .map(({ kind }) => kind),
    ).toEqual(['board-gone', 'boot']);
  });

  test('a reset during the start leaves one board, and the first is never booted', async () => {
    const { host, session } = start();
    const reset = session.reset();
    host.interpreter.resolve(INTERPRETER);
    await reset;
    await booted(host);
    const [first, second] = host.devices;
    expect([first?.terminated, first?.posted.length]).toEqual([1, 0]);
    expect([second?.terminated, second?.posted.length]).toEqual([0, 1]);
  });

  test('what an earlier board still says is not heard', async () => {
    const { session, device } = await ready();
    await session.reset();
    become(device, { kind: 'prompt' });
    device.fail('late');
    expect(session.snapshot).toMatchObject({ phase: 'loading', device: null });
  });

  test('a session that is over starts no board', async () => {
    const { host, session } = await ready();
    session.dispose();
    await session.reset();
    expect(host.devices).toHaveLength(1);
    expect([last(host.devices).terminated, last(host.nets).terminated]).toEqual([1, 1]);
  });
});

describe('the snapshot', () => {
  test('keeps its identity until something changed, and says when', async () => {
    const { session, device } = await ready();
    const seen = [session.snapshot];
    const end = session.subscribe(() => seen.push(session.snapshot));
    device.say({ kind: 'uart-taken', bytes: 0 });
    expect(session.snapshot).toBe(seen[0]);
    become(device, { kind: 'running' });
    expect(seen).toHaveLength(2);
    expect(seen[1]).not.toBe(seen[0]);
    end();
    become(device, { kind: 'prompt' });
    expect(seen).toHaveLength(2);
  });
});

describe('console output', () => {
  test('is acknowledged once, however often it is said to be done', async () => {
    const { session, device } = await ready();
    const chunks: OutputChunk[] = [];
    session.onOutput((chunk) => chunks.push(chunk));
    device.say({ kind: 'output', bytes: bytes('hello') });
    device.say({ kind: 'output', bytes: bytes('you') });
    expect(chunks.map((chunk) => text(chunk.bytes))).toEqual(['hello', 'you']);
    expect(device.outputTaken).toBe(0);
    chunks[0]?.done();
    chunks[0]?.done();
    expect(device.outputTaken).toBe(5);
    chunks[1]?.done();
    expect(device.outputTaken).toBe(8);
  });

  test('of an earlier board is no credit for the next', async () => {
    const { host, session, device } = await ready();
    const chunks: OutputChunk[] = [];
    session.onOutput((chunk) => chunks.push(chunk));
    device.say({ kind: 'output', bytes: bytes('hello') });
    await session.reset();
    chunks[0]?.done();
    expect(last(host.devices).outputTaken).toBe(0);
  });
});

describe('console input', () => {
  test('goes to the board in order; Ctrl-C goes ahead and drops what was before it', async () => {
    const { session, device } = await ready();
    session.type('ab');
    session.type('x'.repeat(300));
    expect(session.snapshot.pending).toEqual({ bytes: 47, of: 300 });
    device.take();
    session.type('dropped\x03y');
    expect(device.interrupts).toBe(1);
    expect(device.take()).toEqual([{ kind: 'uart', bytes: Uint8Array.of(3) }]);
    expect(session.snapshot.pending).toEqual({ bytes: 1, of: 1 });
    device.say({ kind: 'uart-taken', bytes: 255 });
    expect(device.take()).toEqual([{ kind: 'uart', bytes: bytes('y') }]);
    expect(session.snapshot.pending).toBeNull();
  });

  test('beyond what can wait is refused as a whole, with a notice', async () => {
    const { session, notices } = await ready();
    session.type(new Uint8Array(4 * 1024 * 1024).fill(65));
    session.type(new Uint8Array(1024).fill(66));
    expect(notices).toEqual([{ kind: 'input-waits' }]);
  });

  test('is refused as a paste, too, and told of', async () => {
    const { session, device, notices } = await ready();
    expect(await session.paste('x'.repeat(5_000_000))).toBe('refused');
    expect(notices).toEqual([{ kind: 'input-too-long' }]);
    expect(device.take()).toEqual([]);
  });

  test('to a board that has gone is not kept for the next', async () => {
    const { session, device } = await ready();
    device.fail('gone');
    session.type('x');
    session.interrupt();
    expect(session.snapshot.pending).toBeNull();
  });

  test('that an earlier board did not take does not hold the next back', async () => {
    const { host, session, device } = await ready();
    session.type('x'.repeat(300));
    expect(device.take()).toHaveLength(1);
    await session.reset();
    session.type('new');
    expect(last(host.devices).take()).toEqual([{ kind: 'uart', bytes: bytes('new') }]);
  });

  test('runs a file, and begins anew, at the prompt', async () => {
    const { session, device } = await ready();
    expect(await session.runFile('/main.py')).toBe('sent');
    expect(device.take()).toEqual([{ kind: 'run-file', path: '/main.py' }]);
    device.say({ kind: 'state', state: deviceState({ prompts: 2 }) });
    session.softReset();
    expect(device.take()).toEqual([{ kind: 'uart', bytes: Uint8Array.of(4) }]);
  });
});

describe('a run that cannot end', () => {
  const jobs: [string, (session: BoardSession) => Promise<RunOutcome>][] = [
    ['typed', (session) => session.typeLines(['a', 'b'])],
    ['pasted', (session) => session.paste('a')],
    ['of a file', (session) => session.runFile('/a.py')],
  ];

  test.each(jobs)('%s: is reset with the board', async (_, run) => {
    const { session, device } = await ready();
    become(device, { kind: 'running' });
    const outcome = run(session);
    void session.reset();
    expect(await outcome).toBe('board-reset');
  });

  test.each(jobs)('%s: ends with the session, also before the first prompt', async (_, run) => {
    const { session } = start();
    const outcome = run(session);
    session.dispose();
    expect(await outcome).toBe('board-reset');
    expect(await run(session)).toBe('board-reset');
  });

  test.each(jobs)('%s: does not begin on a failed board', async (_, run) => {
    const { session, device } = await ready();
    device.fail('gone');
    expect(await run(session)).toBe('board-reset');
  });

  test.each(jobs)('%s: ends when Ctrl-C is pressed', async (_, run) => {
    const { session, device } = await ready();
    become(device, { kind: 'running' });
    const outcome = run(session);
    session.interrupt();
    expect(await outcome).toBe('interrupted');
  });
});

describe('a board that does not take what is sent', () => {
  test('is told as busy', async () => {
    const { session, device, notices } = await ready();
    for (let click = 0; click < 20_000; click++) session.drivePin(4, 1);
    expect(notices[0]).toEqual({ kind: 'board-busy' });
    device.take();
    session.drivePin(4, 0);
    expect(device.take()).toEqual([{ kind: 'drive-pin', gpio: 4, drive: 0 }]);
  });
});

describe('what the board tells', () => {
  test('goes on to whoever listens', async () => {
    const { session, device, net, notices } = await ready();
    const tracebacks: string[] = [];
    const log: number[] = [];
    session.onTraceback(({ type }) => tracebacks.push(type));
    session.onNetwork((entries) => log.push(entries.length));
    device.say({ kind: 'traceback', type: 'OSError', message: '[Errno 9] EBADF', frames: [] });
    device.say({ kind: 'notice', notice: { kind: 'not-simulated', name: 'machine.I2C' } });
    net.say({ kind: 'unknown-name', name: 'example.com' });
    net.say({ kind: 'log', entries: [{ at: 1, kind: 'query', query: 1, name: 'example.com' }] });
    expect([tracebacks, log]).toEqual([['OSError'], [1]]);
    expect(notices).toEqual([
      { kind: 'not-simulated', name: 'machine.I2C' },
      { kind: 'unknown-name', name: 'example.com', rules: null },
    ]);
  });
});
