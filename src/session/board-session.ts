import { ONLY_BOARD } from '../protocol/air';
import type { DeviceState, Gpio, PinDrive } from '../protocol/device-state';
import type { HttpRequest, HttpResult } from '../protocol/http';
import { sameConditions, type LanConditions } from '../protocol/lan-conditions';
import type { Fault, ToDevice } from '../protocol/messages';
import type { NetworkLogEntry } from '../protocol/network-log';
import type { Notice } from '../protocol/notices';
import type { PreviewRequest, TabPort } from '../protocol/preview';
import type { Dispose } from '../shared/disposable';
import { Emitter } from '../shared/emitter';
import type { RealHosts } from '../protocol/real-hosts';
import { HeldEmitter } from '../shared/held-emitter';
import { once } from '../shared/once';
import { unreachable } from '../shared/unreachable';
import { atFirst } from './at-first';
import { BoardFiles } from './board-files';
import { BoardNetwork } from './board-network';
import { BoardWorker, type BoardMessage } from './board-worker';
import { ConsoleFeed, inSteps } from './console-feed';
import { startFault } from './faults';
import type { TakeOver, Whose } from './flash/flash-state';
import { LibraryDesk } from './library-desk';
import { PromptDriver } from './prompt-driver';
import type { OutputChunk, ResetOptions, RunOutcome, Session, SessionSnapshot, Traceback } from './session';
import { VariableWatch } from './variable-watch';
import { SerialLine } from './serial-line';
import type { SessionHost } from './worker-port';

const CTRL_C = 0x03;
const CTRL_D = 0x04;
/** How long a reset waits for what the board has sent and the page has not taken, in milliseconds. */
const MOST_DRAIN = 1_000;
/** A start file that runs this long before the first prompt may be one that serves, in milliseconds. */
const NETWORK_AT_LAST = 200;
/** Least time between two tellings of what changed on the flash, in milliseconds. */
const FILES_INTERVAL = 50;

/** The board may start before the page that shows it is there: so many things are kept for it. */
const MOST_HELD = 100;
/** Of console output the board's credit lets no more bytes come than these. */
const MOST_OUTPUT = 16_384;

/** The page's side of one board: starts its workers, feeds its console, keeps its files, tells what it is doing. */
export class BoardSession implements Session {
  readonly #host: SessionHost;
  readonly #network: BoardNetwork;
  readonly #libraries = new LibraryDesk(() => this.#host);
  readonly #files: BoardFiles;
  readonly #feed: ConsoleFeed;
  readonly #prompt: PromptDriver;
  readonly #changed = new Emitter<undefined>();
  readonly #output = new HeldEmitter<OutputChunk>(MOST_OUTPUT);
  readonly #traceback = new HeldEmitter<Traceback>(MOST_HELD);
  readonly #notice = new HeldEmitter<Notice>(MOST_HELD);
  readonly #networkLog = new Emitter<readonly NetworkLogEntry[]>();
  boardTime = 0;
  readonly onOutput = this.#output.event;
  readonly onTraceback = this.#traceback.event;
  readonly onNotice = this.#notice.event;
  readonly #exit = new Emitter<number>();
  readonly onExit = this.#exit.event;
  readonly serial: SerialLine;
  readonly #tabsWait = new Emitter<undefined>();
  readonly #tabsLost = new Emitter<undefined>();
  readonly onNetwork = this.#networkLog.event;
  readonly onTabsWait = this.#tabsWait.event;
  readonly onTabsLost = this.#tabsLost.event;
  readonly #variables = new VariableWatch((names) => this.#send({ kind: 'watch-variables', names }));
  readonly onVariables = this.#variables.event;
  /** Resolves when the first board has been given all that it needs to start, or cannot start. */
  readonly begun: Promise<void>;
  #interpreter: Promise<WebAssembly.Module> | undefined;
  #interpreterFailed = false;
  #board: BoardWorker | undefined;
  #filesAreStale = false;
  #filesToldLately: Dispose | undefined;
  #networkSoon: Dispose | undefined;
  #networkWatchers = 0;
  #disposed = false;
  #snapshot: SessionSnapshot;

  constructor(host: SessionHost) {
    this.#host = host;
    this.#snapshot = atFirst(host.flash.state);
    this.#network = new BoardNetwork({
      host,
      onLog: (entries) => this.#networkLog.fire(entries),
      onUnknownName: (name) => this.#onUnknownName(name),
      onRealHosts: (state) => this.#onRealHosts(state),
      onNotReached: (host, port, failure) => this.#tell({ kind: 'not-reached', host, port, failure }),
      onTabsWait: () => this.#tabsWait.fire(undefined),
      onTabsLost: () => this.#tabsLost.fire(undefined),
      onFault: (networkFault) => this.#update({ networkFault }),
      onRestarted: () => this.#tell({ kind: 'network-restarted' }),
    });
    this.#files = new BoardFiles({
      store: host.flash,
      onChange: () => this.#onFiles(),
      onNotice: (notice) => this.#tell(notice),
    });
    host.flash.onChange(() => this.#update({ flash: host.flash.state }));
    host.flash.onNotice((notice) => this.#tell(notice));
    this.#feed = new ConsoleFeed(
      (bytes) => this.#send({ kind: 'uart', bytes }),
      () => this.#update({ pending: inSteps(this.#snapshot.pending, this.#feed.pending) }),
    );
    this.#prompt = new PromptDriver({
      feed: this.#feed,
      state: () => this.#snapshot.device,
      interrupt: () => this.interrupt(),
      after: (delay, fire) => host.after(delay, fire),
    });
    this.serial = new SerialLine({ feed: this.#feed, prompt: this.#prompt, board: () => this.#board });
    this.begun = this.#start();
  }

  get snapshot(): SessionSnapshot {
    return this.#snapshot;
  }

  subscribe(onChange: () => void): Dispose {
    return this.#changed.event(onChange);
  }

  // Console

  type(input: string | Uint8Array): void {
    // Nobody is at the other end of the wire: nothing is kept for whoever comes.
    if (!this.#board) return;
    const bytes = typeof input === 'string' ? new TextEncoder().encode(input) : input;
    const lastInterrupt = bytes.lastIndexOf(CTRL_C);
    if (lastInterrupt >= 0) this.interrupt();
    const keys = bytes.subarray(lastInterrupt + 1);
    if (this.#prompt.onTyped(keys) || this.#feed.push(keys)) return;
    this.#tell({ kind: 'input-waits' });
  }

  interrupt(): void {
    this.#prompt.supersede('interrupted');
    if (!this.#board) return;
    this.#feed.interrupt();
    this.#board.interrupt();
  }

  typeLines(lines: readonly string[], onLine?: (index: number) => void): Promise<RunOutcome> {
    return this.#whileAlive(() => this.#prompt.typeLines(lines, onLine));
  }

  async paste(source: string): Promise<RunOutcome> {
    const outcome = await this.#whileAlive(() => this.#prompt.paste(source));
    if (outcome === 'refused') this.#tell({ kind: 'input-too-long' });
    return outcome;
  }

  runFile(path: string): Promise<RunOutcome> {
    return this.#whileAlive(() => this.#prompt.run(() => this.#send({ kind: 'run-file', path })));
  }

  /** A board that is gone shows no prompt to wait for. */
  #whileAlive(job: () => Promise<RunOutcome>): Promise<RunOutcome> {
    const gone = this.#disposed || this.#snapshot.phase === 'failed';
    return gone ? Promise.resolve('board-reset') : job();
  }

  // Pins and files

  drivePin(gpio: Gpio, drive: PinDrive): void {
    this.#send({ kind: 'drive-pin', gpio, drive });
  }

  driveAnalog(value: number | null): void {
    this.#send({ kind: 'drive-analog', value });
  }

  readFile(path: string): Uint8Array | null {
    return this.#files.read(path);
  }

  writeFile(path: string, contents: Uint8Array): Promise<void> {
    return this.#files.save(path, contents);
  }

  removeFile(path: string): Promise<void> {
    return this.#files.remove(path);
  }

  // Network

  fetch(request: HttpRequest, signal?: AbortSignal): Promise<HttpResult> {
    // A board that failed may have left no net worker that could say so.
    if (this.#snapshot.phase === 'failed' && !this.#disposed) return Promise.resolve(UNREACHABLE);
    return this.#network.fetch(request, signal);
  }

  serveTab(request: PreviewRequest, port: TabPort): void {
    if (this.#snapshot.phase === 'failed' && !this.#disposed)
      port.postMessage({ kind: 'failed', failure: { kind: 'unreachable' } });
    else this.#network.serveTab(request, port);
  }

  trustPages(pagesTrusted: boolean): void {
    if (!this.#disposed) this.#update({ pagesTrusted });
  }

  watchNetwork(): Dispose {
    if (this.#networkWatchers++ === 0) this.#network.watch(true);
    return once(() => {
      if (--this.#networkWatchers === 0) this.#network.watch(false);
    });
  }

  watchVariables(names: readonly string[]): Dispose {
    return this.#variables.add(names);
  }

  setConditions(conditions: LanConditions): void {
    if (this.#disposed || sameConditions(conditions, this.#snapshot.conditions)) return;
    this.#network.setConditions(conditions);
    this.#update({ conditions });
  }

  setProxy(url: string | null): void {
    if (!this.#disposed) this.#network.setProxy(url);
  }

  #onUnknownName(name: string): void {
    const { realHosts } = this.#snapshot;
    this.#tell({ kind: 'unknown-name', name, rules: realHosts.kind === 'on' ? realHosts.rules : null });
  }

  #onRealHosts(realHosts: RealHosts): void {
    const wasLost = this.#snapshot.realHosts.kind === 'lost';
    this.#update({ realHosts });
    if (realHosts.kind === 'lost' && !wasLost) this.#tell({ kind: 'proxy-lost', why: realHosts.why });
  }

  restartNetwork(): void {
    if (!this.#disposed) this.#network.retry();
  }

  // The board's lives

  softReset(): void {
    void this.#whileAlive(() =>
      this.#prompt.run(() => {
        this.#feed.push(Uint8Array.of(CTRL_D));
      }),
    );
  }

  async reset(options: ResetOptions = {}): Promise<void> {
    if (this.#disposed) return;
    const board = this.#board;
    if (board && !board.areFilesHere) {
      await this.#filesOf(board);
      if (this.#isOver(board)) return;
    }
    this.#endBoard();
    this.#update({ phase: 'loading', device: null, fault: null });
    await this.#start(options);
  }

  async eraseFlash(): Promise<void> {
    this.#endBoard();
    this.#update({ phase: 'loading', device: null, fault: null });
    try {
      await this.#files.erase();
    } finally {
      if (!this.#disposed) await this.#start();
    }
  }

  keepAgain(): Promise<void> {
    return this.#host.flash.retry();
  }

  async takeFlash(whose?: Whose): Promise<TakeOver> {
    const result = await this.#host.flash.takeOver(() => this.#files.contents, whose);
    if (result !== 'restart' || this.#disposed) return result;
    this.#files.forget();
    await this.reset();
    return result;
  }

  /** Something else has ended the board, and begun another if there is to be one. */
  #isOver(board: BoardWorker): boolean {
    return this.#disposed || (this.#board !== undefined && this.#board !== board);
  }

  /** What the board has written to its flash and the page has not heard of would end with its worker. */
  #filesOf(board: BoardWorker): Promise<void> {
    return new Promise((resolve) => {
      const giveUp = this.#host.after(MOST_DRAIN, resolve);
      board.whenFilesAreHere(() => {
        giveUp();
        resolve();
      });
    });
  }

  dispose(): void {
    this.#disposed = true;
    this.#filesToldLately?.();
    this.#networkSoon?.();
    this.#endBoard();
    this.#network.dispose();
  }

  /** The worker's script loads while the interpreter is compiled and the flash is read. */
  async #start({ skipStartFiles = false }: ResetOptions = {}): Promise<void> {
    let board: BoardWorker | undefined;
    try {
      const loading = this.#loadInterpreter();
      board = this.#board = this.#newBoard();
      const [interpreter] = await Promise.all([loading, this.#files.load()]);
      // Reset or disposed in the meantime.
      if (this.#board !== board) return;
      const flash = this.#files.begin(board);
      board.boot({
        nets: this.#network.connect(board),
        interpreter,
        flash,
        blank: this.#files.isBlank,
        place: this.#host.place ?? ONLY_BOARD,
        skipStartFiles,
      });
      this.#variables.begin();
    } catch (error) {
      if (this.#board === board) this.#fail(startFault(error, { worker: board !== undefined }));
    }
  }

  #newBoard(): BoardWorker {
    const board = new BoardWorker(this.#host.startDeviceWorker(), this.#host.road, {
      onMessage: (message) => this.#onDevice(board, message),
      onFault: (fault) => this.#fail(fault),
    });
    return board;
  }

  /** Once for all boards; what could not be loaded is asked for again by the next start. */
  #loadInterpreter(): Promise<WebAssembly.Module> {
    const loading = (this.#interpreter ??= this.#host.loadInterpreter(this.#interpreterFailed));
    loading.catch(() => {
      if (this.#interpreter === loading) this.#interpreter = undefined;
      this.#interpreterFailed = true;
    });
    return loading;
  }

  #endBoard(): void {
    this.#board?.end();
    this.#board = undefined;
    this.#files.detach();
    this.#network.boardGone();
    this.#feed.reset();
    this.#prompt.supersede('board-reset');
  }

  #fail(fault: Fault): void {
    this.#endBoard();
    this.#update({ phase: 'failed', fault, faultsInRow: this.#snapshot.faultsInRow + 1 });
  }

  #tell(notice: Notice): void {
    this.#notice.fire(notice);
  }

  #send(message: ToDevice): void {
    if (!this.#board || this.#board.send(message)) return;
    this.#tell({ kind: 'board-busy' });
  }

  #onDevice(board: BoardWorker, message: BoardMessage): void {
    this.boardTime = message.at;
    switch (message.kind) {
      case 'output': {
        const { bytes } = message;
        this.#output.fire({ bytes, done: once(() => board.acknowledge(bytes.length)) });
        return;
      }
      case 'uart-taken':
        this.#feed.onTaken(message.bytes);
        this.#prompt.onProgress();
        this.serial.tellTaken();
        return;
      case 'state':
        this.#onState(message.state);
        return;
      case 'files':
      case 'file-refused':
      case 'file-part-taken':
        this.#files.onMessage(board, message);
        return;
      case 'traceback':
        this.#traceback.fire(message);
        return;
      case 'exited':
        this.#exit.fire(message.status);
        return;
      case 'notice':
        this.#tell(message.notice);
        return;
      case 'variables':
        this.#variables.tell(message.values);
        return;
      case 'libraries-wanted':
        return void this.#libraries.give((libraries) => this.#board !== board || board.send(libraries));
      case 'net-switched':
        this.#network.onSwitched(board);
        return;
      default:
        unreachable(message);
    }
  }

  #onState(state: DeviceState): void {
    this.#startNetwork(state);
    this.#update({ device: state, phase: 'ready', ...(state.activity.kind === 'prompt' ? FINE : {}) });
    this.#prompt.onProgress();
  }

  /** Nothing on the way to the first prompt needs the network, unless a start file waits for it. */
  #startNetwork({ prompts, activity }: DeviceState): void {
    if (prompts > 0 || activity.kind === 'waiting') this.#network.start();
    else
      this.#networkSoon ??= this.#host.after(NETWORK_AT_LAST, () => {
        this.#networkSoon = undefined;
        if (this.#board) this.#network.start();
      });
  }

  #onFiles(): void {
    this.#update({ files: this.#files.paths, flashUse: this.#files.use });
    this.#filesAreStale = true;
    this.#tellFiles();
  }

  /** A program may change files thousands of times a second: who draws them is told a few times. */
  #tellFiles(): void {
    if (!this.#filesAreStale || this.#filesToldLately || this.#disposed) return;
    this.#filesAreStale = false;
    this.#filesToldLately = this.#host.after(FILES_INTERVAL, () => {
      this.#filesToldLately = undefined;
      this.#tellFiles();
    });
    this.#update({ savesPending: this.#files.pending, fileChanges: this.#files.changes });
  }

  #update(change: Partial<SessionSnapshot>): void {
    const next = { ...this.#snapshot, ...change };
    const same = (Object.keys(change) as (keyof SessionSnapshot)[]).every(
      (key) => next[key] === this.#snapshot[key],
    );
    if (same) return;
    this.#snapshot = next;
    this.#changed.fire(undefined);
  }
}

/** Whoever comes to a prompt does not fail at each start. */
const FINE: Partial<SessionSnapshot> = { faultsInRow: 0 };

const UNREACHABLE: HttpResult = { ok: false, failure: { kind: 'unreachable' } };
