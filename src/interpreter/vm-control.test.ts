import { describe, expect, test } from 'vitest';
import { PolledClock } from '../device/polled-clock';
import { FakeCarrier } from './fake-carrier.test-helpers';
import type { Interpreter } from './instance';
import { Output } from './output';
import { Uart } from './uart';
import { VmControl } from './vm-control';

/** Addresses of `code_state` of two frames: one in firmware, one in the student's code. */
const FIRMWARE = 100;
const STUDENT = 200;
const GLOBALS = 7;

/** The control with time, carrier and interpreter that do what a test says. */
class Bench {
  readonly carrier = new FakeCarrier();
  now = 0;
  readonly clock = new PolledClock(() => this.now);
  readonly uart = new Uart(() => undefined);
  readonly budget = { value: -1 };
  /** Whether something waits in the VM's scheduler. */
  pending = false;
  /** What `micropython.kbd_intr` set. */
  interruptible = true;
  keyboardInterrupts = 0;
  pauses = 0;
  nextPause = Infinity;
  readonly output: Output = new Output(
    this.carrier,
    () => this.control.takeIn(),
    () => this.control.isInterrupted,
  );
  readonly control = new VmControl({
    carrier: this.carrier,
    clock: this.clock,
    uart: this.uart,
    output: this.output,
    onPause: () => this.pauses++,
    nextPause: () => this.nextPause,
  });

  constructor() {
    // code_state -> fun_bc -> context -> globals, each found in the word after the other (vm-control.ts).
    const words = new Map([
      [FIRMWARE, 104],
      [108, 112],
      [116, GLOBALS],
      [STUDENT, 204],
      [208, 212],
      [216, 8],
    ]);
    const interpreter = {
      memory: { word: (address: number) => words.get(address) ?? 0 },
      wasm: {
        vm_budget: this.budget,
        mp_sched_keyboard_interrupt: () => {
          this.keyboardInterrupts++;
          this.pending = true;
        },
      },
    };
    Object.defineProperty(interpreter, 'isInterruptible', { get: () => this.interruptible });
    Object.defineProperty(interpreter, 'pending', { get: () => this.pending });
    this.control.attach(interpreter as unknown as Interpreter);
    this.control.addFirmware(GLOBALS);
    this.carrier.onWait = (milliseconds) => {
      this.now += milliseconds;
    };
  }

  press(): void {
    this.carrier.interrupts++;
    this.carrier.doorbell++;
  }

  /** Runs `hooks` as the VM would while a program runs. */
  run(hooks: () => void): void {
    this.control.runProgram(hooks);
  }

  get waited(): number[] {
    return this.carrier.waits.map(({ milliseconds }) => milliseconds);
  }
}

describe('between two hooks', () => {
  /** The budgets after hooks that come so many milliseconds apart. */
  const budgets = (...apart: number[]): number[] => {
    const bench = new Bench();
    const seen: number[] = [];
    bench.run(() => {
      for (const milliseconds of apart) {
        bench.now += milliseconds;
        bench.control.onHook(STUDENT);
        seen.push(bench.budget.value);
      }
    });
    return seen;
  };

  test('lies twice as much when the jumps are fast, up to a limit', () => {
    expect(budgets(0.1, 0.1, 0.1)).toEqual([2000, 4000, 8000]);
    expect(budgets(...Array.from({ length: 20 }, () => 0.1)).at(-1)).toBe(100_000);
  });

  test('lies less, at once, when the jumps are slow, and never less than 16', () => {
    expect(budgets(20)).toEqual([50]);
    expect(budgets(20, 20_000)).toEqual([50, 16]);
  });

  test('lies the same when it takes about as long as it should', () => {
    expect(budgets(0.75, 0.5, 1)).toEqual([1000, 1000, 1000]);
  });

  test('lies the same after a wait, however long that was', () => {
    const bench = new Bench();
    bench.run(() => {
      bench.control.park(10_000);
      expect(bench.budget.value).toBe(0);
      bench.control.onHook(FIRMWARE);
      expect(bench.budget.value).toBe(1000);
    });
  });

  test('the board takes in what came, prints, and tells', () => {
    const bench = new Bench();
    let looks = 0;
    bench.carrier.onReceive = () => ++looks > 0;
    bench.output.writeText('printed');
    bench.run(() => expect(bench.control.onHook(STUDENT)).toBe(1));
    expect([looks, bench.carrier.text, bench.pauses]).toEqual([1, 'printed', 1]);
  });
});

describe('a park', () => {
  test('waits as long as it may, once', () => {
    const bench = new Bench();
    bench.run(() => {
      bench.control.park(250, { call: 'sleep', milliseconds: 250 });
      expect(bench.control.waitingFor).toEqual({ call: 'sleep', milliseconds: 250 });
      bench.control.onHook(FIRMWARE);
      expect(bench.control.waitingFor).toBeUndefined();
      bench.control.onHook(FIRMWARE);
    });
    expect(bench.waited).toEqual([250]);
  });

  test('waits no longer than to the next timer, and runs it', () => {
    const bench = new Bench();
    let ran = 0;
    bench.clock.after(30, () => ran++);
    bench.run(() => {
      bench.control.park(-1);
      bench.control.onHook(FIRMWARE);
    });
    expect([bench.waited, ran]).toEqual([[30], 1]);
  });

  test('waits no longer than until the page wants to be told', () => {
    const bench = new Bench();
    bench.nextPause = 16;
    bench.run(() => {
      bench.control.park(-1);
      bench.control.onHook(FIRMWARE);
    });
    expect(bench.waited).toEqual([16]);
  });

  test.each([0, -0.5])('of %d milliseconds left does not wait', (left) => {
    const bench = new Bench();
    bench.run(() => {
      bench.control.park(1);
      bench.now += 1 - left;
      bench.control.onHook(FIRMWARE);
    });
    expect(bench.waited).toEqual([]);
  });

  test('does not wait when its condition was tested before the last news', () => {
    const bench = new Bench();
    const receipts = [true, false];
    bench.carrier.onReceive = () => receipts.shift() ?? false;
    bench.run(() => {
      // Firmware tested, a hook took in what it waits for, firmware parks.
      bench.control.onHook(FIRMWARE);
      bench.control.park(-1);
      bench.control.onHook(FIRMWARE);
      expect(bench.waited).toEqual([]);
      // It has tested again since: now it waits.
      bench.control.park(50);
      bench.control.onHook(FIRMWARE);
    });
    expect(bench.waited).toEqual([50]);
  });

  test('does not wait when there is news at its last look', () => {
    const bench = new Bench();
    bench.carrier.onReceive = () => true;
    bench.run(() => {
      bench.control.park(-1);
      bench.control.onHook(FIRMWARE);
    });
    expect(bench.waited).toEqual([]);
  });

  test('is woken by what comes right after its last look: the doorbell was read before', () => {
    const bench = new Bench();
    bench.carrier.onReceive = () => {
      bench.carrier.doorbell++;
      bench.carrier.onReceive = () => false;
      return false;
    };
    bench.carrier.onWait = () => {
      throw new Error('slept through it');
    };
    bench.run(() => {
      bench.control.park(-1);
      bench.control.onHook(FIRMWARE);
    });
    expect(bench.carrier.waits).toEqual([{ seen: 0, milliseconds: Infinity }]);
  });

  test('is forgotten when the program ends, and by the next life', () => {
    const bench = new Bench();
    bench.run(() => bench.control.park(-1, { call: 'input' }));
    expect(bench.control.waitingFor).toBeUndefined();
    bench.run(() => bench.control.onHook(STUDENT));
    expect(bench.waited).toEqual([]);
  });
});

describe('Ctrl-C', () => {
  test("comes in the student's code, once", () => {
    const bench = new Bench();
    bench.run(() => {
      bench.press();
      expect(bench.control.onHook(STUDENT)).toBe(0);
      bench.pending = false;
      expect(bench.control.onHook(STUDENT)).toBe(1);
    });
    expect(bench.keyboardInterrupts).toBe(1);
  });

  test('does not come half-way through firmware, which is asked again at its next jump', () => {
    const bench = new Bench();
    bench.run(() => {
      bench.press();
      expect(bench.control.onHook(FIRMWARE)).toBe(1);
      expect([bench.keyboardInterrupts, bench.budget.value]).toEqual([0, 1]);
      expect(bench.control.onHook(STUDENT)).toBe(0);
    });
    expect(bench.keyboardInterrupts).toBe(1);
  });

  test('comes in a park, also when it was pressed before', () => {
    const bench = new Bench();
    bench.run(() => {
      bench.press();
      bench.control.onHook(FIRMWARE);
      bench.control.park(-1);
      expect(bench.control.onHook(FIRMWARE)).toBe(0);
    });
    expect([bench.keyboardInterrupts, bench.waited]).toEqual([1, []]);
  });

  test('ends a park', () => {
    const bench = new Bench();
    bench.carrier.onWait = () => bench.press();
    bench.run(() => {
      bench.control.park(-1);
      expect(bench.control.onHook(FIRMWARE)).toBe(0);
    });
    expect(bench.keyboardInterrupts).toBe(1);
  });

  test('is none for a program when none runs: the prompt takes its byte', () => {
    const bench = new Bench();
    bench.press();
    expect([bench.control.isInterrupted, bench.control.onHook(STUDENT)]).toEqual([false, 1]);
    expect(bench.keyboardInterrupts).toBe(0);
  });
});

describe("what the VM's scheduler holds", () => {
  test("happens in the student's code and in a park, and not half-way through firmware", () => {
    const bench = new Bench();
    bench.pending = true;
    bench.run(() => {
      expect(bench.control.onHook(FIRMWARE)).toBe(1);
      expect(bench.control.onHook(STUDENT)).toBe(0);
      bench.control.park(1);
      expect(bench.control.onHook(FIRMWARE)).toBe(0);
    });
  });

  test('is not kept waiting by a park', () => {
    const bench = new Bench();
    bench.run(() => {
      bench.pending = true;
      bench.control.park(1000);
      expect(bench.control.onHook(FIRMWARE)).toBe(0);
      expect(bench.waited).toEqual([]);
    });
  });
});

describe('frames', () => {
  test('of firmware are hidden, and only those of this life', () => {
    const bench = new Bench();
    expect([bench.control.hidesFrame(FIRMWARE), bench.control.hidesFrame(STUDENT)]).toEqual([true, false]);
    bench.control.addFirmware(8);
    expect(bench.control.hidesFrame(STUDENT)).toBe(true);
  });
});
