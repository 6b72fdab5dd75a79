import type { Activity } from '../protocol/device-state';
import { unreachable } from '../shared/unreachable';
import { banner } from './banner';
import type { ConsoleMode, Request } from './console-mode';
import { FriendlyPrompt } from './friendly-prompt';
import type { Interpreter } from './instance';
import { Key } from './keys';
import type { LineEditor } from './line-editor';
import type { Output } from './output';
import { PasteMode } from './paste-mode';
import type { Ending, Program } from './program';
import { RawRepl } from './raw-repl';
import { findTraceback, type UncaughtException } from './traceback';
import type { Uart } from './uart';
import type { VmControl } from './vm-control';

export interface ConsoleParts {
  readonly interpreter: Interpreter;
  readonly control: VmControl;
  readonly uart: Uart;
  readonly output: Output;
  readonly editor: LineEditor;
  /** `MicroPython v… on …`, for the banner. */
  readonly version: string;
  /** A file that the page wants to be run, taken from its queue. */
  readonly takeFileToRun: () => string | undefined;
  readonly onFileRefused: (path: string) => void;
  readonly onPrompt: (activity: Activity) => void;
  readonly onExit: (status: number) => void;
  readonly onUncaught: (exception: UncaughtException) => void;
  /** Runs what the prompt does in between; after it the console is what it was. */
  readonly duringHandler: (run: () => Promise<void>) => Promise<void>;
  /** The console is idle: sleeps until something arrives. */
  readonly idle: () => Promise<void>;
  /** Comes between two bytes: what the console waits for where the thread cannot sleep. */
  readonly breathe: () => Promise<void> | undefined;
}

/**
 * The prompt in its modes, and what they have to be run. It is ours and not MicroPython's own in C: that one keeps what
 * is typed in the board's heap, and never comes back when the heap is full (docs/architecture.md).
 */
export class Console {
  readonly #friendly: FriendlyPrompt;
  readonly #paste: PasteMode;
  readonly #raw: RawRepl;
  #mode: ConsoleMode;

  constructor(private readonly parts: ConsoleParts) {
    const { editor, output, interpreter } = parts;
    this.#friendly = new FriendlyPrompt(
      editor,
      (text) => output.writeText(text),
      (text) => interpreter.complete(text),
    );
    this.#paste = new PasteMode(output);
    this.#raw = new RawRepl(output);
    this.#mode = this.#friendly;
  }

  /**
   * Begins in raw mode or with the banner, and runs what is typed until that asks for a soft reset.
   *
   * @returns whether raw mode goes on after the reset
   */
  async run(raw: boolean): Promise<{ readonly raw: boolean }> {
    await this.#handle({ kind: raw ? 'raw' : 'banner' });
    for (;;) {
      await this.parts.breathe();
      if (this.parts.interpreter.pending) await this.#runHandler();
      const byte = this.parts.uart.take();
      if (byte !== undefined) {
        if (byte === Key.ctrlC) this.parts.output.resume();
        const request = this.#mode.take(byte);
        if (request && (await this.#handle(request))) return { raw: this.#mode === this.#raw };
        continue;
      }
      const path = this.parts.takeFileToRun();
      if (path === undefined) await this.parts.idle();
      else await this.#runFile(path);
    }
  }

  /** @returns true when a soft reset was asked for */
  async #handle(request: Request): Promise<boolean> {
    const { output, onPrompt } = this.parts;
    switch (request.kind) {
      case 'run':
        return await this.#run(request.program);
      case 'soft-reset':
        return true;
      case 'banner':
        output.writeText(banner(this.parts.version));
        this.#prompt();
        return false;
      case 'prompt':
        this.#prompt();
        return false;
      case 'continuation':
        onPrompt({ kind: 'continuation' });
        return false;
      case 'paste':
        this.#mode = this.#paste;
        this.#paste.begin();
        onPrompt({ kind: 'paste' });
        return false;
      case 'pasting':
        onPrompt({ kind: 'paste' });
        return false;
      case 'raw':
        this.#mode = this.#raw;
        this.#raw.begin();
        onPrompt({ kind: 'raw' });
        return false;
      case 'raw-ready':
        onPrompt({ kind: 'raw' });
        return false;
      default:
        return unreachable(request);
    }
  }

  #prompt(): void {
    this.#mode = this.#friendly;
    this.#friendly.begin();
    this.parts.onPrompt({ kind: 'prompt' });
  }

  async #run(program: Program): Promise<boolean> {
    const ending = await this.#execute(program);
    if (ending === 'exit') return true;
    if (program.kind === 'raw') {
      this.#raw.ready();
      this.parts.onPrompt({ kind: 'raw' });
      return false;
    }
    this.#prompt();
    return false;
  }

  async #execute(program: Program): Promise<Ending> {
    const { interpreter, control, output } = this.parts;
    output.flush();
    output.forgetTail();
    const ending = await control.runProgram(() => interpreter.execute(program));
    output.flush();
    if (ending === 'exception') this.#tell();
    if (ending === 'exit') this.parts.onExit(interpreter.exitStatus);
    return ending;
  }

  /** A pin's or a timer's, while nothing else runs: the prompt stands where it stood. */
  async #runHandler(): Promise<void> {
    const { interpreter, control, output, duringHandler } = this.parts;
    await duringHandler(() => control.runProgram(() => interpreter.runHandler()));
    output.flush();
  }

  #tell(): void {
    const { output } = this.parts;
    const printed = new TextDecoder().decode(output.tail).replace(/\x04$/, '');
    const exception = findTraceback(printed, output.tailIsCut);
    if (exception) this.parts.onUncaught(exception);
  }

  /** As `main.py` runs at start: in the prompt's own namespace. What was typed and not yet entered is dropped. */
  async #runFile(path: string): Promise<void> {
    const { output } = this.parts;
    if (this.#mode !== this.#friendly || this.#friendly.continues) {
      this.parts.onFileRefused(path);
      return;
    }
    const name = path.replace(/^\//, '');
    output.writeText(`\x1b[2mrunning ${name}\x1b[22m\r\n`);
    // SystemExit ends the file and no more, as it does at start.
    await this.#execute({ kind: 'file', path: name });
    this.#prompt();
  }
}
