import type { Board } from '../../device/board';
import type { BoardNotice } from '../../protocol/notices';
import type { Handlers } from '../handlers';
import type { Interpreter } from '../instance';

export interface ChipModuleParts {
  readonly board: Board;
  readonly interpreter: Interpreter;
  readonly handlers: Handlers;
  readonly notice: (notice: BoardNotice) => void;
}

/** The functions of `_chip`, over which firmware makes `machine.Timer`, `ADC`, `RTC` and `WDT`. */
export function chipModule({ board, interpreter, handlers, notice }: ChipModuleParts): object {
  const { adc, timers, watchdog } = board;
  const { memory } = interpreter;
  return {
    timer_create: () => timers.create(),
    timer_running: (timer: number) => timers.isRunning(timer),
    /** @param callback the handler's address, 0 for none @param argument the address of what it gets */
    timer_start: (timer: number, callback: number, argument: number, period: number, repeats: boolean) => {
      handlers.setTimer(timer, callback === 0 ? undefined : { callback, argument });
      timers.start(timer, period, repeats);
    },
    timer_stop: (timer: number) => {
      timers.stop(timer);
      handlers.setTimer(timer, undefined);
    },
    /** @param minutes since 2000-01-01 */
    set_clock: (minutes: number, milliseconds: number) =>
      board.setSeconds(minutes * 60 + milliseconds / 1000),
    rtc_memory_size: () => board.rtcMemory.length,
    rtc_memory_read: (address: number) => memory.bytes.set(board.rtcMemory, address),
    rtc_memory_write: (address: number, length: number) => {
      board.rtcMemory = memory.slice(address, length);
    },
    adc_read: (channel: number) => {
      if (channel !== 0) notice({ kind: 'no-supply-voltage' });
      else if (adc.input === null) notice({ kind: 'nothing-on-a0' });
      return adc.read(channel);
    },
    feed: () => watchdog.feed(),
  };
}
