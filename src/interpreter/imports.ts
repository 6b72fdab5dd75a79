import { formatFloat } from './float-format';
import { parseFloatText } from './float-parse';
import { FlashCalls, type SystemCall } from './flash-calls';
import type { FrozenList } from './frozen-list';
import type { Heap } from './heap';
import type { InterpreterHost } from './interpreter-host';
import type { NameFilter } from './name-filter';
import { NamePool } from './name-pool';
import type { Suspension } from './suspension';
import type { Wasm, WasmMemory } from './wasm';

const STDOUT = 1;
const STDERR = 2;

/** What is there once the module has been instantiated. */
export interface Started {
  readonly wasm: Wasm;
  readonly memory: WasmMemory;
  readonly heap: Heap;
  readonly frozen: FrozenList;
  readonly names: NameFilter;
}

interface ImportParts {
  readonly host: InterpreterHost;
  readonly started: () => Started;
  readonly suspension: Suspension | null;
}

/** What the binary calls of ours, in place of the loader's own or beside it. */
export function addImports(imports: WebAssembly.Imports, { host, started, suspension }: ImportParts): void {
  const env = (imports['env'] ??= {});
  const waits = new Waits(suspension);
  env['mp_js_ticks_ms'] = () => host.ticks();
  env['host_new_names'] = () => started().names.refresh();
  env['host_find_frozen'] = (path: number, type: number, data: number) =>
    started().frozen.find(path, type, data);
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
export class UncaughtException extends Error {
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
