import { beforeEach, describe, expect, test } from 'vitest';
import { VirtualClock } from '../../shared/virtual-clock';
import { FrameDelivery, readFrameReady, type Sandbox } from './frame-delivery';

let clock: VirtualClock;
let happened: string[];

beforeEach(() => {
  clock = new VirtualClock();
  happened = [];
});

function delivery(first: Sandbox): FrameDelivery {
  return new FrameDelivery({
    clock,
    first,
    give: () => happened.push('given'),
    remake: (sandbox) => happened.push(`again by ${sandbox}`),
    fail: () => happened.push('failed'),
  });
}

describe('the page is given', () => {
  test('to a frame that is sandboxed, once', () => {
    const frame = delivery('attribute');
    frame.loaded();
    frame.ready(true);
    frame.ready(true);
    clock.advance(60_000);
    expect(happened).toEqual(['given']);
  });

  test('to no frame that is not: it is made again, sandboxed by its attribute', () => {
    const frame = delivery('header');
    frame.ready(false);
    expect(happened).toEqual(['again by attribute']);
    frame.ready(true);
    expect(happened).toEqual(['again by attribute', 'given']);
  });

  test('the other way when the browser shows an error in place of the frame', () => {
    const frame = delivery('attribute');
    frame.loaded();
    clock.advance(1_000);
    expect(happened).toEqual(['again by header']);
    frame.loaded();
    frame.ready(true);
    expect(happened).toEqual(['again by header', 'given']);
  });
});

test('neither way is told once, also when no load event comes', () => {
  const frame = delivery('attribute');
  clock.advance(15_000);
  frame.loaded();
  clock.advance(60_000);
  expect(happened).toEqual(['again by header', 'failed']);
});

test('nothing happens to a frame that is gone', () => {
  delivery('attribute').dispose();
  clock.advance(60_000);
  expect(happened).toEqual([]);
});

test('the word of the frame is believed in its own shape only', () => {
  expect(readFrameReady({ pinwireFrame: { sandboxed: true } })).toEqual({ sandboxed: true });
  for (const data of [null, 'x', {}, { pinwireFrame: true }, { pinwireFrame: { sandboxed: 1 } }])
    expect(readFrameReady(data)).toBeNull();
});
