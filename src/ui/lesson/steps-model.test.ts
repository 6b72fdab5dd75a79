import { expect, test } from 'vitest';
import type { LessonData, LessonSteps, Step } from '../../lessons/lesson-data';
import { GOOD_CONDITIONS } from '../../protocol/lan-conditions';
import { VirtualClock } from '../../shared/virtual-clock';
import { FakeSession } from '../fake-session.test-helpers';
import { MemoryStore } from '../memory-store.test-helpers';
import { StepsModel } from './steps-model';
import { watchSteps } from './watch-steps';

const step = (id: string, more: Partial<Step> = {}): Step => ({
  id,
  title: id.toUpperCase(),
  at: 'here',
  goal: 'Do it.',
  checks: [{ output: { line: id } }],
  hints: ['first', 'second'],
  solution: [{ type: `print('${id}')` }],
  challenge: false,
  mistakes: [],
  ...more,
});

function begun(steps: readonly Step[], store = new MemoryStore(), network: LessonSteps['network'] = null) {
  const session = new FakeSession();
  session.boot();
  const clock = new VirtualClock();
  const data: LessonData = {
    language: 'en',
    slug: 'blink',
    credit: { text: 'Us', license: 'MIT' },
    panes: ['terminal'],
    files: {},
    outline: steps.map(({ id, title, at, goal, challenge }) => ({ id, title, at, goal, challenge })),
  };
  const arrived: (readonly string[])[] = [];
  let loads = 0;
  const failing = { now: false };
  const translated: Record<string, string> = {};
  const model = new StepsModel({
    ...{ data, store, tabStore: store, session, clock, wallClock: () => clock.now },
    texts: (english) => translated[english] ?? english,
    onArrive: (panes) => arrived.push(panes),
    load: () => {
      loads++;
      if (failing.now) return Promise.reject(new Error('offline'));
      return Promise.resolve({ rest: { steps, network, hash: 'h' }, watchSteps });
    },
  });
  return { session, clock, model, store, failing, arrived, translated, loads: () => loads };
}

test('a step is done when it happens, is told, and is remembered', async () => {
  const { session, model, store, translated } = begun([step('a'), step('b')]);
  await model.begin();
  expect(model.state.value).toMatchObject({ current: 'a', progress: { done: [] } });
  session.print('f()\r\na\r\n');
  expect(model.state.value).toMatchObject({
    current: 'b',
    progress: { done: ['a'] },
  });
  expect(model.state.value.news()).toBe('Step done: A. Next: B.');
  translated['B'] = 'das Zweite';
  expect(model.state.value.news()).toBe('Step done: A. Next: das Zweite.');
  const again = begun([step('a'), step('b')], store).model;
  expect(again.state.value).toMatchObject({ current: 'b', progress: { done: ['a'] } });
});

test('nothing is loaded before it begins, and once', async () => {
  const { model, loads } = begun([step('a')]);
  expect(loads()).toBe(0);
  expect(model.step('a')).toBeNull();
  await model.begin();
  await model.begin();
  expect(loads()).toBe(1);
  expect(model.step('a')?.hints).toHaveLength(2);
});

test('what could not be loaded is tried again', async () => {
  const { model, failing } = begun([step('a')]);
  failing.now = true;
  await model.begin();
  expect(model.state.value.watched).toBeNull();
  failing.now = false;
  await model.begin();
  expect(model.state.value.watched).not.toBeNull();
});

test('hints come one at a time, and a step that is begun anew has none', async () => {
  const { model, session } = begun([step('a')]);
  await model.begin();
  model.showHint('a');
  model.showHint('a');
  model.showSolution('a');
  session.print('f()\r\na\r\n');
  expect(model.state.value.progress).toMatchObject({ done: ['a'], hints: { a: 2 }, solutions: ['a'] });
  model.reset('a');
  expect(model.state.value).toMatchObject({ current: 'a', progress: { done: [], hints: {}, solutions: [] } });
  session.print('f()\r\na\r\n');
  expect(model.state.value.progress.done).toEqual(['a']);
});

test('a mistake is shown and told', async () => {
  const mistake = { when: { error: { type: 'OSError' } }, say: 'Not so.', example: [{ type: 'x' }] };
  const { model, session, clock } = begun([step('a', { mistakes: [mistake] })]);
  await model.begin();
  session.raise({ type: 'OSError', message: '-2', frames: [] });
  clock.advance(500);
  expect(model.state.value.news()).toBe('Not so.');
  expect(model.state.value.watched?.get('a')?.mistake).toBe('Not so.');
});

test('the network is as the present step wants it, and as it was before after it', async () => {
  const { model, session } = begun([step('a'), step('b', { network: { latency: 300 } }), step('c')]);
  const mine = { ...GOOD_CONDITIONS, loss: 5 };
  session.setConditions(mine);
  await model.begin();
  expect(session.snapshot.conditions).toEqual(mine);
  session.print('f()\r\na\r\n');
  expect(session.snapshot.conditions).toEqual({ ...GOOD_CONDITIONS, latency: 300 });
  session.print('f()\r\nb\r\n');
  expect(session.snapshot.conditions).toEqual(mine);
});

test('what the student makes of the network during a step stays', async () => {
  const { model, session } = begun([step('a', { network: { latency: 300 } }), step('b')]);
  await model.begin();
  expect(session.snapshot.conditions).toEqual({ ...GOOD_CONDITIONS, latency: 300 });
  const mine = { ...GOOD_CONDITIONS, loss: 5 };
  session.setConditions(mine);
  session.print('f()\r\na\r\n');
  model.dispose();
  expect(session.snapshot.conditions).toEqual(mine);
});

test('the panes of a lesson and of each step are shown on arrival, once in a tab', async () => {
  const steps = [step('a'), step('b', { panes: ['network', 'board'] }), step('c')];
  const { model, session, arrived, store } = begun(steps);
  await model.begin();
  expect(arrived).toEqual([['terminal']]);
  session.print('f()\r\na\r\n');
  model.choose('a');
  model.choose('b');
  session.print('f()\r\nb\r\n');
  expect(arrived).toEqual([['terminal'], ['network', 'board']]);
  const again = begun(steps, store);
  await again.model.begin();
  again.model.choose('b');
  expect(again.arrived).toEqual([]);
});

test('the log is watched only for a lesson that asks of the network', async () => {
  const quiet = begun([step('a')]);
  await quiet.model.begin();
  expect(quiet.session.watched).toEqual([]);
  const loud = begun([step('a', { checks: [{ lookup: { name: 'x' } }] })]);
  await loud.model.begin();
  expect(loud.session.watched).toEqual([true]);
  loud.model.dispose();
  expect(loud.session.watched).toEqual([true, false]);
});

test('what is stored and makes no sense is no progress', () => {
  for (const text of ['{', '[]', '{"done":[1,"a"],"hints":{"a":-1,"b":2},"solutions":3}', 'null']) {
    const store = new MemoryStore();
    store.write('progress.blink', text);
    const { progress } = begun([step('a')], store).model.state.value;
    expect(progress.done.every((id) => typeof id === 'string')).toBe(true);
    expect(progress.hints['a']).toBeUndefined();
  }
});
