import { defineConfig } from 'vitest/config';
import { interpreterPlugin } from './tools/interpreter/plugin';
import { lessonPlugin } from './tools/lesson-plugin';

/** Device tests whose boards cannot run in a page of a browser. */
const NODE_ALONE = [
  // A board in the test's own thread, by a carrier that a test writes: neither page nor worker.
  'src/cli/{atomicity,asyncio-atomicity,scheduler}.device.test.ts',
  // A probe in the worker thread: of its memory and its hooks.
  'src/cli/{interpreter,socket}-memory.device.test.ts',
  // The Node build's files: damaged, and as the command has them.
  'src/cli/{damaged-build,lessons}.device.test.ts',
  // Threads that share a time.
  'src/cli/{virtual-time,library,library-docs}.device.test.ts',
  // Node's own message ports, which stand for those of a browser tab.
  'src/cli/preview.device.test.ts',
];

/*
 * `isolate: false` in all of them: one process for all files of a worker. To start one for each was a third of their
 * time, and more where each loads the interpreter again. A test leaves no global behind.
 */
export default defineConfig({
  test: {
    projects: [
      {
        plugins: [lessonPlugin()],
        test: {
          name: 'unit',
          include: ['src/**/*.test.{ts,tsx}', '{tools,bench}/**/*.test.ts'],
          exclude: ['**/*.device.test.ts', '**/node_modules/**'],
          isolate: false,
          // Property tests and whole builds run beside lint and types: what hangs fails, what is slowed down does not.
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        plugins: [interpreterPlugin()],
        test: {
          name: 'device',
          include: ['{src,bench}/**/*.device.test.ts'],
          globalSetup: ['tools/device-test-setup.ts'],
          isolate: false,
          // Of the tests that say so: the lessons' boards wait for most of their time.
          maxConcurrency: 3,
          // Each boots the real interpreter in a worker thread: room for that on a busy machine.
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        plugins: [interpreterPlugin()],
        test: {
          name: 'jspi',
          include: ['src/cli/*.device.test.ts'],
          exclude: [...NODE_ALONE],
          globalSetup: ['tools/jspi-test-setup.ts'],
          isolate: false,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
