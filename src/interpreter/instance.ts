import { loadMicroPython, type EmscriptenFs, type MicroPythonInstance } from 'virtual:interpreter/loader';
import { FlashCalls, type SystemCall } from './flash-calls';
import type { Flash } from './flash';
import { FIRMWARE_HEAP, Heap } from './heap';
import { NameFilter } from './name-filter';
import { NamesReport } from './names-report';
import { WasmMemory, type Wasm } from './wasm';

/** What a running interpreter asks of us. None of these may throw: that would unwind the VM itself. */
export interface InterpreterHost {
  /** At a jump, when the budget is spent or something is pending; 0 lets what is pending happen here. */
  onHook(codeState: number): 0 | 1;
  /** Whether the frame that runs `codeState` is left out of tracebacks. */
  hidesFrame(codeState: number): boolean;
  /** Console output. */
  write(bytes: Uint8Array): void;
  /** The file system, once it is mounted; before that it is Emscripten's own, with the firmware on it. */
  readonly flash: Flash;
  /** The collector found that nobody holds this host object any more. */
  onFinalised(object: unknown): void;
}

const STDOUT = 1;
const STDERR = 2;
const BANNER_MACHINE = '; ESP module with ESP8266';

/** One run of the interpreter, from start to reset: an instance of the compiled module with a heap of its own. */
export class Interpreter {
  #names: NamesReport | undefined;

  private constructor(
    private readonly python: MicroPythonInstance,
    readonly wasm: Wasm,
    readonly memory: WasmMemory,
    readonly heap: Heap,
  ) {}

  /** @throws when the module cannot be instantiated */
  static async start(module: WebAssembly.Module, host: InterpreterHost): Promise<Interpreter> {
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
        addImports(imports, host, started, () => names?.refresh());
        WebAssembly.instantiate(module, imports).then((instance) => {
          wasm = instance.exports as unknown as Wasm;
          memory = new WasmMemory(wasm.memory);
          heap = new Heap(wasm, memory);
          setBannerMachine(wasm, memory);
          names = new NameFilter(wasm, memory);
          done(instance);
        }, reject);
        return {};
      };
      loadMicroPython({ heapsize: FIRMWARE_HEAP, linebuffer: false, module: { instantiateWasm } }).then(
        resolve,
        reject,
      );
    });
    const parts = started();
    return new Interpreter(python, parts.wasm, parts.memory, parts.heap);
  }

  get fs(): EmscriptenFs {
    return this.python.FS;
  }

  /** Whether an exception or a handler waits in the VM's scheduler. */
  get pending(): boolean {
    const address = this.wasm.sched_state.value;
    return this.memory.bytes[address] === 0 && this.memory.bytes[address + 1] === 0;
  }

  /** The strings that a program has interned. */
  get names(): NamesReport | undefined {
    return this.#names;
  }

  /** Firmware is there: what comes from here on is the program's, in a heap as large as the chip's. */
  seal(): void {
    this.heap.collect();
    this.heap.seal();
    this.#names = new NamesReport(this.wasm, this.memory);
  }

  registerModule(name: string, module: object): void {
    this.python.registerJsModule(name, module);
  }

  /** @throws the package's PythonError with the traceback as its message */
  run(code: string): void {
    this.python.runPython(code);
  }

  /** Prints the banner and the first prompt. */
  startRepl(): void {
    this.python.replInit();
  }

  /** One byte of console input. @returns true when the line asked for a soft reset (Ctrl-D, SystemExit). */
  feed(byte: number): boolean {
    return (this.python.replProcessChar(byte) & FORCED_EXIT) !== 0;
  }
}

/** What is there once the module has been instantiated. */
interface Started {
  readonly wasm: Wasm;
  readonly memory: WasmMemory;
  readonly heap: Heap;
}

/** PYEXEC_FORCED_EXIT (shared/runtime/pyexec.h). */
const FORCED_EXIT = 0x100;

function addImports(
  imports: WebAssembly.Imports,
  host: InterpreterHost,
  started: () => Started,
  onNewNames: () => void,
): void {
  const env = (imports['env'] ??= {});
  env['host_new_names'] = onNewNames;
  env['vm_hook'] = (codeState: number) => host.onHook(codeState);
  env['host_hides_frame'] = (codeState: number) => (host.hidesFrame(codeState) ? 1 : 0);
  // A heap of fixed size: MemoryError comes where a small device has it.
  env['host_split'] = () => 0;
  env['host_gc'] = () => started().heap.collect();
  const files = new FlashCalls(host.flash, () => started().memory);
  for (const [name, call] of Object.entries(files.calls)) {
    const stock = env[name] as SystemCall;
    env[name] = (...given: number[]) => (host.flash.isMounted ? call(...given) : stock(...given));
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
    wasi[name] = (...given: number[]) => (files.owns(given[0] ?? 0) ? call(...given) : stock(...given));
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
    return 0;
  };
}

type FdWrite = (fd: number, vectors: number, count: number, written: number) => number;

/** The loader's own table of host objects that Python holds, by the numbers that `proxy_js_free_obj` gets. */
const hostReferences = (): readonly unknown[] =>
  (globalThis as unknown as { readonly proxy_js_ref: readonly unknown[] }).proxy_js_ref;

function setBannerMachine(wasm: Wasm, memory: WasmMemory): void {
  const text = new TextEncoder().encode(`${BANNER_MACHINE}\0`);
  const address = wasm.malloc(text.length);
  memory.bytes.set(text, address);
  wasm.banner_machine.value = address;
}
