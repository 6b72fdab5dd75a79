import { expect, test } from 'vitest';
import { faults } from '../words/en/faults';
import { faultText } from '../words/fault-text';
import { deviceFault } from './device-fault';

test.each([
  ['a trap', new WebAssembly.RuntimeError('unreachable'), /fault in the simulator, not in your program/],
  [
    'the end of the stack',
    new RangeError('Maximum call stack size exceeded'),
    /a function that calls itself/,
  ],
  ['the end of the stack in Firefox', new Error('too much recursion'), /a function that calls itself/],
  ['no memory to instantiate', new RangeError('WebAssembly.instantiate(): Out of memory'), /no memory left/],
  ['no memory for a buffer', new RangeError('Array buffer allocation failed'), /no memory left/],
  ['no memory to grow', new WebAssembly.RuntimeError('could not allocate memory'), /no memory left/],
  ['what is not even an error', undefined, /fault in the simulator/],
  ['an error that says nothing', new Error(''), /fault in the simulator/],
])('%s is told in a sentence, and a restart helps', (_, error, says) => {
  const fault = deviceFault(error);
  expect(faultText(fault, faults.english)).toMatch(says);
  expect(fault).toMatchObject({ where: 'device worker', remedy: 'restart' });
});

test('where it happened is kept for a bug report', () => {
  expect(deviceFault(new Error('why')).detail).toMatch(/Error: why\n\s+at /);
});
