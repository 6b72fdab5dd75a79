import { loadMicroPython, type MicroPythonInstance } from 'virtual:interpreter/loader';
import type { VariableValue } from '../protocol/variables';
import { END } from './console-mode';
import { exitStatus } from './exit-status';
import { FrozenFirmware } from './frozen-firmware';
import { SECTION } from './frozen-image';
import { FrozenList } from './frozen-list';
import { FIRMWARE_HEAP, Heap } from './heap';
import { addImports, UncaughtException, type Started } from './imports';
import type { InterpreterHost } from './interpreter-host';
import { Key } from './keys';
import type { Completion } from './line-editor';
import { NameFilter } from './name-filter';
import { NamesReport } from './names-report';
import type { Ending, Program } from './program';
import type { Suspension } from './suspension';
import { PythonValues } from './python-value';
import { PYTHON_STACK, ThreadState } from './thread-state';
import { DICT_MAP, Rom } from './rom';
import { mapPlaces } from './rom-map';
import { WasmMemory, type Wasm } from './wasm';

/** Shorter than the stock one, which it is written over. */
const FILE_FORMAT = new TextEncoder().encode('<io.%s>\0');

/** One run of the interpreter, from start to reset: an instance of the compiled module with a heap of its own. */
export class Interpreter {
  readonly wasm: Wasm;
  readonly memory: WasmMemory;
  readonly heap: Heap;
  readonly frozen: FrozenList;
  readonly #filter: NameFilter;
  readonly #thread: ThreadState;
  #values: PythonValues | undefined;
  #names: NamesReport | undefined;
  readonly rom: Rom;
  #runsHandler = false;
  #exitStatus = 0;
  readonly #execute: (...given: Execute) => number | Promise<number>;
  readonly #handlePending: (raises: 0 | 1) => void | Promise<void>;

  private constructor(
    private readonly python: MicroPythonInstance,
    private readonly host: InterpreterHost,
    { wasm, memory, heap, frozen, names }: Started,
    suspension: Suspension | null,
  ) {
    this.wasm = wasm;
    this.memory = memory;
    this.heap = heap;
    this.frozen = frozen;
    this.#filter = names;
    this.#execute = wasm.parse_compile_execute;
    this.#handlePending = wasm.mp_handle_pending;
    if (suspension) {
      this.#execute = suspension.promising(wasm.parse_compile_execute);
      this.#handlePending = suspension.promising(wasm.mp_handle_pending);
    }
    this.#thread = new ThreadState(wasm, memory);
    this.rom = new Rom(wasm, memory);
    this.rom.becomeChip();
  }

  /**
   * @param suspension how programs are made to wait; null where the host's own calls wait
   * @throws when the module cannot be instantiated
   */
  static async start(
    module: WebAssembly.Module,
    host: InterpreterHost,
    suspension: Suspension | null = null,
  ): Promise<Interpreter> {
    let parts: Started | undefined;
    const started = (): Started => {
      if (!parts) throw new Error('the interpreter called out before it was there');
      return parts;
    };
    const python = await new Promise<MicroPythonInstance>((resolve, reject) => {
      const instantiateWasm = (
        imports: WebAssembly.Imports,
        done: (instance: WebAssembly.Instance) => void,
      ): Record<string, never> => {
        addImports(imports, { host, started, suspension });
        WebAssembly.instantiate(module, imports).then((instance) => {
          const wasm = instance.exports as unknown as Wasm;
          const memory = new WasmMemory(wasm.memory);
          memory.bytes.set(FILE_FORMAT, wasm.file_format.value);
          parts = {
            wasm,
            memory,
            heap: new Heap(wasm, memory),
            frozen: new FrozenList(memory),
            names: new NameFilter(wasm, memory),
          };
          done(instance);
        }, reject);
        return {};
      };
      loadMicroPython({
        pystack: PYTHON_STACK,
        heapsize: FIRMWARE_HEAP,
        linebuffer: false,
        module: { instantiateWasm },
      }).then(resolve, reject);
    });
    const interpreter = new Interpreter(python, host, started(), suspension);
    interpreter.#unfoldFirmware(module);
    return interpreter;
  }

  /** Before anything else adds names to the binary's own. */
  #unfoldFirmware(module: WebAssembly.Module): void {
    const [image] = WebAssembly.Module.customSections(module, SECTION);
    if (!image) throw new Error('the interpreter has no firmware');
    const { modules } = FrozenFirmware.unfold(this.wasm, this.memory, new Uint8Array(image));
    this.#filter.refresh();
    for (const [path, address] of modules) this.frozen.add(path, address);
  }

  /** Whether an exception or a handler waits in the VM's scheduler, and no handler runs. */
  get pending(): boolean {
    const address = this.wasm.sched_state.value;
    return this.memory.bytes[address] === 0 && this.memory.bytes[address + 1] === 0;
  }

  /**
   * Queues a call of a Python function. Both objects are the program's, by address: whoever asks holds them in Python
   * until they are not needed any more, and the VM's queue holds them from here on.
   *
   * @returns whether there was room in the queue of 4
   */
  schedule(callback: number, argument: number): boolean {
    return this.wasm.mp_sched_schedule(callback, argument) !== 0;
  }

  /** Runs the next handler of the queue where no program does; what it raises is printed. */
  async runHandler(): Promise<void> {
    const stack = this.wasm.emscripten_stack_get_current();
    this.#clearStack();
    this.#runsHandler = true;
    try {
      await this.#handlePending(0);
    } catch (error) {
      if (!(error instanceof UncaughtException)) throw error;
      this.#recover(stack);
      this.host.write(new TextEncoder().encode(`${error.message}\n`));
    } finally {
      this.#runsHandler = false;
    }
  }

  /** The strings that a program has interned. */
  get names(): NamesReport | undefined {
    return this.#names;
  }

  /**
   * Runs the firmware that the binary has, and leaves nothing of it in the prompt's namespace.
   *
   * @param first the module that it begins with
   * @throws the package's PythonError with the traceback as its message
   */
  startFirmware(first: string): void {
    this.python.runPython(`import sys\nsys.path[:] = ['.frozen']\nimport ${first}\ndel ${first}, sys`);
    this.frozen.drop(Infinity);
    this.#seal();
  }

  /** Firmware is there: what comes from here on is the program's, in a heap as large as the chip's. */
  #seal(): void {
    this.heap.collect();
    this.heap.seal();
    this.rom.makeBuiltin(this.heap.sealed());
    this.rom.nameFileSystem();
    this.#names = new NamesReport(this.wasm, this.memory);
    this.rom.closeBuiltins();
  }

  /**
   * What is made from here on is firmware's and stays for ever: code that the chip has in its flash.
   *
   * @returns whether it is to be closed by who asks
   */
  openFirmware(): boolean {
    return this.heap.openFirmware();
  }

  /** @param executed its objects may come to hold some of the program's */
  closeFirmware(executed: boolean): void {
    const { heap } = this;
    heap.closeFirmware(executed);
    const pools = this.#names?.endFirmware((address) => heap.isSealed(address)) ?? [];
    for (const { address } of pools) heap.chain(address);
    heap.collect();
  }

  /** @param module gets `names`, by which firmware knows its functions (fw_boot.py) */
  registerModule(name: string, module: object): void {
    const names = Object.keys(module).join(' ');
    this.python.registerJsModule(name, { ...module, names: () => names });
  }

  /**
   * What `micropython.kbd_intr` set: whether Ctrl-C interrupts the program that runs. A handler at the prompt it always
   * does: MicroPython would leave that one running for ever.
   */
  get isInterruptible(): boolean {
    return this.#runsHandler || this.wasm.mp_hal_get_interrupt_char() === Key.ctrlC;
  }

  /** The variables of `__main__` that have these names, looked at from outside. */
  variables(names: readonly string[]): ReadonlyMap<string, VariableValue> {
    const values = this.#pythonValues;
    const found = new Map<string, VariableValue>();
    for (const { key, value } of mapPlaces(this.memory, this.#thread.main + DICT_MAP)) {
      const name = values.nameOf(key);
      if (names.includes(name)) found.set(name, values.read(value));
    }
    return found;
  }

  /** Runs a program in `__main__`, and prints the traceback when it ends by an exception. */
  async execute(program: Program): Promise<Ending> {
    const { wasm, memory } = this;
    const bytes = program.kind === 'file' ? new TextEncoder().encode(`${program.path}\0`) : program.source;
    const text = this.#allocate(bytes.length);
    const source = this.#allocate(Vstr.bytes);
    const stack = wasm.emscripten_stack_get_current();
    if (program.kind === 'line') this.heap.openReserve();
    try {
      memory.bytes.set(bytes, text);
      memory.words[(source + Vstr.alloc) >>> 2] = bytes.length;
      memory.words[(source + Vstr.length) >>> 2] = bytes.length;
      memory.words[(source + Vstr.buffer) >>> 2] = text;
      const { input, flags } = EXECUTION[program.kind];
      this.#thread.reset();
      this.#clearStack();
      const result = await this.#execute(program.kind === 'file' ? text : source, input, flags);
      if ((result & FORCED_EXIT) !== 0) {
        this.#noteExit();
        return 'exit';
      }
      return result === UNCAUGHT ? 'exception' : 'done';
    } catch (error) {
      if (!(error instanceof UncaughtException)) throw error;
      this.#recover(stack);
      const text = `${error.message}\n${program.kind === 'raw' ? END : ''}`;
      this.host.write(new TextEncoder().encode(text));
      return 'exception';
    } finally {
      this.heap.closeReserve();
      wasm.free(source);
      wasm.free(text);
    }
  }

  /** Before anything else uses the stack. */
  #noteExit(): void {
    const { wasm, memory } = this;
    const stack = { low: wasm.emscripten_stack_get_end(), high: wasm.emscripten_stack_get_current() };
    this.#exitStatus = exitStatus(memory, this.#pythonValues, this.rom.builtin('SystemExit'), stack);
  }

  get #pythonValues(): PythonValues {
    return (this.#values ??= new PythonValues(this.wasm, this.memory, this.rom));
  }

  /** What the program that ended last by SystemExit gave with it. */
  get exitStatus(): number {
    return this.#exitStatus;
  }

  /** The function that runs, whose address this is, has its caller's globals until it returns. */
  enterCaller(running: number): void {
    this.#thread.enterCaller(running);
  }

  /** What would continue `text`; several such names are printed. */
  complete(text: string): Completion | undefined {
    const { wasm, memory } = this;
    const bytes = new TextEncoder().encode(text);
    const start = this.#allocate(bytes.length);
    const found = this.#allocate(4);
    const stack = wasm.emscripten_stack_get_current();
    try {
      memory.bytes.set(bytes, start);
      const length = wasm.mp_repl_autocomplete(start, bytes.length, wasm.mp_plat_print.value, found);
      if (length < 0) return 'listed';
      if (length === 0) return undefined;
      return { insert: new TextDecoder().decode(memory.slice(memory.word(found), length)) };
    } catch (error) {
      if (!(error instanceof UncaughtException)) throw error;
      this.#recover(stack);
      return undefined;
    } finally {
      wasm.free(found);
      wasm.free(start);
    }
  }

  /**
   * What earlier programs left on the C stack looks like pointers to the collector, which would keep what nobody holds
   * any more: a socket that is open for ever.
   */
  #clearStack(): void {
    const { wasm, memory } = this;
    memory.bytes.fill(0, wasm.emscripten_stack_get_end(), wasm.emscripten_stack_get_current());
  }

  /** The interpreter was left in the middle of something: what it keeps outside the heap is put right again. */
  #recover(stack: number): void {
    this.wasm._emscripten_stack_restore(stack);
    const { memory } = this;
    const state = this.wasm.sched_state.value;
    // Locked while a handler ran that did not end: unlocked, to look what waits.
    if ((memory.bytes[state + 1] ?? 0) >= 0x80) memory.bytes.fill(0, state, state + 2);
  }

  /** Outside the board's heap. */
  #allocate(bytes: number): number {
    const address = this.wasm.malloc(Math.max(1, bytes));
    if (address === 0) throw new Error(`no memory for ${bytes} bytes beside the board's heap`);
    return address;
  }
}

type Execute = readonly [source: number, input: number, flags: number];

/** `vstr_t` (py/misc.h), as byte offsets. */
const Vstr = { alloc: 0, length: 4, buffer: 8, bytes: 16 } as const;

/** MP_PARSE_SINGLE_INPUT and MP_PARSE_FILE_INPUT (py/parse.h); EXEC_FLAG_… (shared/runtime/pyexec.c). */
const Input = { single: 0, file: 1 } as const;
const Flag = { printEof: 1, isRepl: 4, isVstr: 16, isFileName: 32 } as const;
const EXECUTION = {
  line: { input: Input.single, flags: Flag.isRepl | Flag.isVstr },
  paste: { input: Input.file, flags: Flag.isRepl | Flag.isVstr },
  raw: { input: Input.file, flags: Flag.printEof | Flag.isVstr },
  file: { input: Input.file, flags: Flag.isFileName },
} as const;

/** What it gives back (shared/runtime/pyexec.c). */
const FORCED_EXIT = 0x100;
const UNCAUGHT = 0;
