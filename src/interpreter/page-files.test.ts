import { expect, test } from 'vitest';
import type { FileChange, FromDevice } from '../protocol/messages';
import { Flash } from './flash';
import { PageFiles } from './page-files';

const ROOM = 763 * 4_096;

function pageFiles() {
  const flash = new Flash([], { post: () => undefined, seconds: () => 0 });
  const posted: FromDevice[] = [];
  const changed: [number, readonly FileChange[]][] = [];
  const files = new PageFiles({
    flash,
    post: (message) => posted.push(message),
    postChanges: (changes, request) => changed.push([request, changes]),
  });
  const part = (request: number, size: number, offset: number, bytes: Uint8Array): void =>
    files.receivePart({ kind: 'write-file', request, path: '/a', size, offset, bytes });
  return { flash, files, posted, changed, part };
}

test('a file is there when its last part is, as a whole', () => {
  const { flash, changed, part } = pageFiles();
  part(1, 3, 0, Uint8Array.of(1, 2));
  expect([flash.has('/a'), changed]).toEqual([false, []]);
  part(1, 3, 2, Uint8Array.of(3));
  expect(changed).toEqual([[1, [{ path: '/a', kind: 'file', bytes: Uint8Array.of(1, 2, 3) }]]]);
});

test('an empty file is one part', () => {
  const { changed, part } = pageFiles();
  part(1, 0, 0, new Uint8Array(0));
  expect(changed).toHaveLength(1);
});

test('a file larger than the flash is refused before room is made for it, and its rest is let pass', () => {
  const { posted, changed, part } = pageFiles();
  part(1, ROOM + 1, 0, new Uint8Array(10));
  part(1, ROOM + 1, 10, new Uint8Array(20));
  expect(posted).toEqual([
    { kind: 'file-part-taken', bytes: 10 },
    {
      kind: 'file-refused',
      request: 1,
      refusal: { reason: 'full', neededBytes: ROOM + 1, freeBytes: 761 * 4_096 },
    },
    { kind: 'file-part-taken', bytes: 20 },
  ]);
  part(2, 1, 0, Uint8Array.of(1));
  expect(changed).toHaveLength(1);
});

test('every request is answered once, removals of what is not there too', () => {
  const { files, posted, changed } = pageFiles();
  files.change(1, '/a', null);
  files.change(2, '/..', null);
  expect([changed, posted]).toEqual([
    [[1, []]],
    [{ kind: 'file-refused', request: 2, refusal: { reason: 'impossible name', path: '/..' } }],
  ]);
});
