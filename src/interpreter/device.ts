import type { Board } from '../device/board';
import type { Activity, DeviceState, Wait } from '../protocol/device-state';
import type { FileChange, ToDevice } from '../protocol/messages';
import { unreachable } from '../shared/unreachable';
import type { Carrier } from './carrier';
import { Console } from './console';
import { FIRMWARE } from './firmware';
import { Flash } from './flash';
import { FlashPosts } from './flash-posts';
import { lwipModule, SocketToken } from './host/lwip-module';
import { pinsModule } from './host/pins-module';
import { vmModule, type RunFile } from './host/vm-module';
import { wlanModule } from './host/wlan-module';
import { Interpreter } from './instance';
import { LineEditor } from './line-editor';
import { Output } from './output';
import { PageFiles } from './page-files';
import { findTraceback } from './traceback';
import { Uart } from './uart';
import { VmControl } from './vm-control';

/** Runs the firmware's first module, and leaves nothing of it in the prompt's namespace. */
const START = "import sys\nsys.path.append('/fw')\nimport fw_boot\ndel fw_boot, sys";

/** State is told at most once a frame. */
const FRAME = 16;

const CAUSE = { powerOn: 0, softReset: 4 } as const;

export interface DeviceOptions {
  /** A safe start: `boot.py` and `main.py` are passed over, once. */
  readonly skipStartFiles?: boolean;
  /** The net worker has died: forgets what it sent, and goes on to the one that takes its place. */
  readonly switchNet?: () => void;
}

/** The whole device: a board and the interpreter that runs on it, one life after another. */
export class Device {
  readonly #uart: Uart;
  readonly #output: Output;
  readonly #control: VmControl;
  readonly #lineEditor: LineEditor;
  readonly #flash: Flash;
  readonly #flashPosts: FlashPosts;
  readonly #pageFiles: PageFiles;
  readonly #notices = new Set<string>();
  readonly #filesToRun: string[] = [];
  #runFirmwareFile: RunFile | undefined;
  #activity: Activity = { kind: 'starting' };
  #wait: Wait | undefined;
  #boot = 0;
  #prompts = 0;
  #stale = true;
  #toldAt = -Infinity;
  #resetCause: number = CAUSE.powerOn;
  #skipsStartFiles: boolean;
  readonly #switchNet: () => void;

  constructor(
    private readonly board: Board,
    private readonly carrier: Carrier,
    flash: readonly FileChange[],
    options: DeviceOptions = {},
  ) {
    this.#skipsStartFiles = options.skipStartFiles ?? false;
    this.#switchNet = options.switchNet ?? (() => undefined);
    this.#uart = new Uart(() =>
      this.#notice('console overrun', 'Console input came faster than the UART takes it.'),
    );
    this.#output = new Output(
      carrier,
      () => this.#control.takeIn(),
      () => this.#control.isInterrupted,
    );
    this.#control = new VmControl({
      carrier,
      clock: board.clock,
      uart: this.#uart,
      output: this.#output,
      onPause: () => this.#onPause(),
      nextPause: () => (this.#hasNews ? this.#toldAt + FRAME : Infinity),
    });
    this.#lineEditor = new LineEditor(this.#uart, this.#output);
    this.#flashPosts = new FlashPosts(
      carrier,
      () => this.#control.takeIn(),
      () => this.#control.isInterrupted,
    );
    this.#flash = new Flash(flash, {
      post: (changes) => this.#flashPosts.post(changes),
      waitForRoom: () => this.#flashPosts.waitForRoom(),
      seconds: () => Math.floor(board.seconds),
    });
    this.#pageFiles = new PageFiles({
      flash: this.#flash,
      post: (message) => carrier.post(message),
      postChanges: (changes, request) => this.#flashPosts.post(changes, request),
    });
    board.onChange(() => {
      this.#stale = true;
    });
  }

  /**
   * A message from the page that came while the device ran. What cannot be done is told and not thrown: this is
   * called from inside the VM, which an exception would unwind.
   */
  receive(message: ToDevice): void {
    try {
      this.#receive(message);
    } catch (error) {
      this.#notice(`${message.kind}: ${String(error)}`, `The board could not do that: ${String(error)}`);
    }
  }

  #receive(message: ToDevice): void {
    switch (message.kind) {
      case 'uart':
        this.#uart.receive(message.bytes);
        return;
      case 'drive-pin':
        this.board.pins.drive(message.gpio, message.drive);
        return;
      case 'write-file':
        this.#pageFiles.receivePart(message);
        return;
      case 'remove-file':
        this.#pageFiles.change(message.request, message.path, null);
        return;
      case 'run-file':
        // One at a time: the page interrupts and waits for the prompt before it asks.
        this.#filesToRun.splice(0, this.#filesToRun.length, message.path);
        return;
      case 'net-lost':
        this.#switchNet();
        this.board.lwip.dropAll();
        this.carrier.post({ kind: 'net-switched' });
        return;
    }
  }

  /**
   * One life: start, `boot.py`, `main.py`, prompt. Resolves when the program asks for a soft reset; then the caller
   * begins the next. Between two lives the thread returns to its event loop once.
   */
  async live(module: WebAssembly.Module): Promise<void> {
    this.#boot++;
    this.#activity = { kind: 'starting' };
    const interpreter = await Interpreter.start(module, {
      onHook: (codeState) => this.#control.onHook(codeState),
      hidesFrame: (codeState) => this.#control.hidesFrame(codeState),
      write: (bytes) => this.#output.write(bytes),
      flash: this.#flash,
      onFinalised: (object) => {
        if (object instanceof SocketToken) this.board.lwip.close(object.descriptor);
      },
    });
    this.#control.attach(interpreter);
    this.#installFirmware(interpreter);
    this.#runStartFiles();
    this.#console(interpreter).run();
    this.#output.writeText('MPY: soft reboot\r\n');
    this.#output.flush();
    this.#flash.unmount();
    this.#resetCause = CAUSE.softReset;
    this.board.softReset();
    this.carrier.receive();
  }

  #installFirmware(interpreter: Interpreter): void {
    const { fs } = interpreter;
    const willWait = (wait: Wait): void => {
      this.#wait = wait;
    };
    const takeWait = (): Wait | undefined => {
      const wait = this.#wait;
      this.#wait = undefined;
      return wait;
    };
    interpreter.registerModule('_pins', pinsModule(this.board));
    interpreter.registerModule('_wlan', wlanModule(this.board));
    interpreter.registerModule(
      '_lwip',
      lwipModule({ board: this.board, memory: interpreter.memory, willWait }),
    );
    interpreter.registerModule(
      '_vm',
      vmModule({
        board: this.board,
        interpreter,
        control: this.#control,
        lineEditor: this.#lineEditor,
        willWait,
        takeWait,
        setRunFile: (runFile) => {
          this.#runFirmwareFile = runFile;
        },
        mountFlash: () => this.#flash.mount(),
        isFlashKept: () => this.#flashPosts.areKept,
        notice: (feature, text) => this.#notice(feature, text),
        powerCycle: () => this.#notice('machine.reset', 'machine.reset() restarts the interpreter only.'),
        resetCause: () => this.#resetCause,
      }),
    );
    fs.mkdir('/fw');
    for (const [name, source] of Object.entries(FIRMWARE)) fs.writeFile(`/fw/${name}`, source);
    interpreter.run(START);
    interpreter.seal();
  }

  /** `boot.py`, then `main.py`; an uncaught exception in the first skips the second (reference/esp8266 §1.1). */
  #runStartFiles(): void {
    if (this.#skipsStartFiles) {
      // Once: a soft reset runs them again.
      this.#skipsStartFiles = false;
      this.#output.writeText('\x1b[2mstarted without boot.py and main.py; they are still there\x1b[22m\r\n');
      return;
    }
    for (const path of ['/boot.py', '/main.py']) {
      if (!this.#flash.has(path)) continue;
      this.#activity = { kind: 'running' };
      this.#stale = true;
      const traceback = this.#control.runProgram(() => this.#runFile(path));
      this.#output.writeText(traceback);
      this.#output.flush();
      const exception = findTraceback(traceback);
      if (exception) this.carrier.post({ kind: 'traceback', ...exception });
      if (traceback !== '') return;
    }
  }

  /** @returns the traceback to print, empty when the file ended well or by SystemExit. */
  #runFile(path: string): string {
    try {
      this.#runFirmwareFile?.(path.replace(/^\//, ''));
      return '';
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'PythonError') throw error;
      return 'type' in error && error.type === 'SystemExit' ? '' : error.message;
    }
  }

  #console(interpreter: Interpreter): Console {
    return new Console({
      carrier: this.carrier,
      interpreter,
      control: this.#control,
      uart: this.#uart,
      output: this.#output,
      runFile: (path) => this.#runFile(path),
      afterSoftReset: this.#boot > 1,
      takeFileToRun: () => this.#filesToRun.shift(),
      onPrompt: (activity) => {
        this.#activity = activity;
        this.#prompts++;
        this.#stale = true;
      },
      onUncaught: (exception) => this.carrier.post({ kind: 'traceback', ...exception }),
      idle: () => this.#idle(),
    });
  }

  /** The prompt has nothing to do: tells how things stand, and sleeps until something arrives. */
  #idle(): void {
    const { carrier, board } = this;
    const seen = carrier.doorbell;
    const arrived = carrier.receive();
    const ran = board.clock.runDue();
    if (arrived || ran) return;
    this.#output.flush();
    this.#tell();
    carrier.wait(seen, Math.max(0, board.clock.nextDue - board.clock.now));
    carrier.receive();
  }

  /** From the hook: while a program runs, the state is told once a frame. */
  #onPause(): void {
    const now = this.board.clock.now;
    const wait = this.#control.waitingFor;
    const activity: Activity = wait ? { kind: 'waiting', on: wait } : { kind: 'running' };
    if (this.#control.programRuns && !sameActivity(activity, this.#activity)) {
      this.#activity = activity;
      this.#stale = true;
    }
    if (this.#hasNews && now - this.#toldAt >= FRAME) this.#tell();
  }

  /** Whether there is something to tell: state, or credit for more input. */
  get #hasNews(): boolean {
    return this.#stale || this.#uart.hasCredit;
  }

  #tell(): void {
    const credit = this.#uart.releaseCredit();
    if (credit > 0) this.carrier.post({ kind: 'uart-taken', bytes: credit });
    this.#toldAt = this.board.clock.now;
    if (!this.#stale) return;
    this.#stale = false;
    const state: DeviceState = {
      boot: this.#boot,
      prompts: this.#prompts,
      activity: this.#activity,
      pins: this.board.pins.snapshot(),
      wifi: this.board.station.state,
      listening: this.board.lwip.listeningPorts,
    };
    this.carrier.post({ kind: 'state', state });
  }

  #notice(feature: string, text: string): void {
    if (this.#notices.has(feature)) return;
    this.#notices.add(feature);
    this.carrier.post({ kind: 'notice', feature, text });
  }
}

function sameActivity(one: Activity, other: Activity): boolean {
  if (one.kind !== 'waiting' || other.kind !== 'waiting') return one.kind === other.kind;
  return one.on.call === other.on.call && subjectOf(one.on) === subjectOf(other.on);
}

/** What tells two waits of one kind apart. */
function subjectOf(wait: Wait): string | number | undefined {
  switch (wait.call) {
    case 'accept':
      return wait.port;
    case 'recv':
    case 'send':
    case 'connect':
      return wait.peer;
    case 'getaddrinfo':
      return wait.name;
    case 'sleep':
      return wait.milliseconds;
    case 'input':
      return undefined;
    default:
      return unreachable(wait);
  }
}
