import { beforeEach, describe, expect, test } from 'vitest';
import { FakeSession } from '../fake-session.test-helpers';
import { MemoryStore } from '../memory-store.test-helpers';
import { Site } from '../site/site';
import { InternetModel } from './internet-model';
import { proxyUrl, withoutToken } from './proxy-address';

const BASE = 'http://127.0.0.1:8080/lessons/';

let session: FakeSession;
let store: MemoryStore;
let tabStore: MemoryStore;
let site: string | null;

beforeEach(() => {
  session = new FakeSession();
  store = new MemoryStore();
  tabStore = new MemoryStore();
  site = '{ "proxy": "wisp/abc/" }';
});

function model(): InternetModel {
  const facts = { base: BASE, lessons: [] };
  return new InternetModel({
    ...{ session, store, tabStore, base: BASE },
    site: new Site({ load: () => Promise.resolve(site), facts }),
  });
}

async function started(): Promise<InternetModel> {
  const internet = model();
  await internet.start();
  return internet;
}

describe('real hosts', () => {
  test('are off where nobody says anything, though the site has a proxy', async () => {
    const internet = await started();
    expect(internet.state.value).toMatchObject({
      wanted: 'virtual',
      url: 'ws://127.0.0.1:8080/lessons/wisp/abc/',
    });
    expect(session.proxies).toEqual([]);
  });

  test('are switched on and off by the student', async () => {
    const internet = await started();
    internet.choose('real');
    internet.choose('virtual');
    expect(session.proxies).toEqual(['ws://127.0.0.1:8080/lessons/wisp/abc/', null]);
  });

  test('cannot be switched on without a proxy', async () => {
    site = null;
    const internet = await started();
    internet.choose('real');
    expect(internet.state.value.wanted).toBe('virtual');
    expect(session.proxies).toEqual([]);
  });

  test('are on from the start when the instructor says so, until the student says otherwise', async () => {
    site = '{ "proxy": "wss://proxy.example/t/", "real": true }';
    (await started()).choose('virtual');
    await started();
    expect(session.proxies).toEqual(['wss://proxy.example/t/', null]);
  });

  test('stay on over a reload, at once, and by the new address when the proxy has another', async () => {
    (await started()).choose('real');
    session = new FakeSession();
    const internet = model();
    expect(session.proxies).toEqual(['ws://127.0.0.1:8080/lessons/wisp/abc/']);
    site = '{ "proxy": "wisp/new/" }';
    await internet.start();
    expect(session.proxies.at(-1)).toBe('ws://127.0.0.1:8080/lessons/wisp/new/');
  });

  test('are off again when the site has no proxy any more', async () => {
    (await started()).choose('real');
    site = '{}';
    const internet = await started();
    expect(internet.state.value).toMatchObject({ wanted: 'virtual', url: null });
    expect(session.proxies.at(-1)).toBeNull();
  });

  test('are tried again with the same proxy', async () => {
    const internet = await started();
    internet.choose('real');
    internet.retry();
    expect(session.proxies).toHaveLength(2);
  });
});

describe("an address of the student's own", () => {
  test('goes before the site’s, is kept, and is used at once', async () => {
    const internet = await started();
    internet.choose('real');
    internet.setAddress('https://own.example/token');
    expect(session.proxies.at(-1)).toBe('wss://own.example/token/');
    expect((await started()).state.value).toMatchObject({ url: 'wss://own.example/token/', isOwn: true });
  });

  test('is forgotten by an empty one', async () => {
    const internet = await started();
    internet.setAddress('ws://own.example/');
    internet.setAddress('  ');
    expect(internet.state.value).toMatchObject({
      url: 'ws://127.0.0.1:8080/lessons/wisp/abc/',
      isOwn: false,
    });
  });

  test('changes nothing when it is none', async () => {
    const internet = await started();
    expect(() => internet.setAddress('ftp://x/')).toThrow('begins with ws:// or wss://');
    expect(internet.state.value.isOwn).toBe(false);
  });
});

test('an address is made one for WebSockets, and shown without its token', () => {
  expect(proxyUrl(' https://a.example/x?y#z ', BASE)).toBe('wss://a.example/x/?y');
  expect(proxyUrl('/wisp', BASE)).toBe('ws://127.0.0.1:8080/wisp/');
  expect(withoutToken('wss://a.example/secret/')).toBe('wss://a.example');
});
