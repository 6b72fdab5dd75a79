import { describe, expect, test } from 'vitest';
import type { Suspension } from '../interpreter/suspension';
import type { AirFrame } from '../protocol/air';
import { encodeAirFrame, encodeToDevice, recordBytes } from '../protocol/codec';
import type { FromDevice, ToDevice } from '../protocol/messages';
import type { FramesTaken, RoadMessage } from '../protocol/road';
import { VirtualClock } from '../shared/virtual-clock';
import { Antenna } from './antenna';
import { MessageCarrier } from './message-carrier';

function begun() {
  const clock = new VirtualClock();
  const posted: FromDevice[] = [];
  const toNet: FramesTaken[] = [];
  const messages: ToDevice[] = [];
  const frames: AirFrame[] = [];
  const turns: (() => void)[] = [];
  let onMessage = (message: ToDevice): void => void messages.push(message);
  const carrier = new MessageCarrier({
    suspension: {} as Suspension,
    loop: {
      get now() {
        return clock.now;
      },
      after: (delay, fire) => clock.after(delay, fire),
      turn: () => new Promise((resolve) => turns.push(resolve)),
    },
    antenna: new Antenna(() => undefined),
    onNetSwitch: () => undefined,
    post: (message) => posted.push(message),
    postToNet: (message) => toNet.push(message),
    onMessage: (message) => onMessage(message),
    onFrame: (frame) => frames.push(frame),
  });
  return {
    ...{ clock, posted, toNet, messages, frames, turns, carrier },
    handle: (handler: (message: ToDevice) => void) => (onMessage = handler),
  };
}

const record = (message: ToDevice): RoadMessage => ({
  kind: 'record',
  record: recordBytes(encodeToDevice(message)),
});
const frame = (stream: number): Uint8Array => recordBytes(encodeAirFrame({ kind: 'fin', stream }));

/** Whether a promise has been settled by what has happened so far. */
async function isSettled(promise: Promise<void> | undefined): Promise<boolean> {
  let settled = false;
  void promise?.then(() => (settled = true));
  await new Promise((resolve) => setImmediate(resolve));
  return settled;
}

describe('what comes', () => {
  test('waits for the board to look, is taken in once, and is credit for its sender again', () => {
    const { carrier, messages, frames, posted, toNet } = begun();
    expect(carrier.receive()).toBe(false);
    carrier.heed(record({ kind: 'run-file', path: '/a.py' }));
    carrier.heedNet({ kind: 'frames', records: [frame(2), frame(4)] });
    expect([messages, frames]).toEqual([[], []]);
    expect(carrier.receive()).toBe(true);
    expect(messages).toEqual([{ kind: 'run-file', path: '/a.py' }]);
    expect(frames).toEqual([
      { kind: 'fin', stream: 2 },
      { kind: 'fin', stream: 4 },
    ]);
    expect(posted).toMatchObject([{ kind: 'records-taken' }]);
    expect(toNet).toEqual([{ kind: 'frames-taken', bytes: 2 * frame(2).length }]);
    expect(carrier.receive()).toBe(false);
  });

  test('rings: also a count, which no record delays', () => {
    const { carrier } = begun();
    carrier.heed(record({ kind: 'run-file', path: '/a.py' }));
    carrier.heed({ kind: 'count', of: 'interrupts', value: 3 });
    carrier.heed({ kind: 'count', of: 'outputTaken', value: 70 });
    carrier.heed({ kind: 'count', of: 'filesKept', value: 9 });
    expect(carrier).toMatchObject({ doorbell: 4, interrupts: 3, outputTaken: 70, filesKept: 9 });
  });

  test('from a net worker that has died is not heard', () => {
    const { carrier, frames, handle } = begun();
    handle(() => carrier.switchNet());
    carrier.heedNet({ kind: 'frames', records: [frame(2)] });
    carrier.heed(record({ kind: 'net-lost' }));
    carrier.receive();
    expect(frames).toEqual([]);
    carrier.heedNet({ kind: 'frames', records: [frame(4)] });
    carrier.receive();
    expect(frames).toEqual([{ kind: 'fin', stream: 4 }]);
  });

  test('that asks what was written to the flash is answered at once', () => {
    const { carrier, posted } = begun();
    carrier.post({ kind: 'files', sequence: 7, changes: [], request: null });
    carrier.heed({ kind: 'ask-files-posted' });
    expect(posted.at(-1)).toEqual({ kind: 'files-posted', sequence: 7 });
  });
});

describe('a wait', () => {
  test('ends by the next message', async () => {
    const { carrier } = begun();
    const waiting = carrier.wait(carrier.doorbell, Infinity);
    expect(await isSettled(waiting)).toBe(false);
    carrier.heed({ kind: 'count', of: 'interrupts', value: 1 });
    expect(await isSettled(waiting)).toBe(true);
  });

  test('ends by its time, and a later message wakes nobody', async () => {
    const { carrier, clock } = begun();
    const waiting = carrier.wait(carrier.doorbell, 50);
    clock.advance(49);
    expect(await isSettled(waiting)).toBe(false);
    clock.advance(1);
    expect(await isSettled(waiting)).toBe(true);
    const other = carrier.wait(carrier.doorbell, 50);
    carrier.heed({ kind: 'count', of: 'interrupts', value: 1 });
    expect(await isSettled(other)).toBe(true);
    clock.advance(100);
  });

  test('is none when something has come since the doorbell was read', () => {
    const { carrier } = begun();
    const seen = carrier.doorbell;
    carrier.heed({ kind: 'count', of: 'interrupts', value: 1 });
    expect(carrier.wait(seen, Infinity)).toBeUndefined();
  });
});

describe('a busy program', () => {
  test('lets messages in when the last turn of the event loop is 4 ms ago', async () => {
    const { carrier, clock, turns } = begun();
    clock.advance(3);
    expect(carrier.breathe()).toBeUndefined();
    clock.advance(1);
    const breath = carrier.breathe();
    expect(await isSettled(breath)).toBe(false);
    turns.shift()?.();
    expect(await isSettled(breath)).toBe(true);
    expect(carrier.breathe()).toBeUndefined();
  });

  test('that has waited needs no breath', async () => {
    const { carrier, clock } = begun();
    clock.advance(10);
    const waiting = carrier.wait(carrier.doorbell, Infinity);
    carrier.heed({ kind: 'count', of: 'outputTaken', value: 1 });
    await waiting;
    expect(carrier.breathe()).toBeUndefined();
  });
});
