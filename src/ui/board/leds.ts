import type { PinState } from '../../protocol/device-state';

/**
 * Whether an LED from 3V3 to this pad is lit: both LEDs of the board are wired so, GPIO2 on the module and GPIO16 on
 * the board (reference: esp8266 §8.1). It takes someone who sinks its current; a pad that merely reads low does not.
 */
export function isLedLit(pin: PinState | undefined): boolean {
  if (pin?.mode === 'pwm' && pin.drive === null) return pin.duty !== 1023;
  if (pin === undefined || pin.level === 1) return false;
  return pin.drive === 0 || pin.mode === 'out' || pin.mode === 'open-drain' || pin.mode === 'uart';
}
