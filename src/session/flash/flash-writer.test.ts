import { expect, test } from 'vitest';
import type { FileChange } from '../../protocol/messages';
import { VirtualClock } from '../../shared/virtual-clock';
import { FakeStorage } from './fake-storage.test-helpers';
import { NotStored } from './flash-database';
import { FlashWriter } from './flash-writer';

const file = (path: string, text: string): FileChange => ({
  path,
  kind: 'file',
  bytes: new TextEncoder().encode(text),
});

async function writer() {
  const storage = new FakeStorage();
  const clock = new VirtualClock();
  const told: string[] = [];
  const database = storage.connect();
  const flash = new FlashWriter({
    onChange: () => told.push(`unkept ${flash.unkept.join(' ')}`),
    onLost: (why) => told.push(`${why}: ${flash.abandon().join(' ')}`),
    onKept: () => undefined,
    after: (delay, fire) => clock.after(delay, fire),
  });
  await database.load(true);
  flash.start(database, []);
  return { storage, clock, told, flash };
}

function gate(storage: FakeStorage): () => void {
  let open: () => void = () => undefined;
  storage.gate = new Promise((resolve) => (open = resolve));
  return open;
}

const problem = (write: Promise<void>): Promise<string> =>
  write.then(
    () => 'kept',
    (error: unknown) => (error instanceof NotStored ? error.why : String(error)),
  );

test('a write begins at once, and what comes meanwhile goes together, the last version of each file', async () => {
  const { storage, flash } = await writer();
  const open = gate(storage);
  const first = flash.write([file('/a', '1')]);
  expect(storage.writes).toHaveLength(1);
  const later = ['2', '3', '4'].map((text) => flash.write([file('/a', text), file('/b', text)]));
  open();
  await Promise.all([first, ...later]);
  expect(storage.writes).toHaveLength(2);
  expect(storage.writes[1]).toEqual([file('/a', '4'), file('/b', '4')]);
  expect(storage.text('/b')).toBe('4');
});

test('who waits for a version is told when it is kept, whatever newer ones wait', async () => {
  const { storage, flash } = await writer();
  const open = gate(storage);
  const first = flash.write([file('/a', '1')]);
  const second = problem(flash.write([file('/a', '2')]));
  open();
  storage.gate = new Promise(() => undefined);
  await first;
  expect(await Promise.race([second, Promise.resolve('waits')])).toBe('waits');
});

test('what does not fit is named, and does not hold up what fits', async () => {
  const { storage, flash, told } = await writer();
  storage.room = 10;
  const open = gate(storage);
  const writes = [['/ok', '1'] as const, ['/large', 'x'.repeat(11)] as const, ['/fine', '2'] as const].map(
    ([path, text]) => problem(flash.write([file(path, text)])),
  );
  open();
  expect(await Promise.all(writes)).toEqual(['kept', 'full', 'kept']);
  expect(storage.paths).toEqual(['/fine', '/ok']);
  expect(flash.unkept).toEqual(['/large']);
  expect(flash.problem).toBe('full');
  expect(told).toContain('unkept /large');
});

test('a change set that does not fit as a whole is not stored in part', async () => {
  const { storage, flash } = await writer();
  storage.room = 10;
  expect(await problem(flash.write([file('/small', '1'), file('/large', 'x'.repeat(11))]))).toBe('full');
  expect(storage.paths).toEqual([]);
  expect(flash.unkept).toEqual(['/large', '/small']);
});

test('later writes try again what did not fit, after a rest', async () => {
  const { storage, clock, flash } = await writer();
  storage.room = 10;
  await problem(flash.write([file('/large', 'x'.repeat(11))]));
  storage.room = 100;
  await flash.write([file('/a', '1')]);
  expect(storage.paths).toEqual(['/a']);
  clock.advance(2000);
  await flash.write([file('/a', '2')]);
  expect(storage.paths).toEqual(['/a', '/large']);
  expect(flash.unkept).toEqual([]);
});

test('a newer version of what did not fit takes its place', async () => {
  const { storage, flash } = await writer();
  storage.room = 10;
  await problem(flash.write([file('/a', 'x'.repeat(11))]));
  await flash.write([file('/a', 'short')]);
  expect(storage.text('/a')).toBe('short');
  expect(flash.unkept).toEqual([]);
});

test('what a rename leaves is removed even when its new name did not fit at first', async () => {
  const { storage, flash } = await writer();
  await flash.write([file('/a', '1')]);
  storage.room = 10;
  await problem(flash.write([{ path: '/a', kind: 'removed' }, file('/b', 'x'.repeat(11))]));
  expect(storage.paths).toEqual(['/a']);
  storage.room = 100;
  await flash.retry();
  expect(storage.paths).toEqual(['/b']);
});

test('trying again by hand does not wait for the rest', async () => {
  const { storage, flash } = await writer();
  storage.room = 10;
  await problem(flash.write([file('/a', 'x'.repeat(11))]));
  storage.room = 100;
  await flash.retry();
  expect(storage.paths).toEqual(['/a']);
});

test('when another tab has taken the flash, every write ends and what was not stored is told', async () => {
  const { storage, flash, told } = await writer();
  const open = gate(storage);
  const writes = [flash.write([file('/a', '1')]), flash.write([file('/b', '1')])];
  await storage.connect().load(true);
  open();
  await Promise.all(writes);
  expect(told).toEqual(['taken-over: /a /b']);
  expect(storage.paths).toEqual([]);
});

test('stopping first stores what waits', async () => {
  const { storage, flash } = await writer();
  const open = gate(storage);
  void flash.write([file('/a', '1')]);
  void flash.write([file('/b', '1')]);
  const stopped = flash.stop();
  open();
  expect(await stopped).toEqual([]);
  expect(storage.paths).toEqual(['/a', '/b']);
});

test('a page that goes away does not wait for the write under way', async () => {
  const { storage, flash } = await writer();
  const open = gate(storage);
  const writes = [flash.write([file('/a', '1')]), flash.write([file('/b', '1')])];
  flash.flush();
  expect(storage.writes).toHaveLength(2);
  open();
  await Promise.all(writes);
  expect(storage.paths).toEqual(['/a', '/b']);
});

test('an erase comes after the writes before it, and a file that is removed later stays away', async () => {
  const { storage, flash } = await writer();
  void flash.write([file('/a', '1')]);
  await flash.erase();
  expect(storage.paths).toEqual([]);
  await flash.write([file('/b', '1')]);
  await flash.write([{ path: '/b', kind: 'removed' }]);
  expect(storage.paths).toEqual([]);
});
