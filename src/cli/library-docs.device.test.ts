import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { NODE_BUILD } from '../../tools/node-build';
import type { DeviceOptions } from './library/api';
import { startDevice } from './library/device';

/** Programs of docs/library.md, in their order, and what each prints. */
const EXPECTED: readonly (readonly string[])[] = [
  ['42\n'],
  [],
  ['0 24'],
  [expect.stringMatching(/tyme/) as string],
];

const examples = [...readFileSync('docs/library.md', 'utf8').matchAll(/```js\n(.*?)```/gs)].map(
  ([, code = '']) => code.replace("import { createDevice } from 'pinwire';", ''),
);

test('the document has as many examples as are tried', () => {
  expect(examples).toHaveLength(EXPECTED.length);
});

test.concurrent.each(examples.map((code, at) => ({ code, printed: EXPECTED[at] ?? [] })))(
  'example %# of docs/library.md does what it says',
  async ({ code, printed }) => {
    const said: string[] = [];
    const createDevice = (options?: DeviceOptions) => startDevice(NODE_BUILD, options);
    const log = (...values: readonly unknown[]): void => void said.push(values.join(' '));
    const url = `data:text/javascript,${encodeURIComponent(`export default async (createDevice, console) => {${code}}`)}`;
    const module = (await import(/* @vite-ignore */ url)) as {
      default: (create: typeof createDevice, console: { log: typeof log }) => Promise<void>;
    };
    await module.default(createDevice, { log });
    expect(said).toEqual(printed);
  },
);
