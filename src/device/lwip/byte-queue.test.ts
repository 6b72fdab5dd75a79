import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ByteQueue } from './byte-queue';

const queueOf = (...chunks: number[][]): ByteQueue => {
  const queue = new ByteQueue();
  for (const chunk of chunks) queue.push(Uint8Array.from(chunk));
  return queue;
};

const read = (queue: ByteQueue, count: number): number[] => {
  const into = new Uint8Array(count);
  queue.read(into);
  return [...into];
};

describe('a queue of received bytes', () => {
  test('gives every byte once and in order, however they came and are taken', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 9 })),
        fc.infiniteStream(fc.nat(12)),
        (chunks, sizes) => {
          const queue = queueOf(...chunks.map((chunk) => [...chunk]));
          const all = chunks.flatMap((chunk) => [...chunk]);
          expect(queue.length).toBe(all.length);
          const got: number[] = [];
          while (queue.length > 0) {
            const size = Math.max(1, Math.min(queue.length, sizes.next().value as number));
            const peeked = new Uint8Array(size);
            queue.peek(peeked);
            const part = read(queue, size);
            expect(part).toEqual([...peeked]);
            got.push(...part);
          }
          expect(got).toEqual(all);
        },
      ),
    );
  });

  test('finds a line over several chunks, within the limit only', () => {
    const queue = queueOf([1, 2], [3, 10, 4]);
    expect(queue.through(10, 100)).toBe(4);
    expect(queue.through(10, 4)).toBe(4);
    expect(queue.through(10, 3)).toBe(0);
    expect(queue.through(99, 100)).toBe(0);
    read(queue, 1);
    expect(queue.through(10, 100)).toBe(3);
  });

  test('counts segments from the beginning of each chunk', () => {
    const queue = queueOf([1, 2, 3, 4, 5], [6]);
    expect(queue.segmentLength(3)).toBe(3);
    read(queue, 1);
    expect(queue.segmentLength(3)).toBe(2);
    read(queue, 2);
    expect(queue.segmentLength(3)).toBe(2);
    read(queue, 2);
    expect(queue.segmentLength(3)).toBe(1);
  });

  test('throws when more is wanted than is there', () => {
    expect(() => read(queueOf([1]), 2)).toThrow(RangeError);
  });

  test('is empty after being cleared', () => {
    const queue = queueOf([1], [2]);
    queue.clear();
    expect(queue.length).toBe(0);
    expect(queue.segmentLength(536)).toBe(0);
  });
});
