import type { Activity } from '../protocol/device-state';
import type { Carrier } from './carrier';
import type { Interpreter } from './instance';
import type { Output } from './output';
import { findTraceback, type UncaughtException } from './traceback';
import type { Uart } from './uart';
import type { VmControl } from './vm-control';

/** Keys after which the prompt may have run something or changed its mode. */
const CR = 0x0d;
const LF = 0x0a;
const CONTROLS = new Set([0x01, 0x02, 0x03, 0x04, 0x05, LF, CR]);

const RUNNERS = new Set([0x04, LF, CR]);

export interface ConsoleParts {
  readonly carrier: Carrier;
  readonly interpreter: Interpreter;
  readonly control: VmControl;
  readonly uart: Uart;
  readonly output: Output;
  /** Runs a file of the flash; the result is the traceback to print, empty when it ended well. */
  readonly runFile: (path: string) => string;
  /** A file that the page wants to be run, taken from its queue. */
  readonly takeFileToRun: () => string | undefined;
  readonly afterSoftReset: boolean;
  readonly onPrompt: (activity: Activity) => void;
  readonly onUncaught: (exception: UncaughtException) => void;
  /** The console is idle: sleeps until something arrives. */
  readonly idle: () => void;
}

/** Feeds the friendly prompt, which is MicroPython's own (shared/runtime/pyexec.c), and runs what it is given. */
export class Console {
  constructor(private readonly parts: ConsoleParts) {}

  /** Banner and prompt, then lines until one asks for a soft reset. */
  run(): void {
    const { interpreter, output, uart } = this.parts;
    // The stock banner begins a new line, as the chip does after a hard reset only (reference/esp8266 §1.1).
    if (this.parts.afterSoftReset) output.skip('\r\n'.length);
    interpreter.startRepl();
    output.flush();
    this.parts.onPrompt({ kind: 'prompt' });
    for (;;) {
      const byte = uart.take();
      if (byte !== undefined) {
        if (this.#feed(byte)) return;
        continue;
      }
      const path = this.parts.takeFileToRun();
      if (path === undefined) this.parts.idle();
      else this.#runFile(path);
    }
  }

  #feed(byte: number): boolean {
    const { interpreter, control, output } = this.parts;
    if (!CONTROLS.has(byte)) return interpreter.feed(byte);
    output.flush();
    output.forgetTail();
    const reset = RUNNERS.has(byte)
      ? control.runProgram(() => interpreter.feed(byte))
      : interpreter.feed(byte);
    if (!reset) this.#prompted(RUNNERS.has(byte));
    return reset;
  }

  /** As `main.py` runs at start: in the prompt's own namespace. */
  #runFile(path: string): void {
    const { interpreter, control, output } = this.parts;
    output.writeText(`\x1b[2mrunning ${path.replace(/^\//, '')}\x1b[22m\r\n`);
    output.flush();
    output.forgetTail();
    const traceback = control.runProgram(() => this.parts.runFile(path));
    output.writeText(traceback);
    // The prompt's line is begun anew; its banner was printed long ago.
    output.mute(() => interpreter.startRepl());
    output.writeText('>>> ');
    this.#prompted(true);
  }

  /** @param ran whether something may have run; else the key perhaps only moved the cursor */
  #prompted(ran: boolean): void {
    this.parts.output.flush();
    const tail = new TextDecoder().decode(this.parts.output.tail);
    const activity = activityOf(tail) ?? (ran && tail !== '' ? PROMPT : undefined);
    if (!activity) return;
    this.parts.onPrompt(activity);
    if (activity.kind !== 'prompt') return;
    const exception = findTraceback(tail, this.parts.output.tailIsCut);
    if (exception) this.parts.onUncaught(exception);
  }
}

const PROMPT: Activity = { kind: 'prompt' };

/** What the prompt is ready for, by what it printed last; undefined when that is no prompt. */
function activityOf(tail: string): Activity | undefined {
  const line = tail.slice(tail.lastIndexOf('\n') + 1);
  if (line.endsWith('>>> ')) return PROMPT;
  if (/^\.\.\. *$/.test(line)) return { kind: 'continuation' };
  if (line.startsWith('=== ')) return { kind: 'paste' };
  return line.endsWith('>') ? { kind: 'raw' } : undefined;
}
