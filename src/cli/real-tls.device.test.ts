import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { NetworkLogEntry } from '../protocol/network-log';
import type { Notice } from '../protocol/notices';
import { RealWorld } from './real-world.test-helpers';
import { TestBoard } from './test-board.test-helpers';

const world = new RealWorld();
let board: TestBoard;
const notices: Notice[] = [];
const log: NetworkLogEntry[] = [];

beforeAll(async () => {
  await world.open();
  await world.startProxy();
  board = await TestBoard.start();
  board.session.onNotice((notice) => notices.push(notice));
  board.session.onNetwork((entries) => log.push(...entries));
  board.session.watchNetwork();
  board.session.setProxy(world.proxyUrl);
  await board.until(() => board.session.snapshot.realHosts.kind === 'on', 'the proxy');
  await board.line('import requests, mip, asyncio');
});
afterAll(async () => {
  board.dispose();
  await world.close();
});

const last = (text: string): string => text.trimEnd().split('\n').at(-1) ?? '';

test('requests reaches a real host by https, encrypted from the proxy on', async () => {
  world.pages.set('/x', 'x'.repeat(5_000));
  const url = `'https://secure.example:${world.ports.secure}/x'`;
  expect(await board.line(`r = requests.get(${url}); r.status_code, len(r.text), r.text[-2:]`)).toBe(
    "(200, 5000, 'xx')\n",
  );
  await vi.waitFor(() => expect(log.some(({ kind }) => kind === 'encrypted')).toBe(true), 5_000);
  expect(log.find(({ kind }) => kind === 'encrypted')).toMatchObject({
    connection: { host: 'real' },
    encryption: { protocol: 'TLSv1.3', flaw: 'DEPTH_ZERO_SELF_SIGNED_CERT', toProxy: 'local' },
  });
});

test('mip installs from the real index, and from GitHub', async () => {
  world.pages.set(
    '/pi/v2/package/6/real/latest.json',
    JSON.stringify({ hashes: [['real.py', '0123abcd']], version: '1' }),
  );
  world.pages.set('/pi/v2/file/01/0123abcd', 'word = "real"\n');
  world.pages.set('/owner/repo/HEAD/hub.py', 'word = "hub"\n');
  expect(last(await board.line("mip.install('real')"))).toBe('Done');
  expect(last(await board.line("mip.install('github:owner/repo/hub.py')"))).toBe('Done');
  expect(await board.line('import real, hub; real.word, hub.word')).toBe("('real', 'hub')\n");
});

test('a host that speaks no TLS is told with the number of axTLS, and in a sentence', async () => {
  const { web } = world.ports;
  expect(last(await board.line(`requests.get('https://web.example:${web}/')`))).toBe(
    "OSError: (-261, 'INVALID_PROT_MSG')",
  );
  const notice = { kind: 'not-reached', host: 'web.example', port: web, failure: 'not-tls' };
  await vi.waitFor(() => expect(notices).toContainEqual(notice), 5_000);
});
