import { expect, test } from 'vitest';
import { VirtualClock } from './virtual-clock';

test('time stands still until it is advanced', () => {
  const clock = new VirtualClock(100);
  expect(clock.now).toBe(100);
  clock.advance(2.5);
  expect(clock.now).toBe(102.5);
});

test('timers fire in order of their due time, equal ones in the order in which they were set', () => {
  const clock = new VirtualClock();
  const fired: string[] = [];
  clock.after(20, () => fired.push(`b at ${clock.now}`));
  clock.after(10, () => fired.push(`a at ${clock.now}`));
  clock.after(20, () => fired.push(`c at ${clock.now}`));
  clock.advance(19);
  expect(fired).toEqual(['a at 10']);
  clock.advance(1);
  expect(fired).toEqual(['a at 10', 'b at 20', 'c at 20']);
});

test('a timer set by a timer fires within the same advance when it comes due', () => {
  const clock = new VirtualClock();
  const fired: number[] = [];
  const tick = () => {
    fired.push(clock.now);
    clock.after(10, tick);
  };
  clock.after(10, tick);
  clock.advance(35);
  expect(fired).toEqual([10, 20, 30]);
  expect(clock.now).toBe(35);
  expect(clock.nextDue).toBe(40);
});

test('a cancelled timer does not fire, and cancelling it again does nothing', () => {
  const clock = new VirtualClock();
  const fired: string[] = [];
  const cancel = clock.after(10, () => fired.push('cancelled'));
  clock.after(10, () => fired.push('kept'));
  cancel();
  cancel();
  clock.advance(10);
  expect(fired).toEqual(['kept']);
  expect(clock.nextDue).toBeNull();
});

test('a delay of zero or less fires at the present time, at the next advance', () => {
  const clock = new VirtualClock(5);
  const fired: number[] = [];
  clock.after(-3, () => fired.push(clock.now));
  expect(fired).toEqual([]);
  clock.advance(0);
  expect(fired).toEqual([5]);
});

test('time does not go back', () => {
  const clock = new VirtualClock();
  expect(() => {
    clock.advance(-1);
  }).toThrow(RangeError);
  expect(() => {
    clock.advance(Number.NaN);
  }).toThrow(RangeError);
});
