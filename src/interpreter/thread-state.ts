import type { Wasm, WasmMemory } from './wasm';

/** Words of the stack of Python's frames, as the package has them by default. */
export const PYTHON_STACK = 2_048;

/** How far before the heap's first area MicroPython's state begins at most. */
const MOST_STATE = 4_096;

/** Part of `mp_state_thread_t` in MicroPython 1.27 (py/mpstate.h), as byte offsets from its first field here. */
const Field = { start: 0, end: 4, current: 8, lockDepth: 12, locals: 16, globals: 20 } as const;

/** `mp_code_state_t` (py/bc.h), a frame of Python, as byte offsets: its function comes first. */
const OLD_GLOBALS = 16;

/** What MicroPython keeps of the program that runs, beside the heap and the C stack. */
export class ThreadState {
  readonly #address: number;
  readonly #main: number;

  /** @throws when MicroPython's state has another shape. Nothing runs while it is looked for. */
  constructor(
    wasm: Wasm,
    private readonly memory: WasmMemory,
  ) {
    const heap = wasm.gc_first_area.value;
    let address = heap - MOST_STATE;
    while (address < heap && !this.#isAt(address)) address += 4;
    if (address >= heap) throw new Error("the state of the interpreter's thread was not found");
    this.#address = address;
    this.#main = memory.word(address + Field.globals);
  }

  /** Address of the dictionary of `__main__`. */
  get main(): number {
    return this.#main;
  }

  /**
   * Before a program of the prompt runs, whatever the one before has left:
   * - Python's frames lie in a stack of their own (py/pystack.h). A new one is not cleared as a whole, and what an
   *   earlier one left there looks like pointers to the collector.
   * - The body of a class that ended by an exception is still the place for new names (py/modbuiltins.c). On the chip
   *   functions do not see from then on what the prompt defines.
   * - A heap that was locked and not unlocked has nothing for the prompt, which unlocks it (shared/runtime/pyexec.c).
   */
  reset(): void {
    const start = this.#get(Field.start);
    this.memory.bytes.fill(0, start, this.#get(Field.end));
    this.#set(Field.current, start);
    this.#set(Field.lockDepth, 0);
    this.#set(Field.locals, this.#main);
    this.#set(Field.globals, this.#main);
  }

  /**
   * Gives the function that runs the globals of whoever called it, by which MicroPython resolves a relative import. They
   * are put right when it returns.
   *
   * @param running address of the function
   */
  enterCaller(running: number): void {
    const { memory } = this;
    const isFrame = (at: number): boolean =>
      memory.word(at) === running && memory.word(memory.word(at + OLD_GLOBALS)) === memory.word(this.#main);
    let at = this.#get(Field.current);
    while (at > this.#get(Field.start) && !isFrame(at)) at -= 4;
    if (isFrame(at)) this.#set(Field.globals, memory.word(at + OLD_GLOBALS));
  }

  #isAt(address: number): boolean {
    const at = (field: number): number => this.memory.word(address + field);
    const start = at(Field.start);
    const isStack = start !== 0 && at(Field.end) === start + PYTHON_STACK * 4 && at(Field.current) === start;
    return isStack && at(Field.globals) !== 0 && at(Field.locals) === at(Field.globals);
  }

  #get(field: number): number {
    return this.memory.word(this.#address + field);
  }

  #set(field: number, value: number): void {
    this.memory.words[(this.#address + field) >>> 2] = value;
  }
}
