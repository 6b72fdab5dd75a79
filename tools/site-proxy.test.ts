import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { createGateway, type Gateway } from '../src/proxy/gateway';
import { Rules } from '../src/proxy/rules';
import { serve } from './serve.mjs';
import { besideSite, TUTORIAL_HOSTS, tutorialGateway } from './site-proxy.mjs';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'pinwire-beside-'));
  writeFileSync(join(root, 'index.html'), '<h1>Pinwire</h1>');
});
afterAll(() => rmSync(root, { recursive: true }));

test('the page is there at once; its setting and its WebSocket wait for the gateway', async () => {
  let have: (gateway: Gateway) => void = () => undefined;
  const server = await serve({ root, beside: besideSite(new Promise((settle) => (have = settle)), root) });
  expect(await (await fetch(server.url)).text()).toContain('Pinwire');
  const setting = fetch(new URL('pinwire.json', server.url));
  const gateway = createGateway({
    rules: Rules.of(TUTORIAL_HOSTS),
    token: 'a-token-for-tests',
    sameOrigin: true,
  });
  have(gateway);
  const answer = await setting;
  expect(answer.headers.get('cross-origin-resource-policy')).toBe('same-origin');
  const { proxy } = (await answer.json()) as { proxy: string };
  const url = new URL(proxy, server.url.replace('http', 'ws'));
  const socket = new WebSocket(url, { origin: new URL(server.url).origin });
  await new Promise((settle, fail) => {
    socket.once('message', settle);
    socket.once('error', fail);
  });
  const closed = new Promise((settle) => socket.once('close', settle));
  await gateway.close();
  expect(await closed).toBe(1001);
  await server.close();
});

test('without a gateway there is no setting and no WebSocket, and the page is there', async () => {
  const server = await serve({ root, beside: besideSite(Promise.resolve(null), root) });
  expect((await fetch(new URL('pinwire.json', server.url))).status).toBe(404);
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}wisp/x/`);
  const message = await new Promise<string>((settle) =>
    socket.once('error', (error) => settle(error.message)),
  );
  expect(message).toContain('404');
  expect((await fetch(server.url)).status).toBe(200);
  await server.close();
});

test("the site's own settings stay beside the proxy's address, and what is no JSON comes as it is", async () => {
  const site = mkdtempSync(join(tmpdir(), 'pinwire-settings-'));
  const gateway = createGateway({ rules: Rules.of(TUTORIAL_HOSTS), token: 'a-token', sameOrigin: true });
  const server = await serve({ root: site, beside: besideSite(Promise.resolve(gateway), site) });
  const settings = async (text: string): Promise<string> => {
    writeFileSync(join(site, 'pinwire.json'), text);
    return (await fetch(new URL('pinwire.json', server.url))).text();
  };
  const whole = JSON.parse(await settings('{ "title": "Networks 1", "proxy": "old" }')) as object;
  expect(whole).toEqual({ title: 'Networks 1', proxy: gateway.path });
  expect(await settings('{ title')).toBe('{ title');
  await gateway.close();
  await server.close();
  rmSync(site, { recursive: true });
});

test('a proxy that cannot be made is said, and no reason to fail', async () => {
  const said: string[] = [];
  expect(await tutorialGateway(join(root, 'nowhere'), (line) => said.push(line))).toBeNull();
  expect(said).toHaveLength(1);
  expect(said[0]).toMatch(
    /^The proxy to real hosts could not be started \(.+\)\. Virtual hosts work without it\.$/s,
  );
});
