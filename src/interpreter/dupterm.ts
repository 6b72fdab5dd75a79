import type { Interpreter } from './instance';
import type { Uart } from './uart';

/** What waits for the second terminal. One statement that prints more than this before the VM comes to a jump is cut. */
const MOST_WAITING = 64 * 1024;

/** `mp_obj_str_t` (py/objstr.h), as byte offsets: a `bytes` object that has its size and not yet its contents. */
const BytesObject = { hash: 4, length: 8, data: 12 } as const;

/**
 * `os.dupterm`: a stream of the program's that is told what is printed, and types. It is Python's: what was printed waits
 * here until the VM makes the call that it is asked for, in the student's code, in a park or at the idle prompt.
 */
export class Dupterm {
  #interpreter: Interpreter | undefined;
  #pump: { readonly callback: number; readonly argument: number } | undefined;
  #waiting: Uint8Array[] = [];
  #bytes = 0;
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
    this.close();
  }

  /** @param callback address of firmware's function, which is called with `argument` when there is something to do */
  open(callback: number, argument: number): void {
    this.#pump = { callback, argument };
    // Something may have been typed before anybody listened.
    this.#isHeldBack = true;
    this.ask();
  }

  close(): void {
    this.#pump = undefined;
    this.#waiting = [];
    this.#bytes = 0;
    this.#isAsked = false;
    this.#isHeldBack = false;
  }

  /** What was printed, as it goes out on the serial line. */
  print(bytes: Uint8Array): void {
    if (!this.#pump) return;
    if (this.#bytes + bytes.length > MOST_WAITING) {
      this.onLost();
      return;
    }
    this.#waiting.push(bytes);
    this.#bytes += bytes.length;
    this.ask();
  }

  /** Has the VM make the call, if there is something to do. The VM's queue may be full: then it is asked again. */
  ask(): void {
    if (!this.#pump || this.#isAsked) return;
    const typesOn = this.#isHeldBack && this.uart.hasRoomForTerminal;
    if (this.#bytes === 0 && !typesOn) return;
    this.#isAsked = this.#interpreter?.schedule(this.#pump.callback, this.#pump.argument) ?? false;
  }

  /** The call is made. @returns how many bytes wait */
  begin(): number {
    this.#isAsked = false;
    return this.#bytes;
  }

  /** Fills a new `bytes` object, whose address this is, with what waits, and lets its hash be computed again. */
  take(object: number): void {
    const memory = this.#interpreter?.memory;
    if (!memory) return;
    const into = memory.word(object + BytesObject.data);
    let left = memory.word(object + BytesObject.length);
    let at = into;
    while (left > 0) {
      const first = this.#waiting.shift();
      if (!first) break;
      const part = first.subarray(0, left);
      if (part.length < first.length) this.#waiting.unshift(first.subarray(part.length));
      memory.bytes.set(part, at);
      at += part.length;
      left -= part.length;
    }
    this.#bytes -= at - into;
    memory.words[(object + BytesObject.hash) >>> 2] = 0;
  }

  /** Whether more may be typed; if not, the call is made when it may. */
  get hasRoom(): boolean {
    this.#isHeldBack = !this.uart.hasRoomForTerminal;
    return !this.#isHeldBack;
  }
}
