import type { Board } from '../device/board';
import type { Interpreter } from './instance';

/** A Python function and what it gets, by address. Firmware holds both for as long as they may be called. */
export interface Handler {
  readonly callback: number;
  readonly argument: number;
}

/**
 * The Python handlers of the chip's interrupts. An interrupt queues a call for the VM, which makes it in the student's
 * code, in a park or at the idle prompt; no Python runs here. When the VM's queue of 4 is full, the call is lost, as on
 * the chip (reference/esp8266 §3.1).
 */
export class Handlers {
  readonly #ofPins = new Map<number, Handler>();
  readonly #ofTimers = new Map<number, Handler>();
  #interpreter: Interpreter | undefined;

  constructor(board: Board) {
    board.pins.onInterrupt((gpio) => this.callPin(gpio));
    board.timers.onFire((timer) => this.#call(this.#ofTimers.get(timer)));
  }

  attach(interpreter: Interpreter): void {
    this.#interpreter = interpreter;
  }

  /** The interpreter has ended, and its objects with it. */
  detach(): void {
    this.#interpreter = undefined;
    this.#ofPins.clear();
    this.#ofTimers.clear();
  }

  setPin(gpio: number, handler: Handler | undefined): void {
    if (handler) this.#ofPins.set(gpio, handler);
    else this.#ofPins.delete(gpio);
  }

  setTimer(timer: number, handler: Handler | undefined): void {
    if (handler) this.#ofTimers.set(timer, handler);
    else this.#ofTimers.delete(timer);
  }

  callPin(gpio: number): void {
    this.#call(this.#ofPins.get(gpio));
  }

  #call(handler: Handler | undefined): void {
    if (handler) this.#interpreter?.schedule(handler.callback, handler.argument);
  }
}
