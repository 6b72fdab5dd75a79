import { describe, expect, test, vi } from 'vitest';
import type { FileChange, ToDevice } from '../protocol/messages';
import { WIFI_RECORD } from '../protocol/wifi-record';
import { BoardSession } from './board-session';
import { Deferred, FakeHost } from './fake-host.test-helpers';
import type { FlashState } from './flash/flash-state';
import type { Notice } from '../protocol/notices';
import { booted, INTERPRETER, last, ready, start } from './started-session.test-helpers';

const bytes = (said: string): Uint8Array => new TextEncoder().encode(said);
const file = (path: string, contents: string): FileChange => ({ path, kind: 'file', bytes: bytes(contents) });
const gone = (path: string): FileChange => ({ path, kind: 'removed' });

describe('files', () => {
  test('of the storage are what the board starts with', async () => {
    const host = new FakeHost();
    host.flash.stored = Promise.resolve([
      { path: '/a.py', kind: 'file', bytes: bytes('a') },
      { path: '/b.py', kind: 'file', bytes: bytes('b') },
    ]);
    const session = new BoardSession(host);
    host.interpreter.resolve(INTERPRETER);
    const { boot } = await booted(host);
    expect(boot?.flash).toEqual([
      { path: '/a.py', kind: 'file', bytes: bytes('a') },
      { path: '/b.py', kind: 'file', bytes: bytes('b') },
    ]);
    expect(session.snapshot.files).toEqual(['/a.py', '/b.py']);
    expect(session.readFile('/a.py')).toEqual(bytes('a'));
    expect(session.readFile('/c.py')).toBeNull();
  });

  test('beside the file system are no files, and go to the board and into the storage all the same', async () => {
    const { host, session, device } = await ready();
    const record = file(WIFI_RECORD, 'a network');
    device.say({ kind: 'files', sequence: 1, changes: [record], request: null });
    expect([session.snapshot.files, session.readFile(WIFI_RECORD)]).toEqual([[], null]);
    expect(host.flash.writes).toEqual([[record]]);
    await session.reset();
    expect((await booted(host)).boot?.flash).toEqual([record]);
    await session.eraseFlash();
    expect((await booted(host)).boot?.flash).toEqual([]);
  });

  test('that the page saves are asked of the board, and stored when it has done it', async () => {
    const { host, session, device } = await ready();
    const saved = session.writeFile('/main.py', bytes('1'));
    host.clock.advance(50);
    expect([session.readFile('/main.py'), session.snapshot.savesPending]).toEqual([null, 1]);
    expect(device.take()).toEqual([
      { kind: 'write-file', request: 1, path: '/main.py', size: 1, offset: 0, bytes: bytes('1') },
    ]);
    device.say({ kind: 'files', sequence: 1, changes: [file('/main.py', '1')], request: 1 });
    await saved;
    host.clock.advance(50);
    expect(session.snapshot).toMatchObject({ files: ['/main.py'], savesPending: 0 });
    const removed = session.removeFile('/main.py');
    expect(device.take()).toEqual([{ kind: 'remove-file', request: 2, path: '/main.py' }]);
    device.say({ kind: 'files', sequence: 2, changes: [gone('/main.py')], request: 2 });
    await removed;
    expect(session.snapshot.files).toEqual([]);
    expect(host.flash.writes).toEqual([[file('/main.py', '1')], [gone('/main.py')]]);
  });

  test('that the board refuses stay as they were, and it is told why', async () => {
    const { host, session, device } = await ready();
    const saved = session.writeFile('/main.py', bytes('1'));
    const refusal = { reason: 'full', neededBytes: 8192, freeBytes: 4096 } as const;
    device.say({ kind: 'file-refused', request: 1, refusal });
    await expect(saved).rejects.toMatchObject({ path: '/main.py', refusal });
    host.clock.advance(50);
    expect(session.snapshot).toMatchObject({ files: [], savesPending: 0 });
  });

  test('that a program changes all the time are told a few times a second, and the last change always', async () => {
    const { host, session, device } = await ready();
    host.clock.advance(50);
    const told: number[] = [];
    session.subscribe(() => told.push(session.snapshot.fileChanges));
    for (let sequence = 1; sequence <= 1_000; sequence++)
      device.say({ kind: 'files', sequence, changes: [file('/log', String(sequence))], request: null });
    expect([session.snapshot.files, told.length <= 2]).toEqual([['/log'], true]);
    await vi.waitFor(() => expect(device.filesKept).toBe(1_000));
    host.clock.advance(50);
    expect(told.length).toBeLessThanOrEqual(3);
    expect(session.snapshot).toMatchObject({ fileChanges: 1_000, savesPending: 0 });
  });

  test('that the board changes are stored in order, and acknowledged when they are', async () => {
    const { host, session, device } = await ready();
    const first = new Deferred<undefined>();
    host.flash.onWrite = () => first.promise.then(() => undefined);
    const says = (sequence: number, ...changes: FileChange[]): void =>
      device.say({ kind: 'files', sequence, changes, request: null });
    says(1, file('/log', '1'));
    says(2, file('/log', '2'));
    says(3, gone('/a'), file('/b', 'x'));
    says(4, file('/log', '3'));
    expect(session.readFile('/log')).toEqual(bytes('3'));
    const log = (contents: string): FileChange[] => [file('/log', contents)];
    expect(host.flash.writes).toEqual([log('1'), log('2'), [gone('/a'), file('/b', 'x')], log('3')]);
    expect(device.filesKept).toBe(0);
    first.resolve(undefined);
    await vi.waitFor(() => expect(device.filesKept).toBe(4));
  });

  test('that storage refuses are on the board all the same, and a program that waits for it goes on', async () => {
    const { host, session, device } = await ready();
    host.flash.onWrite = () => Promise.reject(new Error('quota'));
    const saved = session.writeFile('/main.py', bytes('1'));
    device.say({ kind: 'files', sequence: 1, changes: [file('/main.py', '1')], request: 1 });
    await saved;
    expect(session.readFile('/main.py')).toEqual(bytes('1'));
    expect(device.filesKept).toBe(1);
  });

  test('saved while no board runs are done by the same rules, and the next board has them', async () => {
    const { host, session, device } = await ready();
    const asked = session.writeFile('/a', bytes('1'));
    device.fail('gone');
    await asked;
    await session.writeFile('/lib/b', bytes('2'));
    await expect(session.writeFile('/a/c', bytes('3'))).rejects.toMatchObject({
      refusal: { reason: 'not a directory', path: '/a' },
    });
    await session.reset();
    expect(last(host.devices).boot?.flash).toEqual([
      file('/a', '1'),
      { path: '/lib', kind: 'directory' },
      file('/lib/b', '2'),
    ]);
    expect(last(host.devices).take()).toEqual([]);
  });

  test('saved before the first board runs are on it', async () => {
    const { host, session } = start();
    const saved = session.writeFile('/a', bytes('1'));
    host.interpreter.resolve(INTERPRETER);
    expect((await booted(host)).boot?.flash).toEqual([file('/a', '1')]);
    await saved;
  });

  test('saved when the session is over are stored', async () => {
    const { host, session } = await ready();
    session.dispose();
    await session.writeFile('/a', bytes('1'));
    expect(host.flash.writes).toEqual([[file('/a', '1')]]);
  });

  test('larger than the ring go in parts, between which pins and keys pass', async () => {
    const { session, device } = await ready();
    const large = new Uint8Array(300_000).fill(7);
    void session.writeFile('/large', large);
    void session.writeFile('/small', bytes('1'));
    const part = (message: ToDevice): number => (message.kind === 'write-file' ? message.bytes.length : 0);
    let taken = 0;
    while (taken < large.length) {
      session.drivePin(4, 1);
      const messages = device.take();
      expect(messages.at(-1)).toEqual({ kind: 'drive-pin', gpio: 4, drive: 1 });
      const came = messages.reduce((sum, message) => sum + part(message), 0);
      expect(came).toBeGreaterThan(0);
      taken += came;
      device.say({ kind: 'file-part-taken', bytes: came });
    }
    expect([taken, device.take()]).toEqual([large.length, []]);
    device.say({ kind: 'files', sequence: 1, changes: [], request: 1 });
    expect(device.take()).toMatchObject([{ kind: 'write-file', path: '/small' }]);
  });

  test('saved again before the board could take them go there once', async () => {
    const { session, device } = await ready();
    void session.writeFile('/other', bytes('x'));
    const saves = ['1', '2', '3'].map((contents) => session.writeFile('/main.py', bytes(contents)));
    device.say({ kind: 'files', sequence: 1, changes: [file('/other', 'x')], request: 1 });
    expect(device.take().slice(1)).toMatchObject([{ request: 4, bytes: bytes('3') }]);
    device.say({ kind: 'files', sequence: 2, changes: [file('/main.py', '3')], request: 4 });
    await Promise.all(saves);
  });

  test('saved to a board that takes none are refused when too much waits, and a newer version is not', async () => {
    const { session } = await ready();
    const large = new Uint8Array(2_900_000);
    const saves = ['/a', '/b'].map((path) => session.writeFile(path, large));
    await expect(session.writeFile('/c', large)).rejects.toMatchObject({ refusal: { reason: 'busy' } });
    saves.push(session.writeFile('/b', bytes('small')));
    await session.reset();
    await Promise.all(saves);
    expect(session.snapshot.files).toEqual(['/a', '/b']);
  });

  test('that the board has sent are waited for by a reset, however it is asked for', async () => {
    const { host, session, device } = await ready();
    device.filesPosted = 2;
    const resets = [session.reset(), session.reset()];
    device.say({ kind: 'files', sequence: 1, changes: [file('/a', '1')], request: null });
    await Promise.resolve();
    expect(device.terminated).toBe(0);
    device.say({ kind: 'files', sequence: 2, changes: [file('/b', '2')], request: null });
    await Promise.all(resets);
    expect([device.terminated, host.devices.length]).toEqual([1, 2]);
    expect(last(host.devices).boot?.flash).toEqual([file('/a', '1'), file('/b', '2')]);
  });

  test('that never come do not hold a reset up for long', async () => {
    const { host, session, device } = await ready();
    device.filesPosted = 1;
    const reset = session.reset();
    host.clock.advance(1_000);
    await reset;
    expect(device.terminated).toBe(1);
  });

  test('that storage does not give back: an empty flash and a notice, and the board starts', async () => {
    const host = new FakeHost();
    host.flash.stored = Promise.reject(new Error('locked'));
    const session = new BoardSession(host);
    const notices: Notice[] = [];
    session.onNotice((notice) => notices.push(notice));
    host.interpreter.resolve(INTERPRETER);
    expect((await booted(host)).boot?.flash).toEqual([]);
    expect(notices).toEqual([{ kind: 'flash-not-read', detail: 'Error: locked' }]);
  });

  test('are said to be temporary once the browser gives no storage', async () => {
    const { host, session } = await ready();
    const temporary: FlashState = { kind: 'temporary', why: 'closed', changed: [] };
    host.flash.become(temporary);
    expect(session.snapshot.flash).toBe(temporary);
  });

  test('are all gone after an erase, and the board starts anew', async () => {
    const { host, session, device } = await ready();
    device.say({ kind: 'files', sequence: 1, changes: [file('/main.py', '1')], request: null });
    await session.eraseFlash();
    expect(session.snapshot.files).toEqual([]);
    expect(host.devices).toHaveLength(2);
    expect(last(host.devices).boot?.flash).toEqual([]);
  });

  test('stay, and the board starts, when the storage does not erase them', async () => {
    const { host, session, device } = await ready();
    device.say({ kind: 'files', sequence: 1, changes: [file('/main.py', '1')], request: null });
    host.flash.onWrite = () => Promise.reject(new Error('closed'));
    await expect(session.eraseFlash()).rejects.toThrow('closed');
    expect(session.snapshot.files).toEqual(['/main.py']);
    expect(last(host.devices).boot?.flash).toEqual([file('/main.py', '1')]);
  });

  test('of the storage replace those of this tab when it takes the flash over', async () => {
    const { host, session, device } = await ready();
    device.say({ kind: 'files', sequence: 1, changes: [file('/main.py', 'copy')], request: null });
    host.flash.stored = Promise.resolve([file('/other.py', 'stored')]);
    expect(await session.takeFlash('stored')).toBe('restart');
    expect(session.snapshot.files).toEqual(['/other.py']);
    expect(last(host.devices).boot?.flash).toEqual([file('/other.py', 'stored')]);
  });
});
