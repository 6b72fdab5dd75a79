import { expect, test } from 'vitest';
import { chooseCarrier, type PageAbilities } from './carrier-choice';

const NOTHING: PageAbilities = {
  isolated: false,
  suspends: false,
  secure: false,
  framed: false,
  serviceWorkers: false,
};

test.each<[what: string, abilities: Partial<PageAbilities>, kind: string]>([
  ['an isolated page shares memory', { isolated: true, suspends: true, secure: true }, 'memory'],
  ['so does one whose browser cannot suspend WebAssembly', { isolated: true, secure: true }, 'memory'],
  ['a page that is not isolated is reached by messages', { suspends: true, secure: true }, 'messages'],
  ['so is one that came by http', { suspends: true }, 'messages'],
  [
    'so is one in a frame of another page',
    { suspends: true, secure: true, framed: true, serviceWorkers: true },
    'messages',
  ],
  [
    'where the browser can do neither, a service worker may isolate the page',
    { secure: true, serviceWorkers: true },
    'isolate',
  ],
  ['but not within another page', { secure: true, serviceWorkers: true, framed: true }, 'none'],
  ['and not over http', { serviceWorkers: true }, 'none'],
  ['nor in a private window without service workers', { secure: true }, 'none'],
])('%s', (_, abilities, kind) => {
  expect(chooseCarrier({ ...NOTHING, ...abilities })).toEqual({ kind });
});

test('an address may ask for messages, where there are any', () => {
  expect(chooseCarrier({ ...NOTHING, isolated: true, suspends: true }, 'messages')).toEqual({
    kind: 'messages',
  });
  expect(chooseCarrier({ ...NOTHING, isolated: true }, 'messages')).toEqual({ kind: 'memory' });
});
