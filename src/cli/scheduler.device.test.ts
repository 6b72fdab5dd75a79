import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { NODE_BUILD } from '../../tools/node-build';
import { Board } from '../device/board';
import { PolledClock } from '../device/polled-clock';
import type { Carrier } from '../interpreter/carrier';
import { Device } from '../interpreter/device';
import { Interpreter } from '../interpreter/instance';
import type { FromDevice } from '../protocol/messages';

/**
 * How handlers of the chip (a pin's, a timer's) will come to run: the host queues a Python function from within the
 * hook or a wait, and the VM calls it in the student's code or in a park.
 */
const PROGRAM = `
import time
where = 'loop'
total = 0
def handler(n):
    global total
    total += n
    print('handler', n, where)
print('handler is', id(handler))
while total < 20:
    pass
where = 'sleep'
begun = time.ticks_ms()
time.sleep_ms(1000)
print('slept', time.ticks_diff(time.ticks_ms(), begun) >= 1000)
`;

class World implements Carrier {
  readonly suspension = null;
  doorbell = 0;
  interrupts = 0;
  outputTaken = 0;
  filesKept = 0;
  now = 0;
  text = '';
  waits = 0;
  scheduled = 0;
  interpreter: Interpreter | undefined;
  onIdle: () => void = () => undefined;

  /** Queues a call of the program's handler, once that is known. @param argument a small int */
  schedule(argument: number): boolean {
    const address = /handler is (\d+)/.exec(this.text)?.[1];
    if (address === undefined || !this.interpreter) return false;
    return this.interpreter.wasm.mp_sched_schedule(Number(address), (argument << 1) | 1) !== 0;
  }

  receive(): boolean {
    // Each look of the hook at the loop queues one.
    if (this.scheduled < 10 && this.schedule(2)) this.scheduled++;
    return false;
  }

  wait(_seen: number, milliseconds: number): undefined {
    if (milliseconds === Infinity) {
      this.onIdle();
      return;
    }
    // Whatever is queued while the program sleeps has it woken.
    if (++this.waits <= 3) this.schedule(7);
    this.now += Math.min(milliseconds, 100);
  }

  breathe(): undefined {
    return undefined;
  }

  post(message: FromDevice): void {
    if (message.kind !== 'output') return;
    this.outputTaken += message.bytes.length;
    this.text += new TextDecoder().decode(message.bytes);
  }
}

afterAll(() => vi.restoreAllMocks());

test("what the host's hook schedules runs in a loop and in a sleep, which goes on after it", async () => {
  const world = new World();
  const start = Interpreter.start.bind(Interpreter);
  vi.spyOn(Interpreter, 'start').mockImplementation(async (...given) => {
    world.interpreter = await start(...given);
    return world.interpreter;
  });
  const board = new Board({
    clock: new PolledClock(() => (world.now += 0.01)),
    random: () => 0.5,
    send: () => undefined,
  });
  const main = { path: '/main.py', kind: 'file', bytes: new TextEncoder().encode(PROGRAM) } as const;
  const device = new Device(board, world, [main]);
  world.onIdle = () => device.receive({ kind: 'uart', bytes: Uint8Array.of(4) });
  const module = await WebAssembly.compile(await readFile(path.join(NODE_BUILD, 'micropython.wasm')));
  await device.live(module);
  const printed = world.text.slice(world.text.indexOf('\n') + 1, world.text.indexOf('MicroPython v'));
  expect(printed.replaceAll('\r\n', '\n').trimEnd()).toBe(
    `${'handler 2 loop\n'.repeat(10)}${'handler 7 sleep\n'.repeat(3)}slept True`,
  );
});
