import { expect, test, vi } from 'vitest';
import type { Observation } from '../protocol/observation';
import { observe } from './observe';
import { become, last, ready } from './started-session.test-helpers';

const kinds = (seen: readonly Observation[]): string[] => seen.map(({ kind }) => kind);

test('a watcher hears first how things are, then what happens, in order', async () => {
  const { session, device } = await ready();
  const seen: Observation[] = [];
  observe(session, { network: false }, (observation) => seen.push(observation));
  expect(kinds(seen)).toEqual(['state', 'files']);
  seen.length = 0;
  await Promise.resolve();
  device.say({ kind: 'output', bytes: Uint8Array.of(0xc3) });
  device.say({ kind: 'output', bytes: Uint8Array.of(0xb6) });
  become(device, { kind: 'running' }, 0);
  device.say({ kind: 'traceback', type: 'OSError', message: '-2', frames: [] });
  expect(seen).toMatchObject([
    { kind: 'output', text: '' },
    { kind: 'output', text: 'ö' },
    { kind: 'state', state: { activity: { kind: 'running' } } },
    { kind: 'raised', type: 'OSError', message: '-2' },
  ]);
});

test('the log is watched where it is wanted, as long as it is', async () => {
  const { session, net } = await ready();
  const watched = (): unknown[] => net.messages.filter(({ kind }) => kind === 'watch');
  observe(session, { network: false }, () => undefined)();
  expect(watched()).toEqual([]);
  const leave = observe(session, { network: true }, () => undefined);
  const leaveToo = observe(session, { network: true }, () => undefined);
  leave();
  leave();
  expect(watched()).toEqual([{ kind: 'watch', on: true }]);
  leaveToo();
  expect(watched()).toEqual([
    { kind: 'watch', on: true },
    { kind: 'watch', on: false },
  ]);
});

test('a file is read as it is when somebody asks', async () => {
  const { session, device } = await ready();
  const seen: Observation[] = [];
  observe(session, { network: false }, (observation) => seen.push(observation));
  const bytes = Uint8Array.of(1);
  device.say({
    kind: 'files',
    sequence: 1,
    changes: [{ path: '/a.py', kind: 'file', bytes }],
    request: null,
  });
  const [files] = seen.filter((observation) => observation.kind === 'files');
  expect(files?.read('a.py')).toEqual(bytes);
  expect(files?.read('b.py')).toBeNull();
});

test('variables are asked for by name, all that are wanted together, and again of a new board', async () => {
  const { session, device, host } = await ready();
  const asked = (worker: typeof device): string[][] =>
    worker.take().flatMap((message) => (message.kind === 'watch-variables' ? [[...message.names]] : []));
  const seen: Observation[] = [];
  observe(session, { network: false }, () => undefined);
  expect(asked(device)).toEqual([]);
  const leave = observe(session, { network: false, variables: ['a'] }, (one) => seen.push(one));
  session.watchVariables(['a', 'b']);
  expect(asked(device)).toEqual([['a'], ['a', 'b']]);
  device.say({ kind: 'variables', values: [{ name: 'a', value: { type: 'NoneType' } }] });
  expect(seen.at(-1)).toMatchObject({ kind: 'variables', values: [{ name: 'a' }] });
  leave();
  expect(asked(device)).toEqual([['a', 'b']]);
  const reset = session.reset();
  await vi.waitFor(() => expect(host.devices).toHaveLength(2));
  await reset;
  expect(asked(last(host.devices))).toEqual([['a', 'b']]);
});
