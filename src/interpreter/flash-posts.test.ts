import { describe, expect, test } from 'vitest';
import type { FileChange } from '../protocol/messages';
import { FakeCarrier } from './fake-carrier.test-helpers';
import { FlashPosts } from './flash-posts';

const sized = (size: number): readonly FileChange[] => [
  { path: '/a', kind: 'file', bytes: new Uint8Array(size) },
];

function posts() {
  const carrier = new FakeCarrier();
  const state = { interrupted: false, shown: 0 };
  const one = new FlashPosts(
    carrier,
    () => carrier.receive(),
    () => state.shown++,
    () => state.interrupted,
  );
  return { carrier, state, one };
}

describe('changes on their way to the page', () => {
  test('are numbered, and kept when the last of them is', () => {
    const { carrier, one } = posts();
    expect(one.areKept).toBe(true);
    one.post(sized(1));
    one.post([], 7);
    expect(carrier.posted).toMatchObject([
      { kind: 'files', sequence: 1, request: null },
      { kind: 'files', sequence: 2, request: 7 },
    ]);
    carrier.filesKept = 1;
    expect(one.areKept).toBe(false);
    carrier.filesKept = 2;
    expect(one.areKept).toBe(true);
  });

  test.each([
    ['64 of them', 64, 1],
    ['a megabyte', 1, 1 << 20],
  ])('hold a program back from %s on, until the page has stored some', (_, count, size) => {
    const { carrier, state, one } = posts();
    for (let post = 0; post < count; post++) {
      expect(one.waitForRoom()).toBeUndefined();
      one.post(sized(size));
    }
    expect(carrier.waits).toEqual([]);
    carrier.onWait = () => {
      carrier.filesKept++;
    };
    expect(one.waitForRoom()).toBeUndefined();
    expect([carrier.waits, state.shown]).toEqual([[{ seen: 0, milliseconds: Infinity }], 1]);
  });

  test('do not hold an interrupted program back', () => {
    const { carrier, state, one } = posts();
    one.post(sized(2 << 20));
    state.interrupted = true;
    expect(one.waitForRoom()).toBeUndefined();
    expect(carrier.waits).toEqual([]);
  });

  test('are found kept though the page said so while the board was looking elsewhere', () => {
    const { carrier, one } = posts();
    one.post(sized(2 << 20));
    carrier.onReceive = () => {
      carrier.filesKept = 1;
      carrier.doorbell++;
      return true;
    };
    expect(one.waitForRoom()).toBeUndefined();
    expect(carrier.waits).toEqual([]);
  });
});
