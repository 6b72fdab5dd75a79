import type { Board } from '../../device/board';
import type { Wait } from '../../protocol/device-state';
import { chipStackUse } from '../c-stack';
import { heapInfo, heapMap } from '../heap-report';
import type { Interpreter } from '../instance';
import type { LineEditor } from '../line-editor';
import type { VmControl } from '../vm-control';

/** Ticks count modulo 2^30, so that they are small ints (reference/esp8266 §5). */
const TICKS = 2 ** 30;
const CPU_MHZ = 80;

/** Firmware's function that runs a file of the flash. Throws the package's PythonError, its message the traceback. */
export type RunFile = (path: string) => void;

export interface VmModuleParts {
  readonly board: Board;
  readonly interpreter: Interpreter;
  readonly control: VmControl;
  readonly lineEditor: LineEditor;
  readonly setRunFile: (runFile: RunFile) => void;
  /** From here on the flash is the file system. */
  readonly mountFlash: () => void;
  /** Whether all that was written to the flash is stored. */
  readonly isFlashKept: () => boolean;
  readonly notice: (feature: string, text: string) => void;
  readonly powerCycle: () => void;
  readonly resetCause: () => number;
  /** Says what the program will wait for if it parks next. */
  readonly willWait: (wait: Wait) => void;
  /** What the call before said that it would wait for. */
  readonly takeWait: () => Wait | undefined;
}

/** The functions of `_vm`: time, waiting, the console's line editor, and what firmware tells about itself. */
export function vmModule(parts: VmModuleParts): object {
  const { board, control, lineEditor } = parts;
  const { heap, wasm } = parts.interpreter;
  return {
    set_run_file: (runFile: RunFile) => parts.setRunFile(runFile),
    firmware: (globals: number) => control.addFirmware(globals),
    park: (milliseconds: number) => control.park(milliseconds, parts.takeWait()),
    /** The page is told the whole sleep, which stays the same when something wakes the board in between. */
    sleep: (left: number, asked: number) => control.park(left, { call: 'sleep', milliseconds: asked }),
    /** Milliseconds, as a float. */
    now: () => board.clock.now + FLOAT,
    ticks_ms: () => Math.floor(board.micros / 1000) % TICKS,
    ticks_us: () => board.micros % TICKS,
    ticks_cpu: () => (board.micros * CPU_MHZ) % TICKS,
    /** Seconds since 2000-01-01, as a float. */
    seconds: () => board.seconds + FLOAT,
    heap_used: () => heap.use.used,
    heap_free: () => heap.use.free,
    heap_fits: (bytes: number) => heap.fits(bytes),
    /** What `micropython.mem_info()` prints of the heap. */
    heap_info: () => heapInfo(heap.use),
    heap_map: () => heapMap(heap.map),
    /** Objects of this type have this letter in the map. */
    heap_letter: (address: number, letter: string) => heap.name(address, letter),
    names_info: () => parts.interpreter.names?.summary ?? '',
    names_list: () => parts.interpreter.names?.list ?? '',
    stack_use: () => chipStackUse(wasm),
    input_begin: () => lineEditor.begin(),
    /** A line; null while it is awaited; false for the end of input. */
    input_poll: () => {
      const line = lineEditor.poll();
      if (line === null) parts.willWait({ call: 'input' });
      return line;
    },
    input_end: () => lineEditor.end(),
    mount_flash: () => parts.mountFlash(),
    flash_kept: () => parts.isFlashKept(),
    notice: (feature: string, text: string) => parts.notice(feature, text),
    power_cycle: () => parts.powerCycle(),
    reset_cause: () => parts.resetCause(),
  };
}

/** Whole numbers cross as 32-bit ints and would wrap; anything with a fraction crosses as a float. */
const FLOAT = 2 ** -20;
