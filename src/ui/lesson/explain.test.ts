import { expect, test } from 'vitest';
import { CONDITION_PRESETS, GOOD_CONDITIONS } from '../../protocol/lan-conditions';
import { explain } from './explain';

test('a port that is taken is explained: why, and how to free it', () => {
  const text = explain({ type: 'OSError', message: '[Errno 98] EADDRINUSE' }, GOOD_CONDITIONS);
  expect(text).toContain('s.close()');
  expect(text).toContain('Ctrl-D');
});

test('a name that no host has is explained', () => {
  expect(explain({ type: 'OSError', message: '-2' }, GOOD_CONDITIONS)).toContain('host name');
});

test('a name of the lesson that is not defined points at the earlier blocks', () => {
  expect(explain({ type: 'NameError', message: "name 'addr' isn't defined" }, GOOD_CONDITIONS)).toMatch(
    /^addr is not there/,
  );
});

test('nothing is said about Ctrl-C and about errors that speak for themselves', () => {
  expect(explain({ type: 'KeyboardInterrupt', message: '' }, GOOD_CONDITIONS)).toBeNull();
  expect(explain({ type: 'ValueError', message: 'x' }, GOOD_CONDITIONS)).toBeNull();
});

test('where the network is bad on purpose, that is said with what it can bring about', () => {
  const timeout = { type: 'OSError', message: '[Errno 110] ETIMEDOUT' };
  expect(explain(timeout, CONDITION_PRESETS.lossyWifi)).toMatch(
    /^Nobody answered in time\..* 15% of packets/,
  );
  expect(explain(timeout, GOOD_CONDITIONS)).not.toContain('on purpose');
  const inUse = { type: 'OSError', message: '[Errno 98] EADDRINUSE' };
  expect(explain(inUse, CONDITION_PRESETS.lossyWifi)).not.toContain('on purpose');
});
