// `npm test`: everything that must hold, from a fresh clone. Plain JavaScript, because nothing is installed yet.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, quietVite } from './build.mjs';
import { ensureChromium } from './chromium.mjs';
import { installMissing } from './install.mjs';
import { nodeProblem } from './node-version.mjs';
import { run } from './run.mjs';
import { summary, tallyCheck, tallyPlaywright, tallyVitest, total } from './tally.mjs';

/** @typedef {import('./tally.mjs').StepResult} StepResult */
/** @typedef {import('./run.mjs').RunResult} RunResult */
/** @typedef {'show' | 'capture'} Output */

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const say = (/** @type {string} */ line) => console.log(line);
const reports = mkdtempSync(join(tmpdir(), 'pinwire-test-'));
const heading = (/** @type {string} */ step) => say(`\n── ${step} ${'─'.repeat(60 - step.length)}`);

/**
 * Runs a package's program with this very Node.
 * @param {string} program below node_modules
 * @param {readonly string[]} args
 * @param {Output} output
 * @param {NodeJS.ProcessEnv} [env]
 */
const tool = (program, args, output, env = {}) =>
  run(process.execPath, [join(root, 'node_modules', program), ...args], { cwd: root, output, env });

/**
 * Runs one step. The output of steps that run beside others is kept until they end, so that it stays readable.
 * @param {string} step
 * @param {Output} output
 * @param {(output: Output) => Promise<RunResult>} work
 * @param {(code: number) => import('./tally.mjs').Tally} tally
 * @returns {Promise<StepResult>}
 */
async function runStep(step, output, work, tally = tallyCheck) {
  const began = performance.now();
  if (output === 'show') heading(step);
  const result = await work(output);
  if (output === 'capture') {
    heading(step);
    say(result.output.trimEnd());
  }
  return { step, seconds: (performance.now() - began) / 1_000, ...tally(result.code) };
}

/** @param {string} path @returns {unknown} null when the runner left no report, or half of one */
function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

const checksBuildAndPage = async () => [
  await runStep('format', 'capture', (output) => tool('prettier/bin/prettier.cjs', ['--check', '.'], output)),
  await runStep('lint', 'capture', (output) =>
    tool('eslint/bin/eslint.js', ['--max-warnings', '0', '.'], output),
  ),
  await runStep('types', 'capture', (output) =>
    tool('typescript/bin/tsc', ['--build', 'tsconfig.json'], output),
  ),
  await runStep('build', 'capture', (output) => build(root, { output })),
  await vitest('jspi', IN_A_PAGE),
];

const unitAndDevice = async () => [await vitest('unit'), await vitest('device')];

/** Device tests that run in a page without shared memory, too: a prompt's life. `npm run device:jspi` runs all. */
const IN_A_PAGE = ['console', 'faults', 'files', 'interrupts', 'raw-repl', 'tutorial'].map(
  (name) => `src/cli/${name}.device.test.ts`,
);

/** For two cores, which they share with lint. Boards wait for most of their time, as programs do: for a host, a reset. */
const WORKERS = { unit: 2, device: 3, jspi: 2 };

/**
 * @param {'unit' | 'device' | 'jspi'} project
 * @param {readonly string[]} [files] all of the project's by default
 */
function vitest(project, files = []) {
  const report = join(reports, `${project}.json`);
  const args = [
    'run',
    ...files,
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    `--maxWorkers=${WORKERS[project]}`,
  ];
  return runStep(
    project,
    'capture',
    (output) => tool('vitest/vitest.mjs', args, output, quietVite),
    (code) =>
      tallyVitest(/** @type {import('./tally.mjs').VitestReport | null} */ (readReport(report)), code),
  );
}

/** @param {boolean} built @returns {Promise<StepResult>} */
async function endToEnd(built) {
  const skipped = { step: 'e2e', seconds: 0, passed: 0, failed: 1, skipped: 0 };
  if (!built) return { ...skipped, note: 'not run: there is no build to test' };
  const chromium = await ensureChromium(root, say);
  if ('problem' in chromium) {
    say(chromium.problem);
    return { ...skipped, note: 'not run: there is no Chromium' };
  }
  const report = join(reports, 'e2e.json');
  const env = { PINWIRE_CHROMIUM: chromium.path, PLAYWRIGHT_JSON_OUTPUT_FILE: report };
  return runStep(
    'e2e',
    'show',
    (output) =>
      tool('@playwright/test/cli.js', ['test', '--grep-invert=@slow', '--reporter=list,json'], output, env),
    (code) =>
      tallyPlaywright(
        /** @type {import('./tally.mjs').PlaywrightReport | null} */ (readReport(report)),
        code,
      ),
  );
}

/** @returns {Promise<StepResult[]>} */
async function testAll() {
  // Two lanes for two cores. Boards wait for most of their time: lint leaves them enough of the machine.
  const [checked, tested] = await Promise.all([checksBuildAndPage(), unitAndDevice()]);
  const built = checked.find(({ step }) => step === 'build');
  return [...checked, ...tested, await endToEnd(built?.failed === 0)];
}

/** @returns {Promise<StepResult[]>} */
async function testFromNothing() {
  const failed = { step: 'install', seconds: 0, passed: 0, failed: 1, skipped: 0 };
  const oldNode = nodeProblem(process.versions.node);
  if (oldNode !== null) say(oldNode);
  if (oldNode !== null || !(await installMissing(root, say))) return [failed];
  return testAll();
}

const results = await testFromNothing().finally(() => rmSync(reports, { recursive: true, force: true }));
for (const line of summary(results)) say(line);
process.exitCode = total(results).failed === 0 ? 0 : 1;
