/**
 * A simulated ESP8266 that runs MicroPython, for test suites.
 *
 * @packageDocumentation
 */
import { fileURLToPath } from 'node:url';
import type { Device, DeviceOptions, Lan, LanOptions } from './api';
import { startDevice } from './device';
import { LibraryLan } from './library-lan';

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
  return startDevice(build(), options);
}

/** A LAN for several boards, which find each other by their addresses and share one clock. */
export function createLan(options?: LanOptions): Lan {
  return new LibraryLan(build(), options);
}

/** Beside this module in the package (tools/package-build.ts). */
const build = (): string => fileURLToPath(new URL('board', import.meta.url));
