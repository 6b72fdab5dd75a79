import type { Gpio, PinState } from '../../protocol/device-state';

/** A pin that nobody uses and that reads low, but for what is given. */
export function pinState(given: Partial<PinState> & { gpio: Gpio }): PinState {
  return {
    mode: 'unused',
    pullUp: false,
    level: 0,
    floating: false,
    drive: null,
    conflict: false,
    ...given,
  };
}
