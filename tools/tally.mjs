// What the runners counted, added up. Pure, so that the rules are tested.

/**
 * @typedef {object} Tally
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {string} [note] why a failure counts that no test reported
 */
/** @typedef {{ step: string, seconds: number } & Tally} StepResult */

/**
 * What of Vitest's JSON report counts here.
 * @typedef {object} VitestReport
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests
 * @property {number} numTodoTests
 * @property {{ status: string, assertionResults: unknown[] }[]} testResults one per file
 */
/**
 * What of Playwright's JSON report counts here.
 * @typedef {object} PlaywrightReport
 * @property {{ expected: number, unexpected: number, flaky: number, skipped: number }} stats
 * @property {unknown[]} errors outside any test
 */

/**
 * A runner that found nothing to run, or that failed without a failing test, must not look like success.
 * @param {Tally} tally
 * @param {number} code the runner's exit code
 * @returns {Tally}
 */
function settled(tally, code) {
  if (tally.passed + tally.failed === 0) return { ...tally, failed: 1, note: 'ran no tests' };
  if (code !== 0 && tally.failed === 0) {
    return { ...tally, failed: 1, note: `failed outside its tests (exit code ${code})` };
  }
  return tally;
}

/**
 * @param {VitestReport | null} report null when there is none
 * @param {number} code
 * @returns {Tally}
 */
export function tallyVitest(report, code) {
  if (report === null) return unreported(code);
  // A file that fails on import has no tests to count: it counts as one.
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  const tally = {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
  return settled(tally, code);
}

/**
 * @param {PlaywrightReport | null} report null when there is none
 * @param {number} code
 * @returns {Tally}
 */
export function tallyPlaywright(report, code) {
  if (report === null) return unreported(code);
  const { expected, unexpected, flaky, skipped } = report.stats;
  return settled({ passed: expected, failed: unexpected + flaky + report.errors.length, skipped }, code);
}

/** @param {number} code @returns {Tally} */
const unreported = (code) => ({
  passed: 0,
  failed: 1,
  skipped: 0,
  note: `left no report (exit code ${code})`,
});

/** @param {number} code of a check that counts as one @returns {Tally} */
export const tallyCheck = (code) => ({ passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 });

/**
 * @param {readonly StepResult[]} results
 * @returns {Tally}
 */
export function total(results) {
  const sum = (/** @type {'passed' | 'failed' | 'skipped'} */ key) =>
    results.reduce((count, result) => count + result[key], 0);
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
}

/**
 * The table of all steps, then the one line that machines read.
 * @param {readonly StepResult[]} results
 * @returns {string[]}
 */
export function summary(results) {
  const rows = results.map(({ step, passed, failed, skipped, seconds, note }) =>
    [
      failed === 0 ? '✓' : '✗',
      step.padEnd(8),
      String(passed).padStart(7),
      String(failed).padStart(7),
      String(skipped).padStart(8),
      `${seconds.toFixed(1)} s`.padStart(9),
      note === undefined ? '' : ` ${note}`,
    ].join(' '),
  );
  const { passed, failed, skipped } = total(results);
  return [
    '',
    '  step      passed  failed  skipped      time',
    ...rows,
    '',
    `${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`,
  ];
}
