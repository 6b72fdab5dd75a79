import type { Board } from '../../device/board';
import type { BoardNotice } from '../../protocol/notices';
import type { Handlers } from '../handlers';

export interface PinsModuleParts {
  readonly board: Board;
  readonly handlers: Handlers;
  readonly notice: (notice: BoardNotice) => void;
}

/** The functions of `_pins`, over which fw_pin.py makes `machine.Pin`. */
export function pinsModule({ board, handlers, notice }: PinsModuleParts): object {
  const { pins, interrupts } = board;
  const sayWhatIsMissing = (gpio: number): void => {
    if (pins.trigger(gpio) !== 0 && pins.duty(gpio) !== undefined) notice({ kind: 'no-pwm-edges', gpio });
  };
  return {
    is_pin: (gpio: number) => pins.isPin(gpio),
    read: (gpio: number) => pins.read(gpio),
    /** As `read`, and high where nobody drives or pulls: the lines of a bus have resistors of their own. */
    line: (gpio: number) => (pins.isFloating(gpio) ? 1 : pins.read(gpio)),
    sent_nowhere: (gpio: number) => notice({ kind: 'sent-nowhere', gpio }),
    write: (gpio: number, high: boolean) => pins.write(gpio, high),
    toggle: (gpio: number) => pins.toggle(gpio),
    /** `value` None: the latch stays as it is. */
    configure: (gpio: number, mode: number, pullUp: boolean, value: boolean | null) =>
      pins.configure(gpio, mode, pullUp, value ?? undefined),
    /** @param callback the handler's address, 0 for none @param argument the address of what it gets */
    set_handler: (gpio: number, callback: number, argument: number) =>
      handlers.setPin(gpio, callback === 0 ? undefined : { callback, argument }),
    call_handler: (gpio: number) => handlers.callPin(gpio),
    trigger: (gpio: number) => pins.trigger(gpio),
    set_trigger: (gpio: number, trigger: number) => {
      pins.setTrigger(gpio, trigger);
      sayWhatIsMissing(gpio);
    },
    /** @returns -1 where there is no PWM */
    duty: (gpio: number) => pins.duty(gpio) ?? -1,
    set_duty: (gpio: number, duty: number) => {
      pins.setDuty(gpio, duty);
      sayWhatIsMissing(gpio);
    },
    end_pwm: (gpio: number) => pins.setDuty(gpio, undefined),
    frequency: () => pins.pwm.frequency,
    set_frequency: (hertz: number) => pins.setPwmFrequency(hertz),
    interrupts_enabled: () => interrupts.isOpen,
    enable_interrupts: (on: boolean) => interrupts.setOpen(on),
  };
}
