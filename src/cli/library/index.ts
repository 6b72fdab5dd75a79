/**
 * A simulated ESP8266 that runs MicroPython, for test suites.
 *
 * @packageDocumentation
 */
import { fileURLToPath } from 'node:url';
import type { Device, DeviceOptions } from './api';
import { startDevice } from './device';

export type * from './api';
export { DeviceError, DeviceTimeoutError } from './device-error';
export type { DeviceState, Gpio, Level, PinDrive, PinState } from '../../protocol/device-state';
export type { ConditionsChange } from '../../protocol/lan-conditions';
export type { NetworkLogEntry } from '../../protocol/network-log';

/**
 * Boots a board and waits for its first prompt.
 *
 * @throws {DeviceError} when something that it is to have cannot be had; nothing is left behind then
 */
export function createDevice(options?: DeviceOptions): Promise<Device> {
  // Beside this module in the package (tools/package-build.ts).
  return startDevice(fileURLToPath(new URL('board', import.meta.url)), options);
}
