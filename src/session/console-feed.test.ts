import { describe, expect, test } from 'vitest';
import { ConsoleFeed } from './console-feed';

function feed(): { feed: ConsoleFeed; sent: number[][] } {
  const sent: number[][] = [];
  return {
    feed: new ConsoleFeed(
      (bytes) => sent.push([...bytes]),
      () => undefined,
    ),
    sent,
  };
}

describe('console input on its way', () => {
  test('is sent at most 255 bytes ahead, whole and in order', () => {
    const { feed: input, sent } = feed();
    const all = Array.from({ length: 1000 }, (_, index) => 32 + (index % 90));
    input.push(Uint8Array.from(all.slice(0, 200)));
    input.push(Uint8Array.from(all.slice(200)));
    expect(sent.flat()).toHaveLength(255);
    expect(input.pending).toEqual({ bytes: 745, of: 800 });
    while (!input.isDrained) input.onTaken(100);
    expect(sent.flat()).toEqual(all);
    expect(input.pending).toBeNull();
  });

  test('is dropped by Ctrl-C, which needs no credit', () => {
    const { feed: input, sent } = feed();
    input.push(new Uint8Array(400).fill(65));
    input.interrupt();
    expect(sent.at(-1)).toEqual([3]);
    expect(input.pending).toBeNull();
    expect(input.isDrained).toBe(false);
    input.onTaken(255);
    expect(input.isDrained).toBe(true);
  });

  test('is refused as a whole when 4 MiB wait', () => {
    const { feed: input } = feed();
    expect(input.push(new Uint8Array(4 * 1024 * 1024))).toBe(true);
    expect(input.push(new Uint8Array(300))).toBe(false);
    expect(input.push(new Uint8Array(0))).toBe(true);
  });

  test('keeps the place of a Ctrl-C that is among it, for which it takes no credit', () => {
    const { feed: input, sent } = feed();
    const bytes = new Uint8Array(300).fill(65);
    bytes.set([3, 66, 3, 3], 253);
    input.push(bytes);
    expect(sent.flat()).toEqual([...bytes.subarray(0, 258)]);
    input.onTaken(255);
    expect(sent.flat()).toEqual([...bytes]);
    input.onTaken(42);
    expect(input.isDrained).toBe(true);
  });

  test('begins anew with a new board', () => {
    const { feed: input, sent } = feed();
    input.push(new Uint8Array(400));
    input.reset();
    input.push(Uint8Array.of(7));
    expect(sent.at(-1)).toEqual([7]);
  });
});
