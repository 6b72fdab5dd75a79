import { expect, test } from 'vitest';
import { decodeAirFrame } from '../protocol/codec';
import { CONTROL_BLOCK_BYTES, controlBlock, NET_RING_BYTES, Word } from '../protocol/control-block';
import type { FramesMessage } from '../protocol/road';
import type { AirFrame } from '../protocol/air';
import { RingReader } from '../shared/ring';
import { VirtualClock } from '../shared/virtual-clock';
import { BoardLink } from './board-link';
import { boardWay, PortWay } from './board-way';

function link(most = 100) {
  const buffer = new SharedArrayBuffer(CONTROL_BLOCK_BYTES);
  const control = controlBlock(buffer);
  const clock = new VirtualClock();
  const state = { overflowed: false };
  const port = { postMessage: () => undefined, onmessage: null, close: () => undefined };
  const way = boardWay({ kind: 'memory', control: buffer }, port);
  const board = new BoardLink(way, clock, most, () => {
    state.overflowed = true;
  });
  const reader = new RingReader(control.netRing.words, control.netRing.bytes);
  const take = (): AirFrame[] => {
    const frames: AirFrame[] = [];
    reader.drain((record) => frames.push(decodeAirFrame(record)));
    return frames;
  };
  return { control, clock, state, board, take };
}

const block = (stream: number): AirFrame => ({
  kind: 'data',
  stream,
  bytes: new Uint8Array(16_384).fill(stream),
});

test('frames arrive in order, and the doorbell rings once for those of one moment', () => {
  const { control, board, take } = link();
  board.send([
    { kind: 'fin', stream: 2 },
    { kind: 'reset', stream: 4 },
  ]);
  expect(Atomics.load(control.words, Word.doorbell)).toBe(1);
  expect(take()).toEqual([
    { kind: 'fin', stream: 2 },
    { kind: 'reset', stream: 4 },
  ]);
});

test('what does not fit waits, keeps its order, and comes when the board has made room', () => {
  const { clock, board, take } = link();
  const streams = Array.from({ length: 60 }, (_, index) => index + 1);
  for (const stream of streams) board.send([block(stream)]);
  const first = take();
  expect(first.length).toBeLessThan(60);
  clock.advance(10);
  const second = take();
  expect([...first, ...second].map((frame) => ('stream' in frame ? frame.stream : 0))).toEqual(streams);
});

test('waiting frames keep their bytes though the sender uses its buffer again', () => {
  const { clock, board, take } = link();
  for (let stream = 1; stream <= 31; stream++) board.send([block(stream)]);
  const buffer = new Uint8Array(16_384).fill(7);
  board.send([{ kind: 'data', stream: 99, bytes: buffer }]);
  board.send([{ kind: 'data', stream: 99, bytes: buffer }]);
  buffer.fill(1);
  take();
  clock.advance(10);
  const late = take().find((frame) => frame.kind === 'data' && frame.stream === 99);
  expect(late?.kind === 'data' && late.bytes.every((byte) => byte === 7)).toBe(true);
});

test('a board that never looks is given up, not collected for without bound', () => {
  const { board, state, clock, take } = link(20);
  for (let stream = 1; stream <= 200; stream++) board.send([block(stream)]);
  expect(state.overflowed).toBe(true);
  take();
  clock.advance(10);
  expect(take()).toEqual([]);
});

test('UDP packets that do not fit are lost, and do not stand in the way of what must come', () => {
  const { board, state, clock, take } = link(20);
  const ends = { from: { ip: '203.0.113.7', port: 7 }, to: { ip: '192.168.1.42', port: 4096 } };
  const packets = Array.from({ length: 1000 }, (): AirFrame => {
    return { kind: 'datagram', ...ends, bytes: new Uint8Array(1472) };
  });
  board.send(packets);
  board.send([{ kind: 'fin', stream: 2 }]);
  const first = take();
  expect(first.length).toBeLessThan(1000);
  clock.advance(10);
  expect([...first, ...take()].at(-1)).toEqual({ kind: 'fin', stream: 2 });
  expect(state.overflowed).toBe(false);
});

test('by messages, frames of one moment travel together, and no more than the ring would hold', () => {
  const posted: FramesMessage[] = [];
  const port = {
    postMessage: (message: unknown) => posted.push(message as FramesMessage),
    onmessage: null,
    close: () => undefined,
  };
  const way = new PortWay(port);
  const clock = new VirtualClock();
  const board = new BoardLink(way, clock, 100, () => undefined);
  board.send([
    { kind: 'fin', stream: 2 },
    { kind: 'reset', stream: 4 },
  ]);
  expect(posted).toHaveLength(1);
  expect(posted[0]?.records.map((record) => decodeAirFrame(record))).toEqual([
    { kind: 'fin', stream: 2 },
    { kind: 'reset', stream: 4 },
  ]);
  for (let stream = 1; stream <= 60; stream++) board.send([block(stream)]);
  const sent = posted.flatMap(({ records }) => records);
  const bytes = sent.reduce((sum, { length }) => sum + length, 0);
  expect(bytes).toBeLessThanOrEqual(NET_RING_BYTES);
  clock.advance(10);
  expect(posted.flatMap(({ records }) => records)).toHaveLength(sent.length);
  way.onTaken(bytes);
  clock.advance(10);
  const streams = posted
    .flatMap(({ records }) => records.map((record) => decodeAirFrame(record)))
    .flatMap((frame) => (frame.kind === 'data' ? [frame.stream] : []));
  expect(streams).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
});
