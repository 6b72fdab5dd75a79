import { randomBytes } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { zip } from '../../ui/files/zip';
import { inflate } from '../../worker/inflate';
import { PACK_LIMITS } from './limits';
import { PackError } from './pack-error';
import { bytes, fakeZip, type FakeEntry } from './pack.test-helpers';
import { isZip, readZip } from './zip';

const read = (archive: Uint8Array, wanted = () => true) => readZip(archive, 'a.zip', inflate, wanted);
const texts = (files: ReadonlyMap<string, Uint8Array>) =>
  Object.fromEntries([...files].map(([name, contents]) => [name, new TextDecoder().decode(contents)]));

test('what tools make is read: deflated and stored, with folders and a comment', async () => {
  const archive = fakeZip(
    [
      { name: 'a/', mode: 0o40755 },
      { name: 'a/b.txt', contents: 'hello '.repeat(100) },
      { name: 'c', contents: 'x', method: 0 },
    ],
    'Made by hand. PK\x05\x06',
  );
  expect(isZip(archive)).toBe(true);
  expect(texts(await read(archive))).toEqual({ 'a/b.txt': 'hello '.repeat(100), c: 'x' });
  const ours = zip([{ name: 'é.txt', bytes: bytes('one') }], new Date(2026, 1, 1));
  expect(texts(await read(ours))).toEqual({ 'é.txt': 'one' });
});

test('what nobody wants is not unpacked', async () => {
  const unpack = vi.fn(inflate);
  const archive = fakeZip([
    { name: 'a', contents: 'a' },
    { name: 'b', contents: 'b' },
  ]);
  expect([...(await readZip(archive, 'a.zip', unpack, (path) => path === 'b')).keys()]).toEqual(['b']);
  expect(unpack).toHaveBeenCalledTimes(1);
});

const file = (name: string, rest: Omit<FakeEntry, 'name'> = {}): FakeEntry => ({
  name,
  contents: 'x',
  ...rest,
});
const zeros = (length: number) => new Uint8Array(length);

const HOSTILE: Record<string, [readonly FakeEntry[], RegExp]> = {
  'a path above it': [[file('../x')], /leads to a place outside/],
  'a path above it, in the middle': [[file('a/../../x')], /leads to a place outside/],
  'an absolute path': [[file('/etc/passwd')], /leads to a place outside/],
  'a drive letter': [[file('C:/x')], /leads to a place outside/],
  'a backslash': [[file('..\\x')], /backslash/],
  'an empty part': [[file('a//b')], /leads to a place outside/],
  'a dot at the end': [[file('a./b')], /dot or space at its end/],
  'a name with NUL': [[file('a\0b')], /cannot be seen/],
  'a name that reads otherwise than it is': [[file('lamp\u202eslp.exe')], /lamp⟨U\+202E⟩slp/],
  'a path that never ends': [[file('a/'.repeat(9) + 'x')], /folders deep/],
  'a long name': [[file('a'.repeat(300))], /longer than 200/],
  'two names that differ in case': [[file('a/B'), file('A/b')], /twice, or in two spellings/],
  'two names that differ in how they are composed': [[file('é'), file('e\u0301')], /two spellings/],
  'a name twice': [[file('a'), file('a')], /twice/],
  'a file that is a folder, too': [[file('a'), file('A/b')], /as a file and as a folder/],
  'a symbolic link': [[file('a', { mode: 0o120777, contents: '/etc/passwd' })], /link to another file/],
  'a device': [[file('a', { mode: 0o020666 })], /link to another file/],
  'a password': [[file('a', { flags: 1 })], /encrypted/],
  'another method': [[file('a', { method: 14 })], /method/],
  'a header that names another file': [[file('a', { localName: 'b' })], /damaged/],
  'a wrong sum': [[file('a', { crc: 1 })], /damaged/],
  'fewer bytes than said': [[file('a', { size: 2 })], /damaged/],
  'more bytes than said': [[file('a', { contents: zeros(1e6), size: 10, crc: 0 })], /damaged/],
  'what is not deflated': [[file('a', { packed: randomBytes(40) })], /damaged/],
  'a bomb': [[file('a', { contents: zeros(10_000_000) })], /200 times larger/],
  'a bomb that says that it is none': [
    [file('a', { packed: deflateRawSync(zeros(10_000_000)), size: 1_900_000, crc: 0 })],
    /damaged/,
  ],
  'a gigabyte, as it says': [[file('a', { size: 1_000_000_000 })], /16 MiB/],
  'files that lie in each other': [[file('a'), file('b', { overlaps: true })], /damaged/],
  'a size for which there is Zip64': [[file('a', { size: 0xffffffff })], /too large/],
  'too many files': [Array.from({ length: 2_001 }, (_, n) => file(`${n}`)), /at most 2,000/],
};

test.each(Object.entries(HOSTILE))('%s is refused', async (_name, [entries, why]) => {
  const refused = await read(fakeZip(entries)).then(
    () => null,
    (error: unknown) => error,
  );
  expect(refused).toBeInstanceOf(PackError);
  expect(String(refused)).toMatch(why);
});

test('an archive that is too large is not looked into, and what is too much together is not unpacked', async () => {
  await expect(read(new Uint8Array(PACK_LIMITS.archive + 1))).rejects.toThrow(/larger than 8 MiB/);
  const unpack = vi.fn(inflate);
  const noise = randomBytes(5_000);
  const many = Array.from({ length: 20 }, (_, n) => file(`${n}`, { packed: noise, size: 999_000 }));
  await expect(readZip(fakeZip(many), 'a.zip', unpack, () => true)).rejects.toThrow(/larger than 16 MiB/);
  expect(unpack).not.toHaveBeenCalled();
});

test('a zip in a zip stays one', async () => {
  const inner = fakeZip([file('../x')]);
  expect(await read(fakeZip([file('inner.zip', { contents: inner })]))).toEqual(
    new Map([['inner.zip', inner]]),
  );
});

test('no more is unpacked than is said to come, however much there is', async () => {
  const packed = deflateRawSync(zeros(50_000_000));
  expect(await inflate(packed, 1000)).toBeNull();
  expect(await inflate(deflateRawSync(bytes('abc')), 3)).toEqual(bytes('abc'));
  expect(await inflate(new Uint8Array(), 3)).toBeNull();
});

test('no bytes at all make it throw anything but its own error', async () => {
  const archive = fakeZip(
    [file('a/lesson.yaml', { contents: 'summary: x\n'.repeat(20) }), file('a/b.png')],
    'c',
  );
  const flipped = fc
    .array(fc.tuple(fc.nat(archive.length - 1), fc.nat(255)), { minLength: 1, maxLength: 12 })
    .map((changes) => {
      const copy = archive.slice();
      for (const [at, byte] of changes) copy[at] = byte;
      return copy;
    });
  const cut = fc.nat(archive.length).map((length) => archive.slice(0, length));
  await fc.assert(
    fc.asyncProperty(
      fc.oneof({ weight: 4, arbitrary: flipped }, cut, fc.uint8Array({ maxLength: 200 })),
      async (given) => {
        const error: unknown = await read(given).then(
          () => null,
          (thrown: unknown) => thrown,
        );
        if (error !== null) expect(error).toBeInstanceOf(PackError);
      },
    ),
    { numRuns: 1000 },
  );
});
