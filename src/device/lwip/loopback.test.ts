import { describe, expect, test } from 'vitest';
import type { AirFrame } from '../../protocol/air';
import { Loopback } from './loopback';

describe('the way from the board to itself', () => {
  test('carries frames to the other end and leaves others to the antenna', () => {
    const got: AirFrame[] = [];
    const loopback = new Loopback((frame) => got.push(frame));
    loopback.join(1, 3);
    expect(loopback.carry({ kind: 'fin', stream: 1 })).toBe(true);
    expect(loopback.carry({ kind: 'reset', stream: 3 })).toBe(true);
    expect(loopback.carry({ kind: 'fin', stream: 5 })).toBe(false);
    expect(loopback.carry({ kind: 'query', query: 1, name: 'x' })).toBe(false);
    expect(got).toEqual([
      { kind: 'fin', stream: 3 },
      { kind: 'reset', stream: 1 },
    ]);
  });

  test('delivers what a frame causes after that frame, not from inside it', () => {
    const order: string[] = [];
    const loopback = new Loopback((frame) => {
      order.push(`${frame.kind} begins`);
      if (frame.kind === 'fin') loopback.carry({ kind: 'reset', stream: 3 });
      order.push(`${frame.kind} ends`);
    });
    loopback.join(1, 3);
    loopback.carry({ kind: 'fin', stream: 1 });
    expect(order).toEqual(['fin begins', 'fin ends', 'reset begins', 'reset ends']);
  });

  test('stays until both ends have left: nothing of it gets to the antenna before', () => {
    const loopback = new Loopback(() => undefined);
    loopback.join(1, 3);
    loopback.leave(1);
    loopback.leave(1);
    expect(loopback.carry({ kind: 'fin', stream: 3 })).toBe(true);
    expect(loopback.carry({ kind: 'reset', stream: 1 })).toBe(true);
    loopback.leave(3);
    expect(loopback.carry({ kind: 'reset', stream: 1 })).toBe(false);
  });
});
