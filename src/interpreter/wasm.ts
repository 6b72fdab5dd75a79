/** The rewritten binary's exports that we use; Emscripten's own loader uses the rest. */
export interface Wasm {
  readonly memory: WebAssembly.Memory;
  /** Jumps until the next hook. */
  readonly vm_budget: WebAssembly.Global;
  /** Address of the format by which an open file shows itself, a C string. */
  readonly file_format: WebAssembly.Global;
  /** Address of the scheduler's state: 16 bits, 0 when something is pending. */
  readonly sched_state: WebAssembly.Global;
  /** Address of the first of the heap's areas. */
  readonly gc_first_area: WebAssembly.Global;
  /** Where the memory lies that the collector and the allocator leave alone, and how large it is. */
  readonly sealed_start: WebAssembly.Global;
  readonly sealed_bytes: WebAssembly.Global;
  /** Address of the table of interned strings' hashes; 0 when there is none. */
  readonly name_filter: WebAssembly.Global;
  /** Addresses of the tables of the binary's own modules: those that no file replaces, and the others. */
  readonly builtin_modules: WebAssembly.Global;
  readonly extensible_modules: WebAssembly.Global;
  /** The list of frozen modules: where its names are and how many bytes have room; its pointers, and how many of them. */
  readonly frozen_names: WebAssembly.Global;
  readonly frozen_names_bytes: WebAssembly.Global;
  readonly frozen_modules: WebAssembly.Global;
  readonly frozen_most: WebAssembly.Global;
  /** Addresses of the texts of some errors, which the host sets. */
  readonly text_arity: WebAssembly.Global;
  readonly text_integer: WebAssembly.Global;
  readonly text_no_attribute: WebAssembly.Global;
  readonly text_complex: WebAssembly.Global;
  readonly text_decorator: WebAssembly.Global;
  /** Address of a warning's length, with its characters behind it. */
  readonly text_bytes_warning: WebAssembly.Global;
  /** Addresses of two types, which the host sets: comparing objects of them is what that warns of. */
  readonly type_bytes: WebAssembly.Global;
  readonly type_str: WebAssembly.Global;
  /** The number of the name `native`, which the host sets. */
  readonly native_name: WebAssembly.Global;
  /** Where the program's buffer for exceptions lies, and how large it is, which the host sets. */
  readonly emergency_start: WebAssembly.Global;
  readonly emergency_bytes: WebAssembly.Global;
  /** Address of the pointer to the newest pool of interned strings. */
  readonly name_pools: WebAssembly.Global;
  gc_collect_start(): void;
  /** Marks the objects of the area to which words between two addresses, multiples of 16, seem to point. */
  gc_mark_range(area: number, start: number, end: number): void;
  gc_collect_end(): void;
  emscripten_stack_get_current(): number;
  emscripten_stack_get_base(): number;
  /** The lowest address of the stack. */
  emscripten_stack_get_end(): number;
  _emscripten_stack_restore(address: number): void;
  /** Makes KeyboardInterrupt the pending exception. */
  mp_sched_keyboard_interrupt(): void;
  /** Queues `callback(argument)` for the VM: both are MicroPython objects. 0 when the queue of 4 is full. */
  mp_sched_schedule(callback: number, argument: number): number;
  /** Runs one of the queued handlers; what it raises is printed. @param raises 0: no pending exception is raised here */
  readonly mp_handle_pending: (raises: 0 | 1) => void;
  malloc(size: number): number;
  free(address: number): void;
  /** The byte that interrupts, or -1. */
  mp_hal_get_interrupt_char(): number;
  /** Runs a source, given as the address of a `vstr_t` or of a file name; catches what it raises, and prints it. */
  readonly parse_compile_execute: (source: number, input: number, flags: number) => number;
  /** How many bytes complete a text, their address in `found`; -1 when there are several, which it prints. */
  mp_repl_autocomplete(text: number, length: number, print: number, found: number): number;
  /** Address of the console as MicroPython prints to it. */
  readonly mp_plat_print: WebAssembly.Global;
}

/** The interpreter's memory. Its views are taken anew when it has grown. */
export class WasmMemory {
  #bytes: Uint8Array;
  #words: Uint32Array;

  constructor(private readonly memory: WebAssembly.Memory) {
    this.#bytes = new Uint8Array(memory.buffer);
    this.#words = new Uint32Array(memory.buffer);
  }

  get bytes(): Uint8Array {
    if (this.#bytes.buffer !== this.memory.buffer) this.#renew();
    return this.#bytes;
  }

  get words(): Uint32Array {
    if (this.#words.buffer !== this.memory.buffer) this.#renew();
    return this.#words;
  }

  /** The 32-bit word at an address that is a multiple of 4. */
  word(address: number): number {
    return this.words[address >>> 2] ?? 0;
  }

  slice(address: number, length: number): Uint8Array {
    return this.bytes.slice(address, address + length);
  }

  #renew(): void {
    this.#bytes = new Uint8Array(this.memory.buffer);
    this.#words = new Uint32Array(this.memory.buffer);
  }
}
