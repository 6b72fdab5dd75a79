import { NODE_BUILD } from '../../tools/node-build';
import type { FlashStore, SessionHost } from '../session/worker-port';
import type { VirtualTime } from './library/virtual-time';
import { MemoryFlash, nodeHost } from './node-host';
import { pageHost } from './page-host.test-helpers';

/** Where pages are to be had, when the tests run in them (`npm run device:jspi`). */
const hub = process.env['PINWIRE_PAGE_HUB'];

/**
 * Long enough for a busy machine, short enough to name what did not come, in milliseconds. Each message to a page goes
 * through two more processes.
 */
export const PATIENCE = hub === undefined ? 10_000 : 25_000;

/** Where a board's net worker says that it comes from, when it is in a page. */
export const pageOrigins: readonly string[] =
  hub === undefined ? [] : [new URL(hub.replace('ws:', 'http:')).origin];

/**
 * The surroundings of a test's board: Node's worker threads, which share memory, or workers of a page, which do not.
 *
 * @param build another folder with a board's Node build, for Node alone
 */
export function testHost(flash: FlashStore = new MemoryFlash(), build?: string): SessionHost {
  if (hub === undefined) return nodeHost({ build: build ?? NODE_BUILD, flash });
  if (build !== undefined) throw new Error('A page has the build of the product alone.');
  return pageHost(hub, flash);
}

/** Surroundings in virtual time, which threads share: null where there is no memory that they could share. */
export function virtualHost(time: VirtualTime, flash: FlashStore = new MemoryFlash()): SessionHost | null {
  return hub === undefined ? nodeHost({ build: NODE_BUILD, flash, time }) : null;
}
