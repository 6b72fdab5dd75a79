import { expect, test } from 'vitest';
import { PolledClock } from './polled-clock';
import { Watchdog } from './watchdog';

test('a watchdog bites when it was not fed for 3.2 seconds, and not after a reset', () => {
  let now = 0;
  const clock = new PolledClock(() => now);
  const watchdog = new Watchdog(clock);
  let bites = 0;
  watchdog.onBite(() => bites++);
  const pass = (milliseconds: number): void => {
    now += milliseconds;
    clock.runDue();
  };
  pass(10_000);
  watchdog.feed();
  pass(3_199);
  watchdog.feed();
  pass(3_199);
  expect(bites).toBe(0);
  pass(1);
  expect(bites).toBe(1);
  watchdog.feed();
  watchdog.onHardReset();
  pass(10_000);
  expect(bites).toBe(1);
});
