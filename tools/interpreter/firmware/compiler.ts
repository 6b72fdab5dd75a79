import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import type { loadMicroPython } from 'virtual:interpreter/loader';
import { parseFloatText } from '../../../src/interpreter/float-parse';
import { NamePool } from '../../../src/interpreter/name-pool';
import { WasmMemory, type Wasm } from '../../../src/interpreter/wasm';

/** Room for everything without a collection, for which the host would have to do its part. */
const HEAP = 16 * 1024 * 1024;
const PYTHON_STACK = 2_048;
/** The VM asks the host at so many jumps, and here the host has nothing to do. */
const NEVER = 0x7fff_ffff;

/** Line numbers are left out: no traceback shows a frame of firmware. */
const COMPILE = `import _build, micropython
micropython.opt_level(3)
_build.code(id(compile(_build.source(), _build.path(), "exec")))`;

/** What the build has made of the package, which compiles here the firmware that it is to run later. */
export class Compiler {
  #path = '';
  #source = '';
  #code = 0;
  readonly #addresses = new Map<string, number>();
  /** The binary's own interned strings, to which nothing is added yet. */
  readonly names: NamePool;

  private constructor(
    readonly run: (code: string) => unknown,
    readonly wasm: Wasm,
    readonly memory: WasmMemory,
    readonly register: (name: string, module: object) => void,
  ) {
    this.names = this.allNames;
    register('_build', {
      path: () => this.#path,
      source: () => this.#source,
      code: (address: number) => {
        this.#code = address;
      },
      address: (name: string, address: number) => void this.#addresses.set(name, address),
    });
  }

  /**
   * @param loader its ES module
   * @param findFrozen what `import` is told of what is frozen (src/interpreter/frozen-list.ts)
   */
  static async start(
    binary: string,
    loader: string,
    findFrozen: (path: number, type: number, data: number) => number = () => 0,
  ): Promise<Compiler> {
    const module = await WebAssembly.compile(await readFile(binary));
    const { loadMicroPython: load } = (await import(/* @vite-ignore */ pathToFileURL(loader).href)) as {
      readonly loadMicroPython: typeof loadMicroPython;
    };
    const exports: WebAssembly.Exports[] = [];
    const python = await load({
      pystack: PYTHON_STACK,
      heapsize: HEAP,
      linebuffer: false,
      module: {
        instantiateWasm: (imports, done) => {
          addImports(imports, findFrozen, () => new WasmMemory((exports[0] as unknown as Wasm).memory));
          void WebAssembly.instantiate(module, imports).then((instance) => {
            exports.push(instance.exports);
            done(instance);
          });
          return {};
        },
      },
    });
    const wasm = exports[0] as unknown as Wasm;
    wasm.vm_budget.value = NEVER;
    return new Compiler(
      (code) => python.runPython(code),
      wasm,
      new WasmMemory(wasm.memory),
      (name, object) => python.registerJsModule(name, object),
    );
  }

  /**
   * @returns the address of the code object (py/objcode.h)
   * @throws what the compiler says of the source
   */
  compile(path: string, source: string): number {
    this.#path = path;
    this.#source = source;
    this.run(COMPILE);
    return this.#code;
  }

  /** Those that compiling has added before them. */
  get allNames(): NamePool {
    return new NamePool(this.memory, this.memory.word(Number(this.wasm.name_pools.value)));
  }

  /** The address of a built-in object. */
  address(name: string): number {
    this.run(`import _build\n_build.address("${name}", id(${name}))`);
    return this.#addresses.get(name) ?? 0;
  }
}

/** The host's part (src/interpreter/instance.ts), as far as compiling needs it. */
function addImports(
  imports: WebAssembly.Imports,
  findFrozen: (path: number, type: number, data: number) => number,
  memory: () => WasmMemory,
): void {
  const env = (imports['env'] ??= {});
  const nothing = (): number => 0;
  for (const name of ['host_gc', 'host_split', 'host_wait', 'host_hides_frame']) env[name] = nothing;
  env['host_find_frozen'] = findFrozen;
  for (const name of ['host_sealed_bytes', 'host_sealed_free', 'host_new_names', 'host_format_float'])
    env[name] = nothing;
  env['vm_hook'] = () => 1;
  env['host_uncaught'] = () => {
    throw new Error('an exception that nobody catches');
  };
  env['host_parse_float'] = (address: number, length: number, result: number) => {
    const { bytes } = memory();
    const parsed = parseFloatText(String.fromCharCode(...bytes.subarray(address, address + length)));
    if (!parsed) return 0;
    new DataView(bytes.buffer).setFloat64(result, parsed.value, true);
    return address + parsed.length;
  };
}
