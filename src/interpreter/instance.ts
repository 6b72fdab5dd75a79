import { loadMicroPython, type EmscriptenFs, type MicroPythonInstance } from 'virtual:interpreter/loader';
import type { VariableValue } from '../protocol/variables';
import { END } from './console-mode';
import { exitStatus } from './exit-status';
import { formatFloat } from './float-format';
import { parseFloatText } from './float-parse';
import { FlashCalls, type SystemCall } from './flash-calls';
import type { Flash } from './flash';
import { FrozenList } from './frozen-list';
import { FIRMWARE_HEAP, Heap } from './heap';
import { Key } from './keys';
import type { Completion } from './line-editor';
import { NameFilter } from './name-filter';
import { NamePool } from './name-pool';
import { NamesReport } from './names-report';
import type { Ending, Program } from './program';
import type { Suspension } from './suspension';
import { PythonValues } from './python-value';
import { PYTHON_STACK, ThreadState } from './thread-state';
import { DICT_MAP, Rom } from './rom';
import { mapPlaces } from './rom-map';
import { WasmMemory, type Wasm } from './wasm';

/** What a running interpreter asks of us. None of these may throw: that unwinds the VM itself, as a hard reset does. */
export interface InterpreterHost {
  /**
   * At a jump, when the budget is spent or something is pending; 0 lets what is pending happen here. A promise, like
   * those below, only while a program runs and where the thread cannot sleep.
   */
  onHook(codeState: number): 0 | 1 | Promise<0 | 1>;
  /** Whether the frame that runs `codeState` is left out of tracebacks. */
  hidesFrame(codeState: number): boolean;
  /** The milliseconds that MicroPython's own C code counts: `_asyncio` compares them with `time.ticks_ms`. */
  ticks(): number;
  /** Console output. */
  write(bytes: Uint8Array): void;
  /** Whoever has printed waits until more may be printed. */
  afterWrite(): Promise<void> | undefined;
  /** Whoever changes files waits until the page has stored what was changed before. */
  beforeChange(): Promise<void> | undefined;
  /** The file system, once it is mounted; before that it is Emscripten's own, with the firmware on it. */
  readonly flash: Flash;
  /** The collector found that nobody holds this host object any more. */
  onFinalised(object: unknown): void;
}

const STDOUT = 1;
const STDERR = 2;
/** Shorter than the stock one, which it is written over. */
const FILE_FORMAT = new TextEncoder().encode('<io.%s>\0');

/** One run of the interpreter, from start to reset: an instance of the compiled module with a heap of its own. */
export class Interpreter {
  readonly #thread: ThreadState;
  #values: PythonValues | undefined;
  #names: NamesReport | undefined;
  readonly rom: Rom;
  readonly frozen: FrozenList;
  #runsHandler = false;
  #exitStatus = 0;
  readonly #execute: (...given: Execute) => number | Promise<number>;
  readonly #handlePending: (raises: 0 | 1) => void | Promise<void>;

  private constructor(
    private readonly python: MicroPythonInstance,
    private readonly host: InterpreterHost,
    readonly wasm: Wasm,
    readonly memory: WasmMemory,
    readonly heap: Heap,
    suspension: Suspension | null,
  ) {
    this.#execute = wasm.parse_compile_execute;
    this.#handlePending = wasm.mp_handle_pending;
    if (suspension) {
      this.#execute = suspension.promising(wasm.parse_compile_execute);
      this.#handlePending = suspension.promising(wasm.mp_handle_pending);
    }
    this.#thread = new ThreadState(wasm, memory);
    this.rom = new Rom(wasm, memory);
    this.rom.becomeChip();
    this.frozen = new FrozenList(wasm, memory);
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
    let wasm: Wasm | undefined;
    let memory: WasmMemory | undefined;
    let heap: Heap | undefined;
    let names: NameFilter | undefined;
    const started = (): Started => {
      if (!wasm || !memory || !heap) throw new Error('the interpreter called out before it was there');
      return { wasm, memory, heap };
    };
    const python = await new Promise<MicroPythonInstance>((resolve, reject) => {
      const instantiateWasm = (
        imports: WebAssembly.Imports,
        done: (instance: WebAssembly.Instance) => void,
      ): Record<string, never> => {
        addImports(imports, { host, started, suspension, onNewNames: () => names?.refresh() });
        WebAssembly.instantiate(module, imports).then((instance) => {
          wasm = instance.exports as unknown as Wasm;
          memory = new WasmMemory(wasm.memory);
          heap = new Heap(wasm, memory);
          memory.bytes.set(FILE_FORMAT, wasm.file_format.value);
          names = new NameFilter(wasm, memory);
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
    const parts = started();
    return new Interpreter(python, host, parts.wasm, parts.memory, parts.heap, suspension);
  }

  get fs(): EmscriptenFs {
    return this.python.FS;
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

  /** Firmware is there: what comes from here on is the program's, in a heap as large as the chip's. */
  seal(): void {
    this.heap.collect();
    this.heap.seal();
    this.rom.makeBuiltin(this.heap.sealed());
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

  /** @throws the package's PythonError with the traceback as its message */
  run(code: string): void {
    this.python.runPython(code);
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

/** What is there once the module has been instantiated. */
interface Started {
  readonly wasm: Wasm;
  readonly memory: WasmMemory;
  readonly heap: Heap;
}

interface ImportParts {
  readonly host: InterpreterHost;
  readonly started: () => Started;
  readonly suspension: Suspension | null;
  readonly onNewNames: () => void;
}

function addImports(
  imports: WebAssembly.Imports,
  { host, started, suspension, onNewNames }: ImportParts,
): void {
  const env = (imports['env'] ??= {});
  const waits = new Waits(suspension);
  env['mp_js_ticks_ms'] = () => host.ticks();
  env['host_new_names'] = onNewNames;
  env['vm_hook'] = (codeState: number) => {
    started().heap.closeReserve();
    return waits.outcome(host.onHook(codeState));
  };
  env['host_uncaught'] = (exception: number) => {
    const { wasm, memory } = started();
    throw new UncaughtException(typeNameOf(exception, wasm, memory));
  };
  env['host_format_float'] = (value: number, into: number, room: number, ...how: FloatConversion) => {
    const text = new TextEncoder().encode(formatted(value, room, how));
    const { bytes } = started().memory;
    bytes.set(text, into);
    bytes[into + text.length] = 0;
    return text.length;
  };
  env['host_parse_float'] = (address: number, length: number, result: number) => {
    const { memory } = started();
    const parsed = parseFloatText(latin(memory.slice(address, length)));
    if (!parsed) return 0;
    new DataView(memory.bytes.buffer).setFloat64(result, parsed.value, true);
    return address + parsed.length;
  };
  env['host_hides_frame'] = (codeState: number) => (host.hidesFrame(codeState) ? 1 : 0);
  // A heap of fixed size: MemoryError comes where a small device has it.
  env['host_split'] = () => 0;
  env['host_wait'] = waits.import;
  // Finalisers close files, and may not wait: there are frames of JavaScript below them.
  let collects = false;
  env['host_gc'] = () => {
    collects = true;
    started().heap.collect();
    collects = false;
  };
  env['host_sealed_bytes'] = (address: number) => started().heap.sealedBytes(address);
  env['host_sealed_free'] = (address: number) => started().heap.forget(address);
  const files = new FlashCalls(
    host.flash,
    () => started().memory,
    () => (collects ? undefined : host.beforeChange()),
  );
  for (const [name, call] of Object.entries(files.calls)) {
    const stock = env[name] as SystemCall;
    env[name] = (...given: number[]) =>
      host.flash.isMounted ? waits.outcome(call(...given)) : stock(...given);
  }
  const freeReference = env['proxy_js_free_obj'] as (reference: number) => void;
  env['proxy_js_free_obj'] = (reference: number) => {
    const object = hostReferences()[reference];
    freeReference(reference);
    host.onFinalised(object);
  };
  const wasi = (imports['wasi_snapshot_preview1'] ??= {});
  for (const [name, call] of Object.entries(files.fileCalls)) {
    const stock = wasi[name] as SystemCall;
    wasi[name] = (...given: number[]) =>
      files.owns(given[0] ?? 0) ? waits.outcome(call(...given)) : stock(...given);
  }
  const stockWrite = wasi['fd_write'] as FdWrite;
  wasi['fd_write'] = (fd: number, vectors: number, count: number, written: number): number => {
    if (fd !== STDOUT && fd !== STDERR) return stockWrite(fd, vectors, count, written);
    const { memory } = started();
    let total = 0;
    for (let index = 0; index < count; index++) {
      const length = memory.word(vectors + index * 8 + 4);
      if (length > 0) host.write(memory.slice(memory.word(vectors + index * 8), length));
      total += length;
    }
    memory.words[written >>> 2] = total;
    const waiting = host.afterWrite();
    return waiting ? waits.outcome(waiting.then(() => 0)) : 0;
  };
}

/** An import's result that says: `host_wait` is to be called (tools/interpreter/waits.ts). */
const WAITS = -0x8000_0000;

/** The waits of imports, where the thread cannot sleep: what is to be waited for goes from one import to the other. */
class Waits {
  /** `host_wait`. */
  readonly import: () => unknown;
  #outcome: Promise<number> | undefined;

  constructor(suspension: Suspension | null) {
    const take = (): Promise<number> => {
      const outcome = this.#outcome;
      this.#outcome = undefined;
      return outcome ?? Promise.reject(new Error('the interpreter waits for nothing'));
    };
    this.import = suspension ? suspension.suspending(take) : take;
  }

  outcome(given: number | Promise<number>): number {
    if (typeof given === 'number') return given;
    this.#outcome = given;
    return WAITS;
  }
}

/** It was raised where nobody catches: by the program's own `__repr__`, or for want of memory, in a traceback. */
class UncaughtException extends Error {
  constructor(type: string) {
    super(`${type}: raised while an exception was printed`);
  }
}

/** `mp_obj_type_t.name` (py/obj.h), as a byte offset. */
const TYPE_NAME = 6;

function typeNameOf(object: number, wasm: Wasm, memory: WasmMemory): string {
  const name = memory.word(object) + TYPE_NAME;
  const qstr = (memory.bytes[name] ?? 0) | ((memory.bytes[name + 1] ?? 0) << 8);
  return new NamePool(memory, memory.word(wasm.name_pools.value)).nameOf(qstr);
}

/** What `mp_format_float` gets (py/formatfloat.h): letter and sign are characters, or 0. */
type FloatConversion = [letter: number, precision: number, sign: number];

/** A character for each byte. */
const latin = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

function formatted(value: number, room: number, [letter, precision, sign]: FloatConversion): string {
  // An integer that is written as a float is rounded here; what is a float already is not changed.
  return formatFloat(Math.fround(value), {
    letter: String.fromCharCode(letter),
    precision,
    sign: sign === 0 ? '' : String.fromCharCode(sign),
    room,
  });
}

type FdWrite = (fd: number, vectors: number, count: number, written: number) => number;

/** The loader's own table of host objects that Python holds, by the numbers that `proxy_js_free_obj` gets. */
const hostReferences = (): readonly unknown[] =>
  (globalThis as unknown as { readonly proxy_js_ref: readonly unknown[] }).proxy_js_ref;
