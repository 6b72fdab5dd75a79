import type { Flash } from './flash';

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
  /** The file system, once it is mounted; before that it is Emscripten's own, with nothing on it. */
  readonly flash: Flash;
  /** The collector found that nobody holds this host object any more. */
  onFinalised(object: unknown): void;
}
