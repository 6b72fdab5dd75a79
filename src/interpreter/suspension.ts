/**
 * How a program is made to wait where its thread cannot sleep: its stack is put aside, and the thread returns to its
 * event loop (WebAssembly's JavaScript Promise Integration). Only WebAssembly's own frames can be put aside: a host
 * function that Python calls cannot wait, and leaves that to the next hook.
 */
export interface Suspension {
  /** An import that gives a promise, for whose value the program waits. Only WebAssembly can call it. */
  suspending(call: () => Promise<number>): () => unknown;
  /** An export below which that import may be called. */
  promising<Given extends readonly number[], Result>(
    call: (...given: Given) => Result,
  ): (...given: Given) => Promise<Result>;
}
