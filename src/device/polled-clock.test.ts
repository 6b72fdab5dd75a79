import { describe, expect, test } from 'vitest';
import { PolledClock } from './polled-clock';

function clockAt(): { clock: PolledClock; time: { now: number } } {
  const time = { now: 100 };
  return { clock: new PolledClock(() => time.now), time };
}

describe('a clock that is polled', () => {
  test('tells when the next timer is due, or never', () => {
    const { clock } = clockAt();
    expect(clock.nextDue).toBe(Infinity);
    clock.after(20, () => undefined);
    const cancel = clock.after(10, () => undefined);
    expect(clock.nextDue).toBe(110);
    cancel();
    expect(clock.nextDue).toBe(120);
  });

  test('runs what is due, earliest first, once, and says whether there was anything', () => {
    const { clock, time } = clockAt();
    const ran: string[] = [];
    clock.after(20, () => ran.push('later'));
    clock.after(10, () => ran.push('sooner'));
    clock.after(10, () => ran.push('sooner too'));
    clock.after(30, () => ran.push('not yet'));
    expect(clock.runDue()).toBe(false);
    time.now = 120;
    expect([clock.runDue(), clock.runDue()]).toEqual([true, false]);
    expect(ran).toEqual(['sooner', 'sooner too', 'later']);
    expect(clock.nextDue).toBe(130);
  });

  test('does not run what another timer of the same moment has cancelled', () => {
    const { clock, time } = clockAt();
    let cancelled = 0;
    let cancel: () => void = () => undefined;
    clock.after(1, () => cancel());
    cancel = clock.after(2, () => cancelled++);
    time.now = 200;
    clock.runDue();
    expect(cancelled).toBe(0);
  });

  test('leaves a timer that a timer sets to the next time, so that it comes to an end', () => {
    const { clock, time } = clockAt();
    let ran = 0;
    const again = (): void => {
      ran++;
      clock.after(0, again);
    };
    clock.after(-5, again);
    expect(clock.nextDue).toBe(time.now);
    clock.runDue();
    expect(ran).toBe(1);
    clock.runDue();
    expect(ran).toBe(2);
  });
});
