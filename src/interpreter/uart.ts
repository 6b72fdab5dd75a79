import { UART_BUFFER } from '../protocol/control-block';

export const CTRL_C = 0x03;

/** Ctrl-C takes no credit; of more than these in the queue, only the count is kept. */
const MOST_INTERRUPTS = UART_BUFFER;

/** What the second terminal may have typed ahead: as much as the chip's network holds of it (TCP_WND). */
const MOST_OF_TERMINAL = 2_144;

/** Added to a byte of the queue that came from there, and needed no credit. */
const OF_TERMINAL = 0x100;

/**
 * The console's receive side. Ctrl-C comes twice: as a count that no queue delays, which interrupts a running
 * program, and as a byte in its place among the others, for the prompt. Whichever is met first takes it.
 */
export class Uart {
  readonly #queue: number[] = [];
  /** Bytes in the queue that the sender needed credit for: all but Ctrl-C. */
  #filled = 0;
  #ofTerminal = 0;
  /** How often Ctrl-C was pressed there; the carrier counts those of the serial line. */
  #terminalInterrupts = 0;
  /** How many of the queue are Ctrl-C. */
  #interruptsQueued = 0;
  /** Those that found no room. */
  #interruptsDropped = 0;
  #interruptsTaken = 0;
  #interruptBytes = 0;
  #taken = 0;

  /** @param onOverrun the sender did not keep to its credit; the bytes beyond are lost, as on the wire */
  constructor(private readonly onOverrun: () => void) {}

  receive(bytes: Uint8Array): void {
    for (const byte of bytes) {
      if (byte === CTRL_C) this.#queueInterrupt();
      else if (this.#filled < UART_BUFFER) {
        this.#queue.push(byte);
        this.#filled++;
      } else {
        this.onOverrun();
        return;
      }
    }
  }

  /** A byte from the second terminal (`os.dupterm`), where there is no credit. */
  typeOnTerminal(byte: number): void {
    if (byte === CTRL_C) {
      this.#terminalInterrupts++;
      this.#queueInterrupt();
    } else if (this.hasRoomForTerminal) {
      this.#queue.push(byte + OF_TERMINAL);
      this.#ofTerminal++;
    }
  }

  get hasRoomForTerminal(): boolean {
    return this.#ofTerminal < MOST_OF_TERMINAL;
  }

  #queueInterrupt(): void {
    if (this.#interruptsQueued === MOST_INTERRUPTS) {
      this.#interruptsDropped++;
      return;
    }
    this.#queue.push(CTRL_C);
    this.#interruptsQueued++;
  }

  get isEmpty(): boolean {
    return this.#queue.length === 0;
  }

  /** The next byte, or undefined. A Ctrl-C that has interrupted a program already is passed over. */
  take(): number | undefined {
    for (;;) {
      const byte = this.#queue.shift();
      if (byte === undefined) return undefined;
      if (byte >= OF_TERMINAL) {
        this.#ofTerminal--;
        return byte - OF_TERMINAL;
      }
      if (byte !== CTRL_C) {
        this.#filled--;
        this.#taken++;
        return byte;
      }
      this.#countInterrupt();
      if (this.#after(this.#interruptBytes, this.#interruptsTaken)) {
        this.#interruptsTaken = this.#interruptBytes;
        return byte;
      }
    }
  }

  /** What was dropped counts with the last that was not, so that bytes and the carrier's count agree again. */
  #countInterrupt(): void {
    this.#interruptsQueued--;
    let bytes = 1;
    if (this.#interruptsQueued === 0) {
      bytes += this.#interruptsDropped;
      this.#interruptsDropped = 0;
    }
    this.#interruptBytes = (this.#interruptBytes + bytes) >>> 0;
  }

  /**
   * The next byte for a program that reads, or undefined. A Ctrl-C that has not interrupted it yet stops it here: the
   * count that comes with it does the interrupting, and what was typed after it is for the prompt.
   *
   * @param interruptible false: Ctrl-C is a byte like any other (`micropython.kbd_intr(-1)`)
   */
  takeForProgram(interruptible: boolean): number | undefined {
    if (
      interruptible &&
      this.#queue[0] === CTRL_C &&
      this.#after(this.#interruptBytes + 1, this.#interruptsTaken)
    )
      return undefined;
    return this.take();
  }

  /** Whether `takeForProgram` would give something. */
  hasForProgram(interruptible: boolean): boolean {
    const first = this.#queue[0];
    return first !== undefined && !(interruptible && first === CTRL_C);
  }

  /** Whether there is credit to release. */
  get hasCredit(): boolean {
    return this.#taken > 0;
  }

  /** Bytes that left the buffer since the last call: credit for the sender. Ctrl-C needs none. */
  releaseCredit(): number {
    const taken = this.#taken;
    this.#taken = 0;
    return taken;
  }

  /** Whether Ctrl-C was pressed and has not been taken. @param pressed the carrier's count */
  isInterrupted(pressed: number): boolean {
    return this.#after(pressed + this.#terminalInterrupts, this.#interruptsTaken);
  }

  takeInterrupts(pressed: number): void {
    this.#interruptsTaken = (pressed + this.#terminalInterrupts) >>> 0;
  }

  /** Counts run modulo 2^32. */
  #after(count: number, other: number): boolean {
    return ((count - other) | 0) > 0;
  }
}
