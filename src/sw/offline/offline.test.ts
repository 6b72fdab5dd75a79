import { describe, expect, test } from 'vitest';
import { MemoryCaches } from './memory-caches.test-helpers';
import { ask, FakeHost, offlineOf, page, say, SCOPE, store } from './site.test-helpers';

const ONE = { 'index.html': 'page 1', 'assets/index-1.js': 'script 1', 'licenses.txt': 'words' };
const TWO = { 'index.html': 'page 2', 'assets/index-2.js': 'script 2', 'licenses.txt': 'words' };

/** A browser that has stored the first build. */
async function visited(
  options: { isolate?: boolean; open?: () => string[]; headers?: Record<string, string> } = {},
) {
  const host = new FakeHost();
  host.put(ONE);
  host.headers = options.headers ?? {};
  const caches = new MemoryCaches();
  const first = await offlineOf('one', ONE, { host, caches, ...options });
  await store(first.offline);
  return { host, ...first };
}

const text = async (response: Promise<Response> | null) => (await response)?.text();

describe('before the copy is whole', () => {
  test('everything comes from the host', async () => {
    const host = new FakeHost();
    host.put(ONE);
    const { offline } = await offlineOf('one', ONE, { host });
    expect(await page(offline)).toBe('page 1');
    expect(await text(ask(offline, 'assets/index-1.js'))).toBe('script 1');
  });

  test('a page whose host is not there fails as it would without a service worker', async () => {
    const host = new FakeHost();
    host.online = false;
    const { offline } = await offlineOf('one', ONE, { host });
    await expect(page(offline)).rejects.toThrow('Failed to fetch');
  });
});

describe('storing', () => {
  test('tells how far it is, then how much is stored', async () => {
    const host = new FakeHost();
    host.put(ONE);
    const { offline } = await offlineOf('one', ONE, { host });
    expect(await store(offline)).toMatchObject([
      { kind: 'storing', bytes: 6, of: 19, build: 'one', version: 1 },
      { kind: 'storing', bytes: 14, of: 19 },
      { kind: 'storing', bytes: 19, of: 19 },
      { kind: 'stored', bytes: 19, build: 'one' },
    ]);
  });

  test('goes on where it was interrupted', async () => {
    const host = new FakeHost();
    host.put({ ...ONE, 'licenses.txt': '' });
    const { offline } = await offlineOf('one', ONE, { host });
    await store(offline);
    host.put(ONE);
    host.asked.length = 0;
    expect((await store(offline)).at(-1)).toMatchObject({ kind: 'stored' });
    expect(host.asked.filter((path) => path !== 'index.html')).toEqual(['licenses.txt']);
  });

  test('two tabs that ask at once are told of one and the same', async () => {
    const host = new FakeHost();
    host.put(ONE);
    const { offline } = await offlineOf('one', ONE, { host });
    const [one, two] = await Promise.all([store(offline), store(offline)]);
    expect(one.at(-1)).toMatchObject({ kind: 'stored' });
    expect(two.at(-1)).toMatchObject({ kind: 'stored' });
    expect(host.asked.filter((path) => path === 'licenses.txt')).toHaveLength(1);
  });

  test('takes no file that is not the build’s: a host half-way through an upload, or with a page for everything', async () => {
    const host = new FakeHost();
    host.put({ 'index.html': 'page 1' });
    host.fallback = () => new Response('page 1', { headers: { 'Content-Type': 'text/html' } });
    const { offline } = await offlineOf('one', ONE, { host });
    expect((await store(offline)).at(-1)).toMatchObject({
      kind: 'not-stored',
      why: 'altered',
      file: 'assets/index-1.js',
    });
    host.online = false;
    await expect(page(offline)).rejects.toThrow('Failed to fetch');
  });

  test('says which file cannot be fetched', async () => {
    const host = new FakeHost();
    host.put({ 'index.html': 'page 1' });
    const { offline } = await offlineOf('one', ONE, { host });
    expect((await store(offline)).at(-1)).toMatchObject({ why: 'unreachable', file: 'assets/index-1.js' });
  });

  test('gives its room back when there is not enough', async () => {
    const host = new FakeHost();
    host.put(ONE);
    const caches = new MemoryCaches();
    caches.room = 10;
    const { offline } = await offlineOf('one', ONE, { host, caches });
    expect((await store(offline)).at(-1)).toMatchObject({ why: 'full', file: 'assets/index-1.js' });
    expect([...caches.stores.keys()]).toEqual([]);
    expect(await page(offline)).toBe('page 1');
  });

  test('in the development server there is nothing to store', async () => {
    const { offline } = await offlineOf('development', {}, { host: new FakeHost() });
    expect(await store(offline)).toMatchObject([{ kind: 'not-stored', why: 'development' }]);
  });
});

describe('with the whole copy', () => {
  test('page and files come from it, with and without a host', async () => {
    const { host, offline } = await visited();
    host.online = false;
    host.asked.length = 0;
    expect(await page(offline)).toBe('page 1');
    expect(await page(offline, '?embed')).toBe('page 1');
    expect(await page(offline, 'index.html')).toBe('page 1');
    expect(await text(ask(offline, 'assets/index-1.js'))).toBe('script 1');
    expect(await text(ask(offline, 'licenses.txt', { navigate: true }))).toBe('words');
    expect(host.asked).toEqual([]);
  });

  test('headers are the host’s', async () => {
    const policy = {
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Embedder-Policy': 'require-corp',
    };
    const { offline } = await visited({ headers: { ...policy, 'Content-Encoding': 'br' } });
    const response = await ask(offline, './', { navigate: true });
    expect(Object.fromEntries(response?.headers ?? [])).toMatchObject({
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-opener-policy': 'same-origin',
    });
    // The stored body is unpacked.
    expect(response?.headers.has('Content-Encoding')).toBe(false);
  });

  test('headers that the host changed since are taken over, though the build is the same', async () => {
    const { host, offline } = await visited();
    host.headers = { 'Cross-Origin-Embedder-Policy': 'require-corp' };
    await store(offline);
    for (const path of ['./', 'assets/index-1.js']) {
      const response = await ask(offline, path, { navigate: path === './' });
      expect(response?.headers.get('Cross-Origin-Embedder-Policy'), path).toBe('require-corp');
    }
  });

  test('what is none of its files is left to the browser', async () => {
    const { offline } = await visited();
    expect(ask(offline, 'elsewhere.html', { navigate: true })).toBeNull();
    expect(ask(offline, 'licenses.txt', { method: 'POST' })).toBeNull();
    expect(ask(offline, 'https://other.example/a/licenses.txt')).toBeNull();
    expect(ask(offline, '/licenses.txt')).toBeNull();
  });

  test('who asks past all caches gets the host’s file', async () => {
    const { offline } = await visited();
    expect(ask(offline, 'assets/index-1.js', { cache: 'reload' })).toBeNull();
  });

  test('a file that got lost or cannot be read comes from the host, and is stored again at the next visit', async () => {
    const { host, caches, offline } = await visited();
    const cache = await caches.open('pinwire:/a/:one');
    await cache.delete(new URL('assets/index-1.js', SCOPE));
    await cache.put(new URL('licenses.txt', SCOPE), new Response('wor?s'));
    expect(await text(ask(offline, 'assets/index-1.js'))).toBe('script 1');
    await store(offline);
    host.online = false;
    expect(await text(ask(offline, 'assets/index-1.js'))).toBe('script 1');
    expect(await text(ask(offline, 'licenses.txt'))).toBe('words');
  });

  test('after two pages that did not come up, the copy is looked through before the third', async () => {
    const { caches, offline } = await visited();
    const cache = await caches.open('pinwire:/a/:one');
    await cache.put(new URL('assets/index-1.js', SCOPE), new Response('broken'));
    await page(offline);
    await page(offline);
    expect(await text(ask(offline, 'assets/index-1.js'))).toBe('broken');
    await page(offline);
    expect(await text(ask(offline, 'assets/index-1.js'))).toBe('script 1');
  });

  test('pages that came up are no reason to look', async () => {
    const { caches, offline } = await visited();
    const cache = await caches.open('pinwire:/a/:one');
    await cache.put(new URL('licenses.txt', SCOPE), new Response('broken'));
    for (let n = 0; n < 5; n++) {
      await page(offline);
      say(offline, 'alive');
    }
    expect(await text(ask(offline, 'licenses.txt'))).toBe('broken');
  });
});

describe('from one build to the next', () => {
  /** The host has the second build; its service worker is there, and has not stored it. */
  async function upgraded(open: () => string[]) {
    const before = await visited({ open });
    before.host.put(TWO);
    const { host, caches } = before;
    const after = await offlineOf('two', TWO, { host, caches, open });
    return { host, caches, before, after };
  }

  test('a page of the first goes on getting files that the host does not have any more', async () => {
    const { after } = await upgraded(() => ['one']);
    await store(after.offline);
    await after.offline.activated();
    expect(await text(ask(after.offline, 'assets/index-1.js'))).toBe('script 1');
    expect(await page(after.offline)).toBe('page 2');
  });

  test('the first is removed when no tab is open of it, and not before', async () => {
    let open = ['one', 'two'];
    const { caches, after } = await upgraded(() => open);
    await store(after.offline);
    await after.offline.activated();
    expect(await caches.keys()).toContain('pinwire:/a/:one');
    open = ['two'];
    await store(after.offline);
    expect(await caches.keys()).toEqual(['pinwire:/a/:two']);
  });

  test('a service worker that waits, or that another waits for, removes nothing', async () => {
    const { caches, after } = await upgraded(() => []);
    after.calls.alone = false;
    await store(after.offline);
    expect(await caches.keys()).toContain('pinwire:/a/:one');
  });

  test('without a host, the first is shown until the second is whole', async () => {
    const { host, after } = await upgraded(() => []);
    host.online = false;
    await after.offline.activated();
    expect(await page(after.offline)).toBe('page 1');
    expect(await text(ask(after.offline, 'assets/index-1.js'))).toBe('script 1');
  });

  test('caches of other sites of the same origin are not touched', async () => {
    const { caches, after } = await upgraded(() => []);
    await caches.open('pinwire:/:one');
    await caches.open('pinwire-settings:/a/');
    await store(after.offline);
    expect((await caches.keys()).sort()).toEqual([
      'pinwire-settings:/a/',
      'pinwire:/:one',
      'pinwire:/a/:two',
    ]);
  });

  test('it takes over when a page says so', async () => {
    const { after } = await upgraded(() => []);
    expect(say(after.offline, 'take-over')).toBe(true);
    expect(after.calls.takenOver).toBe(1);
  });

  test('while an answer of its own keeps the next from taking over, it gives the page of that one', async () => {
    const { host, before, after } = await upgraded(() => ['one']);
    await store(after.offline);
    expect(await page(before.offline)).toBe('page 1');
    say(before.offline, 'give-way', [], { build: 'two' });
    expect(await page(before.offline)).toBe('page 2');
    host.online = false;
    expect(await page(before.offline)).toBe('page 2');
    expect(await text(ask(before.offline, 'assets/index-2.js'))).toBe('script 2');
    expect(await text(ask(before.offline, 'assets/index-1.js'))).toBe('script 1');
  });

  test('a next one that is not stored comes from the host then, and without one the page is the own', async () => {
    const { host, before } = await upgraded(() => ['one']);
    say(before.offline, 'give-way', [], { build: 'two' });
    expect(await page(before.offline)).toBe('page 2');
    host.online = false;
    expect(await page(before.offline)).toBe('page 1');
  });

  test('a message by other rules is passed over', async () => {
    const { after } = await upgraded(() => []);
    const said = {
      data: { version: 0, kind: 'take-over' },
      clientId: 'tab',
      ports: [],
      waitUntil: () => undefined,
    };
    expect(after.offline.hear(said)).toBe(false);
    expect(after.calls.takenOver).toBe(0);
  });
});

describe('headers for isolation', () => {
  test('come with pages and workers, from the copy as from the host, where they were asked for', async () => {
    const { host, offline } = await visited({ isolate: true });
    host.put({ ...ONE, 'other.html': 'other' });
    const responses = [
      ask(offline, './', { navigate: true }),
      ask(offline, 'other.html', { navigate: true }),
      ask(offline, 'assets/index-1.js', { destination: 'worker' }),
    ];
    for (const response of responses) {
      expect(Object.fromEntries((await response)?.headers ?? [])).toMatchObject({
        'cross-origin-embedder-policy': 'require-corp',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'cross-origin',
      });
    }
  });

  test('do not come else', async () => {
    const { offline } = await visited();
    const response = await ask(offline, './', { navigate: true });
    expect(response?.headers.has('Cross-Origin-Embedder-Policy')).toBe(false);
  });

  test('a redirection is handed on as it is', async () => {
    const { host, offline } = await visited({ isolate: true });
    const redirection = Response.error();
    host.fallback = () => redirection;
    expect(await ask(offline, 'moved', { navigate: true })).toBe(redirection);
  });

  test('the frame for the board’s pages is sandboxed in any case', async () => {
    const { host, offline } = await visited();
    host.put({ 'frame/frame-1.html': 'frame' });
    const response = await ask(offline, 'frame/frame-1.html', { navigate: true, destination: 'iframe' });
    expect(response?.headers.get('Content-Security-Policy')).toBe('sandbox allow-scripts allow-forms');
    expect(response?.headers.get('Cross-Origin-Embedder-Policy')).toBe('require-corp');
  });
});
