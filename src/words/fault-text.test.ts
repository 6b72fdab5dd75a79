import { expect, test } from 'vitest';
import type { FaultCause } from '../protocol/messages';
import { german } from './de';
import { faults } from './en/faults';
import { faultText } from './fault-text';

test('a fault is told in each language', () => {
  expect(faultText({ why: 'no-memory' }, faults.english)).toContain('Close other tabs');
  expect(faultText({ why: 'no-memory' }, german.faults)).toContain('Schließ andere Tabs');
});

test('a cause that nobody here knows is one of another version', () => {
  const why = JSON.parse('"toString"') as FaultCause;
  expect(faultText({ why }, faults.english)).toBe(faults.english.why['mixed-versions']);
});
