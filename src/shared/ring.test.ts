import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RING_WORDS, RingReader, RingWriter } from './ring';

function ringOf(size: number, position = 0): { writer: RingWriter; reader: RingReader } {
  const words = new Int32Array(RING_WORDS).fill(position);
  const bytes = new Uint8Array(size);
  return { writer: new RingWriter(words, bytes), reader: new RingReader(words, bytes) };
}

function drained(reader: RingReader): number[][] {
  const records: number[][] = [];
  reader.drain((record) => records.push([...record]));
  return records;
}

describe('the ring', () => {
  test('gives records back in order and whole, whatever their sizes and wherever they wrap', () => {
    const step = fc.oneof(
      fc.record({ head: fc.uint8Array({ maxLength: 30 }), body: fc.uint8Array({ maxLength: 60 }) }),
      fc.constant('drain' as const),
    );
    // Positions run as 32-bit counts: a start near their end wraps them too.
    const start = fc.constantFrom(0, 1, 63, -5, 0x7f_ff_ff_f0);
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), start, (steps, position) => {
        const { writer, reader } = ringOf(64, position);
        let expected: number[][] = [];
        for (const one of steps) {
          if (one === 'drain') {
            expect(drained(reader)).toEqual(expected);
            expected = [];
            continue;
          }
          const record = [...one.head, ...one.body];
          const room = writer.space;
          const taken = writer.push(one.head, one.body);
          expect(taken).toBe(record.length <= room);
          if (taken) expected.push(record);
        }
        expect(drained(reader)).toEqual(expected);
      }),
    );
  });

  test('refuses a record that does not fit, and keeps what is there', () => {
    const { writer, reader } = ringOf(16);
    expect(writer.push(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8))).toBe(true);
    expect(writer.space).toBe(0);
    expect(writer.push(Uint8Array.of(9))).toBe(false);
    expect(drained(reader)).toEqual([[1, 2, 3, 4, 5, 6, 7, 8]]);
    expect(writer.push(new Uint8Array(12))).toBe(true);
  });

  test('hands a record over for keeps: what is written later does not change it', () => {
    const { writer, reader } = ringOf(16);
    const kept: Uint8Array[] = [];
    writer.push(Uint8Array.of(1, 2));
    reader.drain((record) => kept.push(record));
    for (let round = 0; round < 4; round++) {
      writer.push(Uint8Array.of(8, 9));
      reader.drain(() => undefined);
    }
    expect(kept).toEqual([Uint8Array.of(1, 2)]);
  });

  test('has room again for the producer while a record is being handled', () => {
    const { writer, reader } = ringOf(16);
    writer.push(new Uint8Array(12));
    let taken = false;
    reader.drain((record) => {
      if (record.length === 12) taken = writer.push(Uint8Array.of(1));
    });
    expect(taken).toBe(true);
  });

  test('wants a power of two for its size and two words of control', () => {
    expect(() => new RingWriter(new Int32Array(2), new Uint8Array(12))).toThrow(RangeError);
    expect(() => new RingReader(new Int32Array(2), new Uint8Array(0))).toThrow(RangeError);
    expect(() => new RingReader(new Int32Array(1), new Uint8Array(8))).toThrow(RangeError);
  });
});
