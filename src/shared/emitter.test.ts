import { describe, expect, test } from 'vitest';
import { DisposableStore } from './disposable';
import { Emitter } from './emitter';

describe('an emitter', () => {
  test('tells every listener, in order of subscription, until it leaves', () => {
    const emitter = new Emitter<number>();
    const heard: string[] = [];
    const leave = emitter.event((value) => heard.push(`a${value}`));
    emitter.event((value) => heard.push(`b${value}`));
    emitter.fire(1);
    leave();
    leave();
    emitter.fire(2);
    expect(heard).toEqual(['a1', 'b1', 'b2']);
  });

  test('calls a function that subscribed twice twice, and lets it leave one at a time', () => {
    const emitter = new Emitter<number>();
    let calls = 0;
    const listener = (): void => {
      calls++;
    };
    const leave = emitter.event(listener);
    emitter.event(listener);
    emitter.fire(0);
    leave();
    emitter.fire(0);
    expect(calls).toBe(3);
  });

  test('does not change who hears a value while it is delivered', () => {
    const emitter = new Emitter<number>();
    const heard: string[] = [];
    emitter.event(() => {
      heard.push('first');
      emitter.event(() => heard.push('late'));
      leave();
    });
    const leave = emitter.event(() => heard.push('second'));
    emitter.fire(0);
    expect(heard).toEqual(['first', 'second']);
  });
});

describe('a store of disposables', () => {
  test('takes back in reverse order, once', () => {
    const store = new DisposableStore();
    const order: number[] = [];
    for (const number of [1, 2, 3]) store.add(() => order.push(number));
    store.dispose();
    store.dispose();
    expect(order).toEqual([3, 2, 1]);
  });
});
