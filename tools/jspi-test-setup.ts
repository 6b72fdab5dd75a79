import { openPageHub } from './page-hub';

/** Vitest runs this once before device tests whose boards run in pages of a browser, without shared memory. */
export default async function setup(): Promise<() => Promise<void>> {
  const hub = await openPageHub();
  // The processes of the tests inherit it (src/cli/test-host.test-helpers.ts).
  process.env['PINWIRE_PAGE_HUB'] = hub.url;
  return () => {
    delete process.env['PINWIRE_PAGE_HUB'];
    return hub.close();
  };
}
