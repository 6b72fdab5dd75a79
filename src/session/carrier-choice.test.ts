import { expect, test } from 'vitest';
import { chooseCarrier, type CarrierChoice, type PageAbilities } from './carrier-choice';

const NOTHING: PageAbilities = {
  wasm: true,
  isolated: false,
  shares: false,
  suspends: false,
  secure: false,
  framed: false,
  serviceWorkers: false,
};
const none = (why: 'no-wasm' | 'not-shared' | 'insecure' | 'framed' | 'unsupported'): CarrierChoice => ({
  kind: 'none',
  why,
});

test.each<[what: string, abilities: Partial<PageAbilities>, choice: CarrierChoice]>([
  [
    'an isolated page shares memory',
    { isolated: true, shares: true, suspends: true, secure: true },
    { kind: 'memory' },
  ],
  [
    'so does one whose browser cannot suspend WebAssembly',
    { isolated: true, shares: true, secure: true },
    { kind: 'memory' },
  ],
  [
    'a page that is not isolated is reached by messages',
    { suspends: true, secure: true },
    { kind: 'messages' },
  ],
  ['so is one that came by http', { suspends: true }, { kind: 'messages' }],
  [
    'so is one in a frame of another page',
    { suspends: true, secure: true, framed: true, serviceWorkers: true },
    { kind: 'messages' },
  ],
  [
    'where the browser can do neither, a service worker may isolate the page',
    { secure: true, serviceWorkers: true },
    { kind: 'isolate' },
  ],
  ['but not within another page', { secure: true, serviceWorkers: true, framed: true }, none('framed')],
  ['and not over http, in a frame or not', { serviceWorkers: true, framed: true }, none('insecure')],
  ['nor in a private window without service workers', { secure: true }, none('unsupported')],
  [
    'an isolated page whose browser keeps memory from workers has no road',
    { isolated: true, secure: true, serviceWorkers: true },
    none('not-shared'),
  ],
  [
    'without WebAssembly there is nothing to run',
    { wasm: false, isolated: true, shares: true },
    none('no-wasm'),
  ],
])('%s', (_, abilities, choice) => {
  expect(chooseCarrier({ ...NOTHING, ...abilities })).toEqual(choice);
});

test('an address may ask for messages, where there are any', () => {
  const search = '?lesson=x&carrier=messages';
  expect(chooseCarrier({ ...NOTHING, isolated: true, shares: true, suspends: true }, search)).toEqual({
    kind: 'messages',
  });
  expect(chooseCarrier({ ...NOTHING, isolated: true, shares: true }, search)).toEqual({ kind: 'memory' });
});
