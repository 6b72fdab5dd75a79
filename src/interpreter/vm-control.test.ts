import { describe, expect, test } from 'vitest';
import { PolledClock } from '../device/polled-clock';
import { FakeCarrier } from './fake-carrier.test-helpers';
import type { Interpreter } from './instance';
import { Output } from './output';
import type { Pace } from './pace';
import type { Suspension } from './suspension';
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
  /** Where the thread cannot sleep: what a program waits for before it goes on. */
  breath: (() => Promise<void> | undefined) | undefined;
  readonly output: Output = new Output(
    this.carrier,
    () => this.control.takeIn(),
    () => this.control.isInterrupted,
  );
  readonly control: VmControl;

  /** @param pace of a time that is not the computer's */
  constructor(pace: Pace | null = null) {
    this.control = new VmControl({
      carrier: this.carrier,
      clock: this.clock,
      uart: this.uart,
      output: this.output,
      onPause: () => this.pauses++,
      nextPause: () => this.nextPause,
      breathe: () => this.breath?.(),
      pace,
    });
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
  run(hooks: () => void): Promise<void> {
    return this.control.runProgram(hooks);
  }

  /** A hook that does not suspend the program. */
  hook(codeState: number): 0 | 1 {
    const result = this.control.onHook(codeState);
    if (typeof result !== 'number') throw new Error('the program was suspended');
    return result;
  }

  get waited(): number[] {
    return this.carrier.waits.map(({ milliseconds }) => milliseconds);
  }
}

describe('between two hooks', () => {
  /** The budgets after hooks that come so many milliseconds apart. */
  const budgets = async (...apart: number[]): Promise<number[]> => {
    const bench = new Bench();
    const seen: number[] = [];
    await bench.run(() => {
      for (const milliseconds of apart) {
        bench.now += milliseconds;
        bench.hook(STUDENT);
        seen.push(bench.budget.value);
      }
    });
    return seen;
  };

  test('lies twice as much when the jumps are fast, up to a limit', async () => {
    expect(await budgets(0.1, 0.1, 0.1)).toEqual([2000, 4000, 8000]);
    expect((await budgets(...Array.from({ length: 20 }, () => 0.1))).at(-1)).toBe(100_000);
  });

  test('lies less, at once, when the jumps are slow, and never less than 16', async () => {
    expect(await budgets(20)).toEqual([50]);
    expect(await budgets(20, 20_000)).toEqual([50, 16]);
  });

  test('lies the same when it takes about as long as it should', async () => {
    expect(await budgets(0.75, 0.5, 1)).toEqual([1000, 1000, 1000]);
  });

  test('lies the same after a wait, however long that was', async () => {
    const bench = new Bench();
    await bench.run(() => {
      bench.control.park(10_000);
      expect(bench.budget.value).toBe(0);
      bench.hook(FIRMWARE);
      expect(bench.budget.value).toBe(1000);
    });
  });

  test('the board takes in what came, prints, and tells', async () => {
    const bench = new Bench();
    let looks = 0;
    bench.carrier.onReceive = () => ++looks > 0;
    bench.output.writeText('printed');
    await bench.run(() => expect(bench.hook(STUDENT)).toBe(1));
    expect([looks, bench.carrier.text, bench.pauses]).toEqual([1, 'printed', 1]);
  });
});

describe('where a program takes time of its own', () => {
  const timed = (): Bench => new Bench({ jumpsPerMillisecond: 100 });

  test('it is as much as its jumps are, in the same steps however fast they were', async () => {
    const bench = timed();
    await bench.run(() => {
      bench.hook(STUDENT);
      expect(bench.budget.value).toBe(100);
      bench.budget.value = -1;
      bench.hook(STUDENT);
      expect(bench.now).toBe(1);
      // A collection asks for a hook after a quarter of them.
      bench.budget.value = 75;
      bench.control.hookSoon();
      bench.hook(STUDENT);
      expect(bench.now).toBe(1.25);
    });
  });

  test('it is told what came before it goes on, and what it printed is sent', async () => {
    const bench = timed();
    bench.output.writeText('printed');
    const told: string[] = [];
    bench.carrier.onWait = (milliseconds) => {
      told.push(bench.carrier.text);
      bench.now += milliseconds;
    };
    await bench.run(() => bench.hook(STUDENT));
    expect(told).toEqual(['printed']);
  });

  test('it is reached while its time stands still, and Ctrl-C ends that', async () => {
    const bench = timed();
    let waits = 0;
    bench.carrier.onWait = () => {
      if (++waits === 5) bench.press();
    };
    await bench.run(() => {
      bench.hook(STUDENT);
      bench.budget.value = 0;
      waits = 0;
      expect(bench.hook(STUDENT)).toBe(0);
    });
    expect([waits, bench.now, bench.keyboardInterrupts]).toEqual([5, 0, 1]);
  });
});

describe('a park', () => {
  test('waits as long as it may, once', async () => {
    const bench = new Bench();
    await bench.run(() => {
      bench.control.park(250, { call: 'sleep', milliseconds: 250 });
      expect(bench.control.waitingFor).toEqual({ call: 'sleep', milliseconds: 250 });
      bench.hook(FIRMWARE);
      expect(bench.control.waitingFor).toBeUndefined();
      bench.hook(FIRMWARE);
    });
    expect(bench.waited).toEqual([250]);
  });

  test('waits no longer than to the next timer, and runs it', async () => {
    const bench = new Bench();
    let ran = 0;
    bench.clock.after(30, () => ran++);
    await bench.run(() => {
      bench.control.park(-1);
      bench.hook(FIRMWARE);
    });
    expect([bench.waited, ran]).toEqual([[30], 1]);
  });

  test('waits no longer than until the page wants to be told', async () => {
    const bench = new Bench();
    bench.nextPause = 16;
    await bench.run(() => {
      bench.control.park(-1);
      bench.hook(FIRMWARE);
    });
    expect(bench.waited).toEqual([16]);
  });

  test.each([0, -0.5])('of %d milliseconds left does not wait', async (left) => {
    const bench = new Bench();
    await bench.run(() => {
      bench.control.park(1);
      bench.now += 1 - left;
      bench.hook(FIRMWARE);
    });
    expect(bench.waited).toEqual([]);
  });

  test('does not wait when its condition was tested before the last news', async () => {
    const bench = new Bench();
    const receipts = [true, false];
    bench.carrier.onReceive = () => receipts.shift() ?? false;
    await bench.run(() => {
      // Firmware tested, a hook took in what it waits for, firmware parks.
      bench.hook(FIRMWARE);
      bench.control.park(-1);
      bench.hook(FIRMWARE);
      expect(bench.waited).toEqual([]);
      // It has tested again since: now it waits.
      bench.control.park(50);
      bench.hook(FIRMWARE);
    });
    expect(bench.waited).toEqual([50]);
  });

  test('does not wait when there is news at its last look', async () => {
    const bench = new Bench();
    bench.carrier.onReceive = () => true;
    await bench.run(() => {
      bench.control.park(-1);
      bench.hook(FIRMWARE);
    });
    expect(bench.waited).toEqual([]);
  });

  test('is woken by what comes right after its last look: the doorbell was read before', async () => {
    const bench = new Bench();
    bench.carrier.onReceive = () => {
      bench.carrier.doorbell++;
      bench.carrier.onReceive = () => false;
      return false;
    };
    bench.carrier.onWait = () => {
      throw new Error('slept through it');
    };
    await bench.run(() => {
      bench.control.park(-1);
      bench.hook(FIRMWARE);
    });
    expect(bench.carrier.waits).toEqual([{ seen: 0, milliseconds: Infinity }]);
  });

  test('is forgotten when the program ends, and by the next life', async () => {
    const bench = new Bench();
    await bench.run(() => bench.control.park(-1, { call: 'input' }));
    expect(bench.control.waitingFor).toBeUndefined();
    await bench.run(() => bench.hook(STUDENT));
    expect(bench.waited).toEqual([]);
  });
});

describe('Ctrl-C', () => {
  test("comes in the student's code, once", async () => {
    const bench = new Bench();
    await bench.run(() => {
      bench.press();
      expect(bench.hook(STUDENT)).toBe(0);
      bench.pending = false;
      expect(bench.hook(STUDENT)).toBe(1);
    });
    expect(bench.keyboardInterrupts).toBe(1);
  });

  test('does not come half-way through firmware, which is asked again at its next jump', async () => {
    const bench = new Bench();
    await bench.run(() => {
      bench.press();
      expect(bench.hook(FIRMWARE)).toBe(1);
      expect([bench.keyboardInterrupts, bench.budget.value]).toEqual([0, 1]);
      expect(bench.hook(STUDENT)).toBe(0);
    });
    expect(bench.keyboardInterrupts).toBe(1);
  });

  test('comes in a park, also when it was pressed before', async () => {
    const bench = new Bench();
    await bench.run(() => {
      bench.press();
      bench.hook(FIRMWARE);
      bench.control.park(-1);
      expect(bench.hook(FIRMWARE)).toBe(0);
    });
    expect([bench.keyboardInterrupts, bench.waited]).toEqual([1, []]);
  });

  test('ends a park', async () => {
    const bench = new Bench();
    bench.carrier.onWait = () => bench.press();
    await bench.run(() => {
      bench.control.park(-1);
      expect(bench.hook(FIRMWARE)).toBe(0);
    });
    expect(bench.keyboardInterrupts).toBe(1);
  });

  test('is none for a program when none runs: the prompt takes its byte', () => {
    const bench = new Bench();
    bench.press();
    expect([bench.control.isInterrupted, bench.hook(STUDENT)]).toEqual([false, 1]);
    expect(bench.keyboardInterrupts).toBe(0);
  });
});

describe("what the VM's scheduler holds", () => {
  test("happens in the student's code and in a park, and not half-way through firmware", async () => {
    const bench = new Bench();
    bench.pending = true;
    await bench.run(() => {
      expect(bench.hook(FIRMWARE)).toBe(1);
      expect(bench.hook(STUDENT)).toBe(0);
      bench.control.park(1);
      expect(bench.hook(FIRMWARE)).toBe(0);
    });
  });

  test('is not kept waiting by a park', async () => {
    const bench = new Bench();
    await bench.run(() => {
      bench.pending = true;
      bench.control.park(1000);
      expect(bench.hook(FIRMWARE)).toBe(0);
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

describe('where the thread cannot sleep', () => {
  const suspended = async (bench: Bench, codeState: number): Promise<number> => {
    const result = bench.control.onHook(codeState);
    expect(result).toBeInstanceOf(Promise);
    return result;
  };

  test('a park suspends the program, which goes on when the wait has ended', async () => {
    const bench = new Bench();
    bench.carrier.suspension = {} as Suspension;
    await bench.control.runProgram(async () => {
      bench.control.park(250);
      expect(await suspended(bench, FIRMWARE)).toBe(1);
      expect(bench.control.waitingFor).toBeUndefined();
    });
    expect(bench.waited).toEqual([250]);
  });

  test('Ctrl-C that comes while a program is suspended is let through as it goes on', async () => {
    const bench = new Bench();
    bench.carrier.suspension = {} as Suspension;
    bench.carrier.onWait = () => bench.press();
    await bench.control.runProgram(async () => {
      bench.control.park(-1);
      expect(await suspended(bench, FIRMWARE)).toBe(0);
    });
    expect(bench.keyboardInterrupts).toBe(1);
  });

  test('a busy program is suspended when a breath is due, and looks around after it', async () => {
    const bench = new Bench();
    bench.breath = () => {
      bench.breath = undefined;
      return Promise.resolve().then(() => bench.press());
    };
    await bench.control.runProgram(async () => {
      expect(await suspended(bench, STUDENT)).toBe(0);
      bench.pending = false;
      expect(bench.hook(STUDENT)).toBe(1);
    });
    expect(bench.keyboardInterrupts).toBe(1);
  });

  test('nothing is suspended when no program runs: nothing above it could be', () => {
    const bench = new Bench();
    bench.breath = () => Promise.resolve();
    expect(bench.hook(STUDENT)).toBe(1);
  });
});
