import type { PolledClock } from '../device/polled-clock';
import type { Wait } from '../protocol/device-state';
import type { Carrier } from './carrier';
import type { Interpreter } from './instance';
import type { Output } from './output';
import type { Pace } from './pace';
import type { Uart } from './uart';

/** Aim for the time between two hooks, in milliseconds: how long an interrupt or a pin can go unnoticed. */
const HOOK_INTERVAL = 1;
const LEAST_BUDGET = 16;
const MOST_BUDGET = 100_000;
/**
 * While firmware is in the middle of something and an interrupt waits, it is asked again at the next jump. A longer
 * budget may be a multiple of what one turn of a loop takes: then every hook comes to the same jump of the firmware's.
 */
const IMPATIENT_BUDGET = 1;

export interface VmControlParts {
  readonly carrier: Carrier;
  readonly clock: PolledClock;
  readonly uart: Uart;
  readonly output: Output;
  /** Something was received, waited for or ran: what the page sees of the board may be out of date. */
  readonly onPause: () => void;
  /** When the page wants to be told next, as `clock.now`; the board wakes for it. */
  readonly nextPause: () => number;
  /** What a program waits for before it goes on, where the thread cannot sleep: messages, what host functions owe. */
  readonly breathe: () => Promise<void> | undefined;
  /** Where time is not the computer's own: what a program's jumps take of it. */
  readonly pace: Pace | null;
}

/** Thrown by the hook that `machine.reset()` comes to: it unwinds the interpreter, which must not be used again. */
export class HardReset extends Error {
  constructor() {
    super('machine.reset()');
  }
}

/**
 * Where the interpreter meets the rest of the board while a program runs. The VM calls `onHook` at a jump now and
 * then; there the board takes in what has arrived, sleeps when firmware asked for it by `park`, and lets
 * KeyboardInterrupt and scheduled handlers happen — but only in the student's code or in a park, never half-way
 * through firmware, where a connection or a byte would be lost (docs/architecture.md).
 */
export class VmControl {
  #interpreter: Interpreter | undefined;
  /** The `globals` of firmware modules: how firmware's code is told from the student's. */
  readonly #firmware = new Set<number>();
  #parkUntil: number | undefined;
  #parkedFor: Wait | undefined;
  /** Something arrived or ran since firmware was last let go on: what it tested before may be out of date. */
  #news = false;
  #budget = 1_000;
  /** Jumps that were made and have taken no time yet, where they take any. */
  #jumps = 0;
  #granted = 0;
  #lastHook = 0;
  #programRuns = false;
  #programs = 0;
  #resets = false;

  constructor(private readonly parts: VmControlParts) {}

  /** Begins a new life: firmware of an earlier instance is forgotten. */
  attach(interpreter: Interpreter): void {
    this.#interpreter = interpreter;
    this.#firmware.clear();
    this.#parkUntil = undefined;
    this.#resets = false;
  }

  /** @param globals address of a firmware module's dictionary */
  addFirmware(globals: number): void {
    this.#firmware.add(globals);
  }

  /** What the program waits for now; undefined when it does not. */
  get waitingFor(): Wait | undefined {
    return this.#parkedFor;
  }

  get programRuns(): boolean {
    return this.#programRuns;
  }

  /** How many programs were run so far, each statement at the prompt being one. */
  get programs(): number {
    return this.#programs;
  }

  /** Whether Ctrl-C is there for a running program to take. */
  get isInterrupted(): boolean {
    return this.#programRuns && this.#interruptWaits && (this.#interpreter?.isInterruptible ?? false);
  }

  /** Whether Ctrl-C stops output: that of a program, or the prompt's own echo. */
  get stopsOutput(): boolean {
    return this.#programRuns ? this.isInterrupted : this.#interruptWaits;
  }

  get #interruptWaits(): boolean {
    return this.parts.uart.isInterrupted(this.parts.carrier.interrupts);
  }

  /** Runs the student's code: from here on Ctrl-C raises KeyboardInterrupt in it. */
  async runProgram<T>(program: () => T | Promise<T>): Promise<T> {
    this.#programRuns = true;
    this.#programs++;
    this.#lastHook = this.parts.clock.now;
    this.#jumps = 0;
    this.#granted = 0;
    try {
      return await program();
    } finally {
      this.#programRuns = false;
      this.#parkUntil = undefined;
      this.#parkedFor = undefined;
      this.parts.output.resume();
    }
  }

  /**
   * The only blocking primitive, and it does not block: the next hook waits, at the jump that firmware comes to.
   * Firmware tests its condition again after it.
   *
   * @param milliseconds negative: until something happens
   */
  park(milliseconds: number, wait?: Wait): void {
    this.#parkUntil = milliseconds < 0 ? Infinity : this.parts.clock.now + milliseconds;
    this.#parkedFor = wait;
    this.#setBudget(0);
  }

  /**
   * The board resets at the next hook, wherever the program is: no `except` and no `finally` sees it. A Ctrl-C that
   * waits comes first: nothing else ends a `main.py` that resets the board each time.
   */
  hardReset(): void {
    this.takeIn();
    if (this.isInterrupted) this.park(0);
    else {
      this.#resets = true;
      this.#setBudget(0);
    }
  }

  /** As `hardReset`, from outside the program: by the watchdog, which no Ctrl-C stops. */
  resetByWatchdog(): void {
    this.#resets = true;
    this.#setBudget(0);
  }

  /** Where no program runs that comes to a hook. @throws HardReset when a reset is due */
  resetIfDue(): void {
    if (this.#resets) throw new HardReset();
  }

  /** The next jump is a hook. */
  hookSoon(): void {
    this.#setBudget(0);
  }

  hidesFrame(codeState: number): boolean {
    return this.#firmware.has(this.#globalsOf(codeState));
  }

  /** @throws HardReset when the program asked for it, and nothing else */
  onHook(codeState: number): 0 | 1 | Promise<0 | 1> {
    this.resetIfDue();
    const inFirmware = this.#firmware.has(this.#globalsOf(codeState));
    if (this.parts.pace && this.#programRuns) this.#takeTime(this.parts.pace);
    const breath = this.#programRuns ? this.parts.breathe() : undefined;
    return breath ? breath.then(() => this.#pause(inFirmware)) : this.#pause(inFirmware);
  }

  #pause(inFirmware: boolean): 0 | 1 | Promise<0 | 1> {
    const until = this.#parkUntil;
    if (until === undefined) {
      this.#look();
      return this.#goOn(!inFirmware, false);
    }
    const waiting = this.#sleep(until);
    return waiting ? waiting.then(() => this.#goOn(true, true)) : this.#goOn(true, true);
  }

  #goOn(mayDeliver: boolean, parked: boolean): 0 | 1 {
    this.resetIfDue();
    const interrupted = this.isInterrupted;
    this.#setBudget(interrupted && !mayDeliver ? IMPATIENT_BUDGET : this.#adaptedBudget(parked));
    if (!mayDeliver) return 1;
    if (interrupted) return this.#interrupt();
    return this.#interpreter?.pending ? 0 : 1;
  }

  #interrupt(): 0 {
    this.parts.uart.takeInterrupts(this.parts.carrier.interrupts);
    this.parts.output.resume();
    this.#interpreter?.wasm.mp_sched_keyboard_interrupt();
    return 0;
  }

  /** Takes in what has arrived and runs what is due, without waiting; says whether there was anything. */
  takeIn(): boolean {
    const arrived = this.parts.carrier.receive();
    const ran = this.parts.clock.runDue();
    if (arrived || ran) this.#news = true;
    return arrived || ran;
  }

  /** Lets the time pass that the program took. A board whose time stands still stands still, and is still reached. */
  #takeTime({ jumpsPerMillisecond }: Pace): void {
    const { carrier, clock } = this.parts;
    this.#countJumps();
    const until = clock.now + this.#jumps / jumpsPerMillisecond;
    this.#jumps = 0;
    do {
      this.parts.output.flush();
      this.parts.onPause();
      void carrier.wait(carrier.doorbell, Math.max(0, until - clock.now));
      this.takeIn();
    } while (clock.now < until && !this.isInterrupted && !this.#resets);
  }

  #countJumps(): void {
    const left = this.#interpreter?.wasm.vm_budget.value ?? 0;
    this.#jumps += this.#granted - Math.max(0, Math.min(left, this.#granted));
    this.#granted = 0;
  }

  #look(): void {
    this.takeIn();
    this.parts.output.flush();
    this.parts.onPause();
  }

  /**
   * Waits once, unless there is news: between firmware's test of its condition and its park a hook may have taken in
   * the very thing it waits for; and a handler that is queued already runs at once. The doorbell is read before the last look; whatever comes after that reading
   * changes its value and ends the wait at once, so no wake-up is lost.
   */
  #sleep(until: number): Promise<void> | undefined {
    const { carrier, clock, output } = this.parts;
    const seen = carrier.doorbell;
    this.takeIn();
    if (!this.#news && !this.isInterrupted && !this.#interpreter?.pending) {
      output.flush();
      this.parts.onPause();
      const left = Math.min(until, clock.nextDue, this.parts.nextPause()) - clock.now;
      // What went out just now may have had a handler queued (os.dupterm).
      const waiting = left > 0 && !this.#interpreter?.pending ? carrier.wait(seen, left) : undefined;
      if (waiting) return waiting.then(() => this.#wake());
      this.takeIn();
    }
    this.#endPark();
    return undefined;
  }

  #wake(): void {
    this.takeIn();
    this.#endPark();
  }

  #endPark(): void {
    this.#news = false;
    this.#parkUntil = undefined;
    this.#parkedFor = undefined;
  }

  /** A program's jumps take from nanoseconds to milliseconds each: the budget follows the time they took. */
  #adaptedBudget(waited: boolean): number {
    if (this.parts.pace) return this.parts.pace.jumpsPerMillisecond;
    const now = this.parts.clock.now;
    const took = now - this.#lastHook;
    this.#lastHook = now;
    if (waited) return this.#budget;
    if (took < HOOK_INTERVAL / 2) this.#budget = Math.min(MOST_BUDGET, this.#budget * 2);
    else if (took > HOOK_INTERVAL) {
      this.#budget = Math.max(LEAST_BUDGET, Math.floor((this.#budget * HOOK_INTERVAL) / took));
    }
    return this.#budget;
  }

  #setBudget(jumps: number): void {
    if (!this.#interpreter) return;
    this.#countJumps();
    this.#granted = jumps;
    this.#interpreter.wasm.vm_budget.value = jumps;
  }

  /** `code_state->fun_bc->context->module.globals` (py/bc.h, py/objfun.h). */
  #globalsOf(codeState: number): number {
    const memory = this.#interpreter?.memory;
    if (!memory) return 0;
    const context = memory.word(memory.word(codeState) + 4);
    return memory.word(context + 4);
  }
}
