import { describe, expect, test } from 'vitest';
import { summary, tallyCheck, tallyPlaywright, tallyVitest } from './tally.mjs';

const vitestReport = (
  passed: number,
  failed: number,
  files: { status: string; assertionResults: unknown[] }[] = [],
) => ({
  numPassedTests: passed,
  numFailedTests: failed,
  numPendingTests: 1,
  numTodoTests: 1,
  testResults: files,
});
const stats = { expected: 3, unexpected: 1, flaky: 1, skipped: 2 };

describe('one runner', () => {
  test('its tests are counted as it counts them', () => {
    expect(tallyVitest(vitestReport(5, 2), 1)).toEqual({ passed: 5, failed: 2, skipped: 2 });
    expect(tallyPlaywright({ stats, errors: [] }, 1)).toEqual({ passed: 3, failed: 2, skipped: 2 });
  });

  test('a test file that does not load is a failure', () => {
    const files = [{ status: 'failed', assertionResults: [] }];
    expect(tallyVitest(vitestReport(5, 0, files), 1)).toMatchObject({ passed: 5, failed: 1 });
  });

  test('an error outside any test is a failure', () => {
    expect(tallyPlaywright({ stats: { ...stats, unexpected: 0, flaky: 0 }, errors: [{}] }, 1).failed).toBe(1);
    expect(tallyVitest(vitestReport(5, 0), 1)).toMatchObject({
      failed: 1,
      note: expect.stringContaining('exit code 1') as string,
    });
  });

  test('one that ran nothing, or left no report, failed', () => {
    expect(tallyVitest(vitestReport(0, 0), 0)).toMatchObject({ failed: 1, note: 'ran no tests' });
    const empty = { expected: 0, unexpected: 0, flaky: 0, skipped: 4 };
    expect(tallyPlaywright({ stats: empty, errors: [] }, 0)).toMatchObject({
      failed: 1,
      note: 'ran no tests',
    });
    expect(tallyVitest(null, 0).failed).toBe(1);
    expect(tallyPlaywright(null, 0).failed).toBe(1);
  });
});

describe('the last line', () => {
  const unit = { step: 'unit', seconds: 1, passed: 5, failed: 0, skipped: 0 };

  test('it adds up all runners, and names skipped tests only when there are any', () => {
    const types = { step: 'types', seconds: 2, ...tallyCheck(2) };
    expect(summary([unit, types]).at(-1)).toBe('5 passed, 1 failed');
    expect(summary([{ ...unit, skipped: 3 }, types]).at(-1)).toBe('5 passed, 1 failed, 3 skipped');
  });
});
