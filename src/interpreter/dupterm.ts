import type { Interpreter } from './instance';
import type { Uart } from './uart';

/** What waits for the second terminal. One statement that prints more than this before the VM comes to a jump is cut. */
const MOST_WAITING = 64 * 1024;

/**
 * `os.dupterm`: a stream of the program's that is told what is printed, and types. It is Python's: what was printed waits
 * here until the VM makes the call that it is asked for, in the student's code, in a park or at the idle prompt.
 */
export class Dupterm {
  #interpreter: Interpreter | undefined;
  #pump: { readonly callback: number; readonly argument: number } | undefined;
  #waiting = new Uint8Array(0);
  #isAsked = false;
  /** Something may have been typed there that was not taken. */
  #isHeldBack = false;

  constructor(
    private readonly uart: Uart,
    private readonly onLost: () => void,
  ) {}

  /** Begins a new life: its second terminal is not there yet. */
  attach(interpreter: Interpreter | undefined): void {
    this.#interpreter = interpreter;
    this.open(0, 0);
  }

  /**
   * @param callback address of firmware's function, which is called with `argument` when there is something to do; 0: there
   * is no second terminal
   */
  open(callback: number, argument: number): void {
    this.#pump = callback === 0 ? undefined : { callback, argument };
    this.#waiting = new Uint8Array(0);
    this.#isAsked = false;
    // Something may have been typed before anybody listened.
    this.#isHeldBack = true;
    this.ask();
  }

  /** What was printed, as it goes out on the serial line. */
  print(bytes: Uint8Array): void {
    if (!this.#pump) return;
    const waiting = this.#waiting;
    if (waiting.length > MOST_WAITING) {
      this.onLost();
      return;
    }
    this.#waiting = new Uint8Array(waiting.length + bytes.length);
    this.#waiting.set(waiting);
    this.#waiting.set(bytes, waiting.length);
    this.ask();
  }

  /** Has the VM make the call, if there is something to do. The VM's queue may be full: then it is asked again. */
  ask(): void {
    if (!this.#pump || this.#isAsked) return;
    const typesOn = this.#isHeldBack && this.uart.hasRoomForTerminal;
    if (this.#waiting.length === 0 && !typesOn) return;
    this.#isAsked = this.#interpreter?.schedule(this.#pump.callback, this.#pump.argument) ?? false;
  }

  /** The call is made. @returns how many bytes wait */
  begin(): number {
    this.#isAsked = false;
    return this.#waiting.length;
  }

  take(into: Uint8Array): void {
    into.set(this.#waiting.subarray(0, into.length));
    this.#waiting = this.#waiting.slice(into.length);
  }

  /** Whether more may be typed; if not, the call is made when it may. */
  get hasRoom(): boolean {
    this.#isHeldBack = !this.uart.hasRoomForTerminal;
    return !this.#isHeldBack;
  }
}
