import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { VariableValue } from '../protocol/variables';
import type { Dispose } from '../shared/disposable';
import { TestBoard } from './test-board.test-helpers';

/** Objects that tell on whoever calls any of their code. */
const CLASSES = `
calls = []
class Spy:
    def __getattr__(self, name):
        calls.append(name)
    def __repr__(self):
        calls.append('repr')
        return 'spy'
    def __eq__(self, other):
        calls.append('eq')
        return True
    def __hash__(self):
        return 1
class list_(list):
    pass
list_.__name__
`;

describe('variables of the prompt are read from outside', () => {
  let board: TestBoard;
  let leave: Dispose = () => undefined;
  beforeAll(async () => {
    board = await TestBoard.start();
  });
  beforeEach(() => {
    leave();
    board.variables = [];
  });
  afterAll(() => board.dispose());

  const last = (name: string): VariableValue | null | undefined =>
    board.variables.at(-1)?.find((variable) => variable.name === name)?.value;
  const valueOf = (name: string): unknown => {
    const value = last(name);
    return value && 'value' in value ? value.value : null;
  };
  const watch = (...names: string[]): void => {
    leave = board.session.watchVariables(names);
  };

  test.each<[string, VariableValue]>([
    ['None', { type: 'NoneType' }],
    ['1 == 1', { type: 'bool', value: true }],
    ['not 1', { type: 'bool', value: false }],
    ['-3', { type: 'int', value: '-3' }],
    ['2**29, 2**30', { type: 'tuple', length: 2 }],
    ['-(2**40)', { type: 'int', value: String(-(2 ** 40)) }],
    ['10**30 + 7', { type: 'int', value: '1000000000000000000000000000007' }],
    ['7**400', { type: 'int', value: null }],
    ['2.5', { type: 'float', value: 2.5 }],
    ["'interned'", { type: 'str', value: 'interned', length: 8 }],
    ["'gr' + chr(252) + chr(223) + 'e ' + chr(0x1f600)", { type: 'str', value: 'grüße 😀', length: 7 }],
    ["'ab' * 300", { type: 'str', value: 'ab'.repeat(100), length: 600 }],
    ["b'\\x00\\xff'", { type: 'bytes', value: '\0\xff', length: 2 }],
    ['[0] * 500', { type: 'list', length: 500 }],
    ['{n: n for n in range(20)}', { type: 'dict', length: 20 }],
    ['()', { type: 'tuple', length: 0 }],
    ['{1, 2}', { type: 'other', name: 'set' }],
    ['range(3)', { type: 'other', name: 'range' }],
    ['len', { type: 'other', name: 'function' }],
  ])('%s', async (expression, value) => {
    watch('value');
    await board.line(`value = ${expression}`);
    await board.until(() => JSON.stringify(last('value')) === JSON.stringify(value), expression);
  });

  test('no code of the program runs for it, whatever its class is called', async () => {
    await board.program(CLASSES);
    watch('spy', 'mine', 'calls');
    await board.line('spy = Spy(); mine = list_()');
    await board.until(() => last('mine')?.type === 'other', 'its class');
    expect(last('spy')).toEqual({ type: 'other', name: 'Spy' });
    await board.line('spy = 0');
    expect(await board.line('calls')).toBe('[]\n');
  });

  test('while a program runs, some times a second, and at once when it has ended', async () => {
    watch('n');
    await board.line('n = 0');
    const before = board.variables.length;
    const begun = performance.now();
    board.type('while n < 300000: n += 1\r\n\r\n');
    await board.until(() => valueOf('n') === '300000', 'the end');
    const seconds = (performance.now() - begun) / 1_000;
    expect(board.variables.length - before).toBeLessThan(seconds * 5 + 3);
    await board.until(() => board.atPrompt);
    board.type('import time\r\nn = -1; time.sleep(60)\r\n');
    await board.until(() => valueOf('n') === '-1', 'what was set before the sleep');
    await board.interrupt();
  });

  test('in functions of a program too: a name of __main__ is what is looked for', async () => {
    watch('count', 'inner');
    await board.program('def f():\n    global count\n    inner = 5\n    count = inner\n');
    await board.line('f()');
    await board.until(() => last('count') !== null && last('count') !== undefined, 'the global');
    expect(last('inner')).toBeNull();
  });

  test('a name that is deleted, and all of them after a reset, are not there', async () => {
    watch('gone', 'kept');
    await board.line('gone = kept = 1');
    await board.until(() => last('kept') !== null && last('gone') !== null, 'both');
    await board.line('del gone');
    await board.until(() => last('gone') === null, 'one');
    expect(last('kept')).toEqual({ type: 'int', value: '1' });
    board.session.softReset();
    await board.until(() => last('kept') === null, 'none');
    await board.until(() => board.atPrompt);
  });

  test('nothing is told when nobody asks any more', async () => {
    watch('quiet');
    await board.line('quiet = 1');
    await board.until(() => last('quiet') !== null && last('quiet') !== undefined);
    leave();
    const count = board.variables.length;
    await board.line('quiet = 2');
    await board.line('quiet = 3');
    expect(board.variables.length).toBe(count);
  });
});
