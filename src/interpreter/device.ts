import type { Board } from '../device/board';
import { decodeCredentials, encodeCredentials, sameCredentials } from '../device/wifi/credentials';
import type { Activity, Wait } from '../protocol/device-state';
import { decodeLibraries } from '../protocol/libraries';
import type { FileChange, ToDevice } from '../protocol/messages';
import type { BoardNotice } from '../protocol/notices';
import { isOfFileSystem, WIFI_RECORD, wifiRecordIn } from '../protocol/wifi-record';
import { BOOT_PY } from './boot-py';
import type { Carrier } from './carrier';
import { Console } from './console';
import { Dupterm } from './dupterm';
import { Flash } from './flash';
import { FlashPosts } from './flash-posts';
import { Handlers } from './handlers';
import { chipModule } from './host/chip-module';
import { libraryModule } from './host/library-module';
import { lwipModule, SocketToken } from './host/lwip-module';
import { pinsModule } from './host/pins-module';
import { vmModule } from './host/vm-module';
import { wlanModule } from './host/wlan-module';
import { InputLine } from './input-line';
import { Interpreter } from './instance';
import type { InterpreterHost } from './interpreter-host';
import { LibraryShelf } from './library-shelf';
import { LineEditor } from './line-editor';
import { Output } from './output';
import type { Pace } from './pace';
import { PageFiles } from './page-files';
import { Report } from './report';
import { Stdin } from './stdin';
import { findTraceback } from './traceback';
import { Uart } from './uart';
import { Variables } from './variables';
import { HardReset, VmControl } from './vm-control';

/** `machine.reset_cause()`. A soft reset leaves it as it was: the chip did not start anew. */
const CAUSE = { powerOn: 0, watchdog: 3, reset: 4 } as const;

export interface DeviceOptions {
  /** Nothing was ever written to the flash: it is to be set up at the first start. */
  readonly blank?: boolean;
  /** A safe start: `boot.py` and `main.py` are passed over, once. */
  readonly skipStartFiles?: boolean;
  /** The net worker has died: forgets what it sent, and goes on to the one that takes its place. */
  readonly switchNet?: () => void;
  /** Of a time that is not the computer's own. */
  readonly pace?: Pace;
}

/** The whole device: a board and the interpreter that runs on it, one life after another. */
export class Device {
  readonly #uart: Uart;
  readonly #output: Output;
  readonly #control: VmControl;
  readonly #flash: Flash;
  readonly #flashPosts: FlashPosts;
  readonly #pageFiles: PageFiles;
  readonly #report: Report;
  readonly #variables: Variables;
  readonly #handlers: Handlers;
  readonly #libraries: LibraryShelf;
  readonly #dupterm: Dupterm;
  readonly #filesToRun: string[] = [];
  #wait: Wait | undefined;
  #resetCause: number = CAUSE.powerOn;
  /** What the next hard reset will have been. */
  #nextCause: number = CAUSE.reset;
  /** `MicroPython v… on …`, as firmware tells it. */
  #version = '';
  /** What this life began with: after a hard reset the prompt begins on a line of its own (reference/esp8266 §1.1). */
  #begun: 'hard' | 'soft' = 'hard';
  /** The prompt was left in raw mode. */
  #raw = false;
  /** The flash is to be set up at the first start. */
  #blank: boolean;
  #skipsStartFiles: boolean;
  readonly #switchNet: () => void;

  constructor(
    private readonly board: Board,
    private readonly carrier: Carrier,
    flash: readonly FileChange[],
    options: DeviceOptions = {},
  ) {
    this.#blank = options.blank ?? false;
    this.#skipsStartFiles = options.skipStartFiles ?? false;
    this.#switchNet = options.switchNet ?? (() => undefined);
    this.#uart = new Uart(() => this.#report.notice({ kind: 'console-overrun' }));
    this.#dupterm = new Dupterm(this.#uart, () => this.#report.notice({ kind: 'dupterm-cut' }));
    this.#output = new Output(
      carrier,
      () => this.#control.takeIn(),
      () => this.#control.stopsOutput,
      () => this.#control.hookSoon(),
      (bytes) => this.#dupterm.print(bytes),
    );
    this.#report = new Report(board, carrier, this.#uart, options.pace ? 0 : undefined);
    this.#variables = new Variables(carrier, board.clock);
    this.#handlers = new Handlers(board);
    this.#libraries = new LibraryShelf(() => carrier.post({ kind: 'libraries-wanted' }));
    this.#control = new VmControl({
      carrier,
      clock: board.clock,
      uart: this.#uart,
      output: this.#output,
      onPause: () => this.#onPause(),
      nextPause: () => Math.min(this.#report.nextDue, this.#variables.nextDue),
      breathe: () => this.#breathe(),
      pace: options.pace ?? null,
    });
    board.watchdog.onBite(() => {
      this.#nextCause = CAUSE.watchdog;
      this.#control.resetByWatchdog();
    });
    this.#flashPosts = new FlashPosts(
      carrier,
      () => this.#control.takeIn(),
      () => {
        this.#output.flush();
        this.#onPause();
      },
      () => this.#control.isInterrupted,
    );
    this.#flash = new Flash(flash.filter(isOfFileSystem), {
      post: (changes) => this.#flashPosts.post(changes),
      seconds: () => Math.floor(board.seconds),
    });
    this.#keepCredentials(flash);
    this.#pageFiles = new PageFiles({
      flash: this.#flash,
      post: (message) => carrier.post(message),
      postChanges: (changes, request) => this.#flashPosts.post(changes, request),
    });
  }

  /** The SDK's own place in the flash: what a program tells the station to join is there at the next start. */
  #keepCredentials(flash: readonly FileChange[]): void {
    const { station } = this.board;
    const record = wifiRecordIn(flash);
    let kept = record && decodeCredentials(record);
    if (kept) station.onPowerOn(kept);
    station.onStored((credentials) => {
      if (kept && sameCredentials(kept, credentials)) return;
      kept = credentials;
      // Where a host function cannot wait, the next hook does.
      if (!this.carrier.suspension) void this.#flashPosts.waitForRoom();
      this.#control.hookSoon();
      const bytes = encodeCredentials(credentials);
      this.#flashPosts.post([{ path: WIFI_RECORD, kind: 'file', bytes }]);
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
      this.#report.notice({ kind: 'not-done', asked: message.kind, detail: String(error) });
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
      case 'drive-analog':
        this.board.adc.input = message.value;
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
      case 'watch-variables':
        this.#variables.ask(message.names);
        return;
      case 'libraries':
        this.#libraries.receive(decodeLibraries(message.bytes));
        return;
      case 'net-lost':
        this.#switchNet();
        this.board.lwip.resetAll();
        this.carrier.post({ kind: 'net-switched' });
        return;
    }
  }

  /**
   * One life: start, `boot.py`, `main.py`, prompt. Resolves when the program asks for a reset; then the caller begins
   * the next. Between two lives the thread returns to its event loop once.
   */
  async live(module: WebAssembly.Module): Promise<void> {
    this.#report.onBoot();
    const interpreter = await Interpreter.start(module, this.#interpreterHost(), this.carrier.suspension);
    try {
      await this.#run(interpreter);
      this.#afterSoftReset();
    } catch (error) {
      if (!(error instanceof HardReset)) throw error;
      this.#afterHardReset();
    }
    this.#handlers.detach();
    this.#dupterm.attach(undefined);
    this.#variables.detach();
    this.#output.flush();
    await this.#flashPosts.waitForRoom();
    this.#flash.unmount();
    this.carrier.receive();
  }

  #interpreterHost(): InterpreterHost {
    return {
      onHook: (codeState) => this.#control.onHook(codeState),
      hidesFrame: (codeState) => this.#control.hidesFrame(codeState),
      ticks: () => this.board.millis,
      write: (bytes) => this.#output.write(bytes),
      afterWrite: () => (this.carrier.suspension && this.#mayWait ? this.#output.settle() : undefined),
      beforeChange: () => (this.#mayWait ? this.#flashPosts.waitForRoom() : undefined),
      flash: this.#flash,
      onFinalised: (object) => {
        if (object instanceof SocketToken) this.board.lwip.close(object.descriptor);
      },
    };
  }

  /** Only a program is called in a way that lets it be suspended; completion at the prompt, say, is not. */
  get #mayWait(): boolean {
    return !this.carrier.suspension || this.#control.programRuns;
  }

  /** Where the thread cannot sleep: messages come in, and what host functions could not wait for is waited for. */
  #breathe(): Promise<void> | undefined {
    if (!this.carrier.suspension) return undefined;
    const breath = this.carrier.breathe();
    return breath ? breath.then(() => this.#settle()) : this.#settle();
  }

  #settle(): Promise<void> | undefined {
    const credit = this.#output.settle();
    return credit ? credit.then(() => this.#flashPosts.waitForRoom()) : this.#flashPosts.waitForRoom();
  }

  /** Returns when a soft reset is asked for. */
  async #run(interpreter: Interpreter): Promise<void> {
    const editor = new LineEditor((text) => this.#output.writeText(text));
    this.#control.attach(interpreter);
    this.#installFirmware(interpreter, editor);
    this.#variables.attach(interpreter);
    if (this.#blank) this.#setUpFlash();
    await this.#runStartFiles(interpreter);
    if (this.#begun === 'hard') this.#output.writeText('\r\n');
    ({ raw: this.#raw } = await this.#console(interpreter, editor).run(this.#raw));
  }

  #afterSoftReset(): void {
    this.#begun = 'soft';
    this.#output.writeText('MPY: soft reboot\r\n');
    this.board.softReset();
  }

  #afterHardReset(): void {
    this.#begun = 'hard';
    this.#raw = false;
    this.#resetCause = this.#nextCause;
    this.#nextCause = CAUSE.reset;
    this.board.hardReset();
  }

  #installFirmware(interpreter: Interpreter, editor: LineEditor): void {
    const willWait = (wait: Wait): void => {
      this.#wait = wait;
    };
    const notice = (told: BoardNotice): void => this.#report.notice(told);
    const takeWait = (): Wait | undefined => {
      const wait = this.#wait;
      this.#wait = undefined;
      return wait;
    };
    this.#handlers.attach(interpreter);
    this.#dupterm.attach(interpreter);
    interpreter.registerModule('_pins', pinsModule({ board: this.board, handlers: this.#handlers, notice }));
    interpreter.registerModule(
      '_chip',
      chipModule({ board: this.board, interpreter, handlers: this.#handlers, notice }),
    );
    interpreter.registerModule('_library', libraryModule(this.#libraries, interpreter));
    interpreter.registerModule('_wlan', wlanModule({ board: this.board, notice }));
    interpreter.registerModule(
      '_lwip',
      lwipModule({
        board: this.board,
        memory: interpreter.memory,
        heap: interpreter.heap,
        willWait,
        schedule: (callback, argument) => interpreter.schedule(callback, argument),
        notice,
      }),
    );
    interpreter.registerModule(
      '_vm',
      vmModule({
        board: this.board,
        interpreter,
        control: this.#control,
        inputLine: new InputLine(this.#uart, editor, () => interpreter.isInterruptible),
        stdin: new Stdin(this.#uart, () => interpreter.isInterruptible),
        output: this.#output,
        uart: this.#uart,
        dupterm: this.#dupterm,
        willWait,
        takeWait,
        setVersion: (version) => {
          this.#version = version;
        },
        mountFlash: () => this.#flash.mount(),
        isFlashKept: () => this.#flashPosts.areKept,
        notice,
        resetCause: () => this.#resetCause,
      }),
    );
    interpreter.startFirmware('fw_boot');
  }

  /** What the chip does when it finds no file system (reference/esp8266 §1.3). */
  #setUpFlash(): void {
    this.#blank = false;
    this.#output.writeText('Performing initial setup\r\n');
    const done = this.#flash.change('/boot.py', new TextEncoder().encode(BOOT_PY));
    if ('changes' in done) this.#flashPosts.post(done.changes);
  }

  /** `boot.py`, then `main.py` unless raw mode is on; an uncaught exception in the first skips the second. */
  async #runStartFiles(interpreter: Interpreter): Promise<void> {
    if (this.#skipsStartFiles) {
      // Once: a soft reset runs them again.
      this.#skipsStartFiles = false;
      this.#output.writeText('\x1b[2mstarted without boot.py and main.py; they are still there\x1b[22m\r\n');
      return;
    }
    for (const path of this.#raw ? ['/boot.py'] : ['/boot.py', '/main.py']) {
      if (!this.#flash.has(path)) continue;
      this.#report.onActivity({ kind: 'running' });
      this.#output.forgetTail();
      const name = path.slice(1);
      const ending = await this.#control.runProgram(() => interpreter.execute({ kind: 'file', path: name }));
      this.#output.flush();
      if (ending !== 'exception') continue;
      const exception = findTraceback(new TextDecoder().decode(this.#output.tail), this.#output.tailIsCut);
      if (exception) this.carrier.post({ kind: 'traceback', ...exception });
      return;
    }
  }

  #console(interpreter: Interpreter, editor: LineEditor): Console {
    return new Console({
      interpreter,
      control: this.#control,
      uart: this.#uart,
      output: this.#output,
      editor,
      version: this.#version,
      takeFileToRun: () => this.#filesToRun.shift(),
      onFileRefused: (path) => this.#report.notice({ kind: 'file-not-run', path }),
      onPrompt: (activity) => this.#report.onPrompt(activity),
      onExit: (status) => this.carrier.post({ kind: 'exited', status }),
      onUncaught: (exception) => this.carrier.post({ kind: 'traceback', ...exception }),
      duringHandler: (run) => this.#report.during(run),
      idle: () => this.#idle(interpreter),
      breathe: () => this.#breathe(),
    });
  }

  /** The prompt has nothing to do: tells how things stand, and sleeps until something arrives. */
  async #idle(interpreter: Interpreter): Promise<void> {
    const { carrier, board } = this;
    const seen = carrier.doorbell;
    const arrived = carrier.receive();
    const ran = board.clock.runDue();
    this.#control.resetIfDue();
    if (arrived || ran) return;
    this.#output.flush();
    this.#dupterm.ask();
    this.#report.tell();
    this.#variables.tell();
    // What went out just now may have had a handler queued.
    if (interpreter.pending) return;
    await carrier.wait(seen, Math.max(0, board.clock.nextDue - board.clock.now));
    carrier.receive();
  }

  /** From the hook: while a program runs, the state is told once a frame. */
  #onPause(): void {
    const wait = this.#control.waitingFor;
    const activity: Activity = wait ? { kind: 'waiting', on: wait } : { kind: 'running' };
    if (this.#control.programRuns) this.#report.onActivity(activity);
    this.#report.tellWhenDue();
    this.#variables.tellWhenDue();
    this.#dupterm.ask();
  }
}
