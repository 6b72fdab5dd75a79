import { expect, test } from 'vitest';
import { errnoOf, LwipError } from './lwip-error';

// Reference/esp8266 §2.3, row by row.
test.each([
  [LwipError.memory, 12],
  [LwipError.buffer, 105],
  [LwipError.timeout, 11],
  [LwipError.route, 113],
  [LwipError.inProgress, 115],
  [LwipError.value, 22],
  [LwipError.wouldBlock, 11],
  [LwipError.aborted, 103],
  [LwipError.reset, 104],
  [LwipError.closed, 107],
  [LwipError.notConnected, 107],
  [LwipError.argument, 5],
  [LwipError.inUse, 98],
  [LwipError.interface, -1],
  [LwipError.isConnected, 114],
  [LwipError.badDescriptor, 9],
])('lwIP error %d is errno %d', (error, errno) => {
  expect(errnoOf(error)).toBe(errno);
});
