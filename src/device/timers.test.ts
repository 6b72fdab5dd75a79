import { describe, expect, test } from 'vitest';
import { InterruptGate } from './interrupt-gate';
import { PolledClock } from './polled-clock';
import { Timers } from './timers';

class Bench {
  now = 0;
  readonly clock = new PolledClock(() => this.now);
  readonly gate = new InterruptGate();
  readonly timers = new Timers(this.clock, this.gate);
  readonly fired: [number, number][] = [];

  constructor() {
    this.timers.onFire((id) => this.fired.push([id, this.now]));
  }

  /** Lets time pass in steps, as a board that looks at its clock now and then. */
  pass(milliseconds: number, step: number): void {
    for (const end = this.now + milliseconds; this.now < end;) {
      this.now += step;
      this.clock.runDue();
    }
  }
}

describe('a timer', () => {
  test('fires once, or again and again without drifting', () => {
    const bench = new Bench();
    const [once, often] = [bench.timers.create(), bench.timers.create()];
    bench.timers.start(once, 25, false);
    bench.timers.start(often, 10, true);
    bench.pass(40, 4);
    expect(bench.fired).toEqual([
      [often, 12],
      [often, 20],
      [once, 28],
      [often, 32],
      [often, 40],
    ]);
    expect([bench.timers.isRunning(once), bench.timers.isRunning(often)]).toEqual([false, true]);
  });

  test('that the board was too busy for fires once for all that it missed', () => {
    const bench = new Bench();
    bench.timers.start(bench.timers.create(), 10, true);
    bench.pass(100, 100);
    expect(bench.fired).toHaveLength(1);
    bench.pass(10, 10);
    expect(bench.fired).toHaveLength(2);
  });

  test('is started anew and stopped; a reset ends all', () => {
    const bench = new Bench();
    const [one, two] = [bench.timers.create(), bench.timers.create()];
    bench.timers.start(one, 10, true);
    bench.timers.start(one, 50, false);
    bench.timers.start(two, 10, true);
    bench.timers.stop(two);
    bench.pass(60, 10);
    expect(bench.fired).toEqual([[one, 50]]);
    bench.timers.start(one, 10, true);
    bench.timers.reset();
    bench.timers.start(one, 10, true);
    expect([bench.timers.isRunning(one), bench.clock.nextDue]).toEqual([false, Infinity]);
  });

  test('that has run out while interrupts are off still runs, until it has been served', () => {
    const bench = new Bench();
    const once = bench.timers.create();
    bench.timers.start(once, 10, false);
    bench.gate.setOpen(false);
    bench.pass(20, 10);
    expect(bench.timers.isRunning(once)).toBe(true);
    bench.gate.setOpen(true);
    expect([bench.timers.isRunning(once), bench.fired]).toEqual([false, [[once, 20]]]);
  });

  test('is held back while interrupts are off, and never faster than 100 µs', () => {
    const bench = new Bench();
    bench.timers.start(bench.timers.create(), 0, true);
    bench.gate.setOpen(false);
    bench.pass(1, 0.125);
    expect(bench.fired).toEqual([]);
    bench.gate.setOpen(true);
    expect(bench.fired).toHaveLength(1);
    expect(bench.clock.nextDue - bench.now).toBeLessThanOrEqual(0.1);
  });
});
