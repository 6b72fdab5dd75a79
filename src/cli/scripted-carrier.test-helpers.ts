import { vi } from 'vitest';
import type { Carrier } from '../interpreter/carrier';
import { Interpreter } from '../interpreter/instance';
import type { AirFrame } from '../protocol/air';
import { LIBRARIES } from '../interpreter/libraries';
import { encodeLibraries } from '../protocol/libraries';
import type { FromDevice, ToDevice } from '../protocol/messages';

/** What a scripted carrier does at one look of the device at it. */
export interface Look {
  /** Presses Ctrl-C. */
  readonly interrupts: boolean;
  /** What comes over the air. */
  readonly frame: AirFrame | undefined;
}

/** Carries a whole device without threads: what comes in is decided at each look, and nothing ever waits. */
export class ScriptedCarrier implements Carrier {
  readonly suspension = null;
  doorbell = 0;
  interrupts = 0;
  outputTaken = 0;
  filesKept = 0;
  text = '';
  #gives = false;
  onFrame: (frame: AirFrame) => void = () => undefined;
  onMessage: (message: ToDevice) => void = () => undefined;
  /** The device would sleep until something arrives. */
  onIdle: () => void = () => undefined;

  constructor(private readonly onLook: (text: string) => Look) {}

  receive(): boolean {
    if (this.#gives) {
      this.#gives = false;
      this.onMessage({ kind: 'libraries', bytes: encodeLibraries(LIBRARIES) });
      return true;
    }
    const { interrupts, frame } = this.onLook(this.text);
    if (interrupts) this.interrupts++;
    if (frame) this.onFrame(frame);
    return frame !== undefined;
  }

  wait(_seen: number, milliseconds: number): undefined {
    if (milliseconds === Infinity) this.onIdle();
  }

  breathe(): undefined {
    return undefined;
  }

  post(message: FromDevice): void {
    if (message.kind === 'libraries-wanted') this.#gives = true;
    if (message.kind !== 'output') return;
    this.outputTaken += message.bytes.length;
    this.text += new TextDecoder().decode(message.bytes);
  }
}

/** The hook comes at every jump, not at every so many: the places where Ctrl-C could do harm are few. */
export function hookAtEveryJump(): void {
  const start = Interpreter.start.bind(Interpreter);
  vi.spyOn(Interpreter, 'start').mockImplementation(async (module, host) => {
    const onHook = (codeState: number): 0 | 1 | Promise<0 | 1> => {
      const result = host.onHook(codeState);
      budget.value = 1;
      return result;
    };
    let budget: { value: number } = { value: 0 };
    const interpreter = await start(module, { ...host, onHook });
    budget = interpreter.wasm.vm_budget;
    return interpreter;
  });
}
