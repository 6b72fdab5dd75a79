import type { Board } from '../../device/board';
import type { Handlers } from '../handlers';
import type { Interpreter } from '../instance';

/** The functions of `_chip`, over which firmware makes `machine.Timer`, `RTC` and `WDT`. */
export function chipModule(board: Board, { memory }: Interpreter, handlers: Handlers): object {
  const { timers, watchdog } = board;
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
    /** @param seconds since 2000-01-01 */
    set_seconds: (seconds: number) => board.setSeconds(seconds),
    rtc_memory_size: () => board.rtcMemory.length,
    rtc_memory_read: (address: number) => memory.bytes.set(board.rtcMemory, address),
    rtc_memory_write: (address: number, length: number) => {
      board.rtcMemory = memory.slice(address, length);
    },
    feed: () => watchdog.feed(),
  };
}
