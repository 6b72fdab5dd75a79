import { buildForNode } from './node-build';

/** Vitest runs this once before the device tests: they boot the real interpreter in worker threads. */
export default async function setup(): Promise<void> {
  await buildForNode();
}
