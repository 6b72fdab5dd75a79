import { readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { ModuleKind, transpile } from 'typescript';
import { describe, expect, test } from 'vitest';
import { MOST_SLOTS, OWNER, SHARED_TIME_BYTES, SharedTime } from './shared-time';

/** A time whose turns are written down, and ended by the test. */
function newTime(): { time: SharedTime; turns: number[] } {
  const turns: number[] = [];
  const time = new SharedTime(new SharedArrayBuffer(SHARED_TIME_BYTES), (slot) => turns.push(slot));
  return { time, turns };
}

describe('a time that threads share', () => {
  test('stands still while there is work, and jumps to what is due next when there is none', () => {
    const { time, turns } = newTime();
    const network = time.addNetwork();
    time.begin();
    time.beginMail(network);
    time.endMail(network, 30);
    time.allow(1_000, true);
    expect([time.now, turns]).toEqual([0, []]);
    time.end();
    expect([time.now, turns]).toEqual([30, [network]]);
    time.endTurn(network, 70);
    expect([time.now, turns]).toEqual([70, [network, network]]);
  });

  test('goes no further than it may, and tells its owner once nothing more happens before', () => {
    const { time, turns } = newTime();
    const network = time.addNetwork();
    time.beginMail(network);
    time.endMail(network, 500);
    time.allow(200, true);
    expect([time.now, turns]).toEqual([200, [OWNER]]);
    time.end();
    time.allow(400, false);
    expect([time.now, turns]).toEqual([400, [OWNER]]);
  });

  test('does not go back when less is allowed than has passed', () => {
    const { time } = newTime();
    time.allow(100, false);
    time.allow(50, false);
    expect(time.now).toBe(100);
  });

  test('gives the turn to one after the other: of those whose time has come, to the first by number', () => {
    const { time, turns } = newTime();
    const [one, other] = [time.addNetwork(), time.addNetwork()];
    time.begin();
    for (const network of [other, one]) {
      time.beginMail(network);
      time.endMail(network, 10);
    }
    time.allow(20, false);
    time.end();
    expect(turns).toEqual([one]);
    time.endTurn(one, Infinity);
    expect(turns).toEqual([one, other]);
  });

  test('goes on when a network ends that had not dealt with what was posted to it', () => {
    const { time } = newTime();
    const network = time.addNetwork();
    time.beginMail(network);
    time.beginMail(network);
    time.allow(100, false);
    expect(time.now).toBe(0);
    time.dropMail(network);
    expect(time.now).toBe(100);
  });

  test('goes on when a board ends, whether it ran or not', () => {
    const { time } = newTime();
    const board = time.addBoard();
    time.allow(100, false);
    expect(time.now).toBe(0);
    time.removeBoard(board);
    time.removeBoard(board);
    expect(time.now).toBe(100);
    expect(time.addBoard()).toBe(board);
  });

  test('has room for so many threads and says when there are more', () => {
    const { time } = newTime();
    for (let slot = 0; slot < MOST_SLOTS; slot++) time.addNetwork();
    expect(() => time.addBoard()).toThrow(`More than ${MOST_SLOTS} threads`);
  });

  test('is gone through by boards in threads of their own one at a time, in the same order each time', async () => {
    const first = await order();
    expect(first).toHaveLength(3 * TURNS);
    expect(first.toSorted((one, other) => one.at - other.at || one.board - other.board)).toEqual(first);
    expect(await order()).toEqual(first);
  });
});

const TURNS = 400;

/** The module itself, in a thread: it sleeps, and writes down when it woke. */
const THREAD = `
${transpile(readFileSync(new URL('./shared-time.ts', import.meta.url), 'utf8'), { module: ModuleKind.CommonJS })}
const { buffer, written, slot, period, turns } = require('node:worker_threads').workerData;
const time = new exports.SharedTime(buffer, () => undefined);
for (let turn = 0; turn < turns; turn++) {
  time.sleep(slot, time.now + period, false);
  const place = written[0];
  written[1 + 2 * place] = time.now;
  written[2 + 2 * place] = slot;
  written[0] = place + 1;
}
`;

/** Three threads that sleep for times of their own, and write down, without a lock, when each of them woke. */
async function order(): Promise<readonly { at: number; board: number }[]> {
  const { time } = newTime();
  const written = new Int32Array(new SharedArrayBuffer(4 * (1 + 2 * 3 * TURNS)));
  const boards = [2, 3, 7].map((period) => ({ period, slot: time.addBoard() }));
  const ends = boards.map(({ period, slot }) => {
    const worker = new Worker(THREAD, {
      eval: true,
      workerData: { buffer: time.buffer, written, slot, period, turns: TURNS },
    });
    worker.once('exit', () => time.removeBoard(slot));
    return new Promise((resolve) => worker.once('exit', resolve));
  });
  time.allow(Infinity, false);
  await Promise.all(ends);
  return Array.from({ length: written[0] ?? 0 }, (_, n) => ({
    at: written[1 + 2 * n] ?? 0,
    board: written[2 + 2 * n] ?? 0,
  }));
}
