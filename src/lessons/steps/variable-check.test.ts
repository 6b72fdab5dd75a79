import { describe, expect, test } from 'vitest';
import type { VariableValue } from '../../protocol/variables';
import type { Check } from '../lesson-data';
import { ScriptedBoard, stepOf } from './scripted-board.test-helpers';
import { variablesOf } from './asks';
import { isVariable } from './variable-check';

type Asked = Omit<NonNullable<Check['variable']>, 'name'>;

describe('a variable is as it is asked for:', () => {
  test.each<[string, VariableValue | null, Asked]>([
    ['it is there', { type: 'NoneType' }, {}],
    ['it is not there', null, { absent: true }],
    ['None', { type: 'NoneType' }, { is: null }],
    ['a bool', { type: 'bool', value: true }, { is: true }],
    ['an int', { type: 'int', value: '-7' }, { is: -7, at_most: -7, at_least: -8 }],
    ['an int too large to be told', { type: 'int', value: null }, { type: 'int' }],
    ['a float, as exact as the chip has it', { type: 'float', value: 0.100000024 }, { is: 0.1 }],
    ['a float that is whole', { type: 'float', value: 3 }, { is: 3, type: 'float' }],
    ['a text', { type: 'str', value: 'hello', length: 5 }, { is: 'hello', contains: 'ell', length: 5 }],
    ['bytes', { type: 'bytes', value: 'GET', length: 3 }, { is: 'GET', type: 'bytes' }],
    ['a list', { type: 'list', length: 8 }, { type: 'list', length: 8 }],
    ['an object of a class', { type: 'other', name: 'Pin' }, { type: 'Pin' }],
  ])('%s', (_name, value, asked) => {
    expect(isVariable(value, { name: 'x', ...asked })).toBe(true);
  });

  test.each<[string, VariableValue | null, Asked]>([
    ['it is not there', null, {}],
    ['it is there', { type: 'NoneType' }, { absent: true }],
    ['None is not 0', { type: 'NoneType' }, { is: 0 }],
    ['True is not 1', { type: 'bool', value: true }, { is: 1 }],
    ['an int that is larger', { type: 'int', value: '8' }, { at_most: 7 }],
    ['an int too large to be told', { type: 'int', value: null }, { at_least: 1 }],
    ['a text that looks like a number', { type: 'str', value: '5', length: 1 }, { is: 5 }],
    ['a text of which only the beginning is told', { type: 'str', value: 'ab', length: 300 }, { is: 'ab' }],
    ['bytes that should be a str', { type: 'bytes', value: 'a', length: 1 }, { is: 'a', type: 'str' }],
    ['a list that is longer', { type: 'list', length: 9 }, { length: 8 }],
    ['a class that calls itself list', { type: 'other', name: 'list' }, { length: 0 }],
  ])('not where %s', (_name, value, asked) => {
    expect(isVariable(value, { name: 'x', ...asked })).toBe(false);
  });
});

test('a step waits for its variable, and only what is asked for anywhere in a lesson is looked at', () => {
  const step = stepOf({ all: [{ variable: { name: 'n', at_least: 5 } }, { prompt: 'back' }] });
  const board = new ScriptedBoard([step]);
  const done = (): boolean => board.watch.state('one')?.done ?? false;
  board.has({ name: 'n', value: { type: 'int', value: '4' } });
  expect(done()).toBe(false);
  board.has({ name: 'n', value: { type: 'int', value: '5' } });
  expect(done()).toBe(true);
  const mistake = { when: { not: { variable: { name: 'm' } } }, say: 'No.', example: [] };
  expect(variablesOf([step, { ...step, mistakes: [mistake] }])).toEqual(['n', 'm']);
});
