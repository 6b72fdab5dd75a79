import type { Board } from '../../device/board';
import type { Wait } from '../../protocol/device-state';
import type { BoardNotice } from '../../protocol/notices';
import { chipStackUse } from '../c-stack';
import type { Dupterm } from '../dupterm';
import { heapInfo, heapMap } from '../heap-report';
import { HELP, helpModules } from '../help';
import { Input, type InputLine } from '../input-line';
import type { Interpreter } from '../instance';
import type { Output } from '../output';
import { NAME_SHIFT } from '../rom';
import { beginSha1, finishSha1, SHA1_STATE_BYTES, updateSha1 } from '../sha1';
import type { Stdin } from '../stdin';
import type { Uart } from '../uart';
import type { VmControl } from '../vm-control';
import { MILLISECOND, toFirmwareTime, toMilliseconds } from './firmware-time';

/** Ticks count modulo 2^30, so that they are small ints (reference/esp8266 §5). */
const TICKS = 2 ** 30;

export interface VmModuleParts {
  readonly board: Board;
  readonly interpreter: Interpreter;
  readonly control: VmControl;
  readonly inputLine: InputLine;
  readonly stdin: Stdin;
  readonly output: Output;
  readonly uart: Uart;
  readonly dupterm: Dupterm;
  readonly setVersion: (version: string) => void;
  /** From here on the flash is the file system. */
  readonly mountFlash: () => void;
  /** Whether all that was written to the flash is stored. */
  readonly isFlashKept: () => boolean;
  readonly notice: (notice: BoardNotice) => void;
  readonly resetCause: () => number;
  /** Says what the program will wait for if it parks next. */
  readonly willWait: (wait: Wait) => void;
  /** What the call before said that it would wait for. */
  readonly takeWait: () => Wait | undefined;
}

/** The functions of `_vm`: time, waiting, the console's line editor, and what firmware tells about itself. */
export function vmModule(parts: VmModuleParts): object {
  const { board, control, dupterm, inputLine } = parts;
  const { interpreter } = parts;
  const { heap, memory, wasm } = interpreter;
  const at = (address: number, size: number): Uint8Array => memory.bytes.subarray(address, address + size);
  let secondsTold = 0;
  return {
    set_version: (version: string) => parts.setVersion(version),
    /** A module of firmware's becomes one of the chip's own. False: its name is not interned. */
    add_module: (name: number, module: number, extensible: boolean) =>
      interpreter.rom.addModule(name, module, extensible),
    enter_caller: (running: number) => interpreter.enterCaller(running),
    firmware: (globals: number) => control.addFirmware(globals),
    /** Which of the programs that were run since the start this is. */
    program: () => control.programs,
    park: (time: number) => control.park(toMilliseconds(time), parts.takeWait()),
    /** The page is told the whole sleep, which stays the same when something wakes the board in between. */
    sleep: (microseconds: number, asked: number) =>
      control.park(microseconds / 1000, { call: 'sleep', milliseconds: asked }),
    park_for_any: (time: number) => control.park(toMilliseconds(time), { call: 'poll' }),
    /** Firmware's clock, and a millisecond of it. */
    now: () => toFirmwareTime(board.clock.now),
    millisecond: () => MILLISECOND,
    ticks_ms: () => board.millis % TICKS,
    ticks_us: () => board.micros % TICKS,
    ticks_cpu: () => (board.micros * board.megahertz) % TICKS,
    /** Whole seconds since 2000-01-01, and how many milliseconds there were beyond them. */
    seconds: () => {
      secondsTold = board.seconds;
      return Math.floor(secondsTold);
    },
    beyond_seconds: () => Math.floor((secondsTold % 1) * 1000),
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
    /** Where the program keeps room for exceptions that are raised when there is no memory. */
    emergency: (address: number, size: number) => {
      wasm.emergency_start.value = address;
      wasm.emergency_bytes.value = size;
    },
    /** The name of the decorator, as an object. */
    native: (name: number) => {
      wasm.native_name.value = name >>> NAME_SHIFT;
    },
    input_begin: () => inputLine.begin(),
    /** A line; None while it is awaited, False for the end of input, True for Ctrl-C where it does not interrupt. */
    input_poll: () => {
      const line = inputLine.poll();
      if (line === Input.waits) parts.willWait({ call: 'input' });
      return line;
    },
    /** Moves what has come into memory; text has LF where Enter was pressed. @returns how many bytes */
    stdin_take: (address: number, size: number, text: boolean) => {
      const count = parts.stdin.take(interpreter.memory.bytes.subarray(address, address + size), text);
      if (count === 0) parts.willWait({ call: 'input' });
      return count;
    },
    stdin_ready: () => parts.stdin.isReady,
    stdout_write: (address: number, size: number, text: boolean) => {
      const bytes = interpreter.memory.slice(address, size);
      if (text) parts.output.write(bytes);
      else parts.output.writeRaw(bytes);
    },
    /** The second terminal: firmware's function is called with `argument` when there is something to do. 0: none. */
    terminal: (callback: number, argument: number) => dupterm.open(callback, argument),
    terminal_begin: () => dupterm.begin(),
    terminal_take: (address: number, size: number) => dupterm.take(at(address, size)),
    terminal_room: () => dupterm.hasRoom,
    terminal_type: (byte: number) => parts.uart.typeOnTerminal(byte),
    sha1_size: () => SHA1_STATE_BYTES,
    sha1_begin: (state: number) => beginSha1(at(state, SHA1_STATE_BYTES)),
    sha1_update: (state: number, address: number, size: number) =>
      updateSha1(at(state, SHA1_STATE_BYTES), at(address, size)),
    sha1_finish: (state: number, digest: number) =>
      memory.bytes.set(finishSha1(at(state, SHA1_STATE_BYTES)), digest),
    /** A task is in no queue any more: what it points to from then would stay for as long as the task does. */
    task_unlink: (task: number) => {
      memory.words.fill(0, (task + Task.links) >>> 2, (task + Task.coro) >>> 2);
    },
    help: () => parts.output.writeText(HELP),
    help_modules: () => parts.output.writeText(helpModules()),
    mount_flash: () => parts.mountFlash(),
    flash_kept: () => parts.isFlashKept(),
    /** Of the chip's number, which is the end of its MAC address, last byte first. */
    chip_id: (at: number) => board.place.mac[5 - at] ?? 0,
    megahertz: () => board.megahertz,
    set_megahertz: (megahertz: number) => {
      board.megahertz = megahertz === 160 ? 160 : 80;
    },
    /** `os.sync` has given up waiting. */
    flash_slow: () => parts.notice({ kind: 'storage-slow' }),
    /** What the chip has under this name this board has not. */
    not_simulated: (name: string) => parts.notice({ kind: 'not-simulated', name }),
    tls_used: () => parts.notice({ kind: 'tls-not-encrypted' }),
    no_module: (name: string) => parts.notice({ kind: 'no-module', name }),
    sleep_too_long: (asked: number, lasts: number) =>
      parts.notice({ kind: 'sleep-too-long', asked: Math.round(asked), lasts: Math.round(lasts) }),
    /** @param port in digits: it may be larger than what crosses as a number */
    no_port: (port: string, takenAs: number) =>
      parts.notice({ kind: 'no-port', port: Number(port), takenAs }),
    hard_reset: () => control.hardReset(),
    reset_cause: () => parts.resetCause(),
  };
}

/** `mp_obj_task_t` (extmod/modasyncio.c), as byte offsets: the places of a pairing heap's node, then the task's own. */
const Task = { links: 4, coro: 16 } as const;
