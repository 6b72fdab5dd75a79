import { describe, expect, test } from 'vitest';
import { areGood, CONDITION_PRESETS, GOOD_CONDITIONS, lanConditions, sameConditions } from './lan-conditions';

describe('conditions', () => {
  test('are good but for what is said', () => {
    expect(lanConditions({ loss: 10 })).toEqual({ ...GOOD_CONDITIONS, loss: 10 });
    expect(areGood(lanConditions({}))).toBe(true);
  });

  test.each([
    { latency: -1 },
    { latency: Number.NaN },
    { jitter: 5_001 },
    { bandwidth: 0 },
    { loss: 101 },
    { hostsDown: Array<string>(17).fill('a.test') },
  ])('%j are of no network', (change) => {
    expect(() => lanConditions(change)).toThrow(RangeError);
  });

  test.each([{ dns: 'fails' }, { link: 'down' }, { hostsDown: ['a.test'] }, { bandwidth: 64 }] as const)(
    '%j are told from good ones',
    (change) => {
      const conditions = lanConditions(change);
      expect(sameConditions(conditions, lanConditions(change))).toBe(true);
      expect(areGood(conditions)).toBe(false);
    },
  );

  test('that are offered are each good or bad as they are called', () => {
    for (const [name, preset] of Object.entries(CONDITION_PRESETS)) {
      expect(areGood(preset)).toBe(name === 'good');
    }
  });
});
