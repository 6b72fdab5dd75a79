import { defineConfig } from '@playwright/test';
import { chromiumFlags, findChromium } from './tools/chromium.mjs';

const chromium = await findChromium();
if (chromium !== null && 'problem' in chromium) throw new Error(chromium.problem);
if (chromium === null) throw new Error('No Chromium here. `npm test` gets one.');

/** End-to-end tests of the built site (`npm run build` first); e2e/support/app.ts serves it. */
export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  forbidOnly: true,
  retries: 0,
  // A test waits for a quarter of its time: three at a time fill two cores.
  workers: 3,
  fullyParallel: true,
  // Conditions end a test, not these: they leave room for a machine that does other work as well.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: 'list',
  use: {
    viewport: { width: 1280, height: 800 },
    // A trace of each test takes a third of their time; `npm run e2e -- --trace retain-on-failure` makes them.
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: chromium.path,
      args: chromiumFlags,
    },
  },
});
