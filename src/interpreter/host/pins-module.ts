import type { Board } from '../../device/board';

/** The functions of `_pins`, over which fw_machine.py makes `machine.Pin`. */
export function pinsModule({ pins }: Board): object {
  return {
    is_pin: (gpio: number) => pins.isPin(gpio),
    read: (gpio: number) => pins.read(gpio),
    write: (gpio: number, high: boolean) => pins.write(gpio, high),
    toggle: (gpio: number) => pins.toggle(gpio),
    /** `value` -1: the latch stays as it is. */
    configure: (gpio: number, mode: number, pullUp: boolean, value: number | boolean) =>
      pins.configure(gpio, mode, pullUp, value === -1 ? undefined : Boolean(value)),
  };
}
