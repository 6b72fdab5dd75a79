import type { Activity, DeviceState, Gpio, PinDrive } from '../protocol/device-state';
import { PINS } from '../protocol/device-state';
import type { HttpRequest, HttpResult } from '../protocol/http';
import type { FaultCause } from '../protocol/messages';
import type { NetworkLogEntry } from '../protocol/network-log';
import type { LanConditions } from '../protocol/lan-conditions';
import type { Notice } from '../protocol/notices';
import type { PreviewRequest, TabPort } from '../protocol/preview';
import type { Variable } from '../protocol/variables';
import { REAL_HOSTS_OFF, type RealHosts } from '../protocol/real-hosts';
import { atFirst } from '../session/at-first';
import { STORED, type FlashState, type TakeOver } from '../session/flash/flash-state';
import type { OutputChunk, RunOutcome, Session, SessionSnapshot, Traceback } from '../session/session';
import type { Dispose } from '../shared/disposable';
import { Emitter } from '../shared/emitter';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

const BANNER =
  '\r\nMicroPython v1.27.0 on 2026-01-01; ESP module with ESP8266\r\nType "help()" for more information.\r\n>>> ';

/**
 * A board that exists on paper: it echoes at a prompt, and its tests say what it does next. It keeps the promises of
 * the session's interface (snapshots keep their identity, every promise settles).
 */
export class FakeSession implements Session {
  snapshot: SessionSnapshot;
  readonly boardTime = 0;
  readonly typed: string[] = [];
  readonly pasted: string[] = [];
  readonly ran: string[] = [];
  readonly requests: HttpRequest[] = [];
  readonly watched: boolean[] = [];
  #networkWatchers = 0;
  interrupts = 0;
  resets = 0;
  /** What the board answers a request with. */
  answer: (request: HttpRequest) => HttpResult | Promise<HttpResult> = () => ({
    ok: false,
    failure: { kind: 'nothing-listens' },
  });

  readonly #output = new Emitter<OutputChunk>();
  readonly #tracebacks = new Emitter<Traceback>();
  readonly #notices = new Emitter<Notice>();
  readonly #network = new Emitter<readonly NetworkLogEntry[]>();
  readonly #changes = new Emitter<undefined>();
  readonly #files = new Map<string, Uint8Array>();
  /** Where a script of its own has the board run on after lines were typed. */
  runsOn = false;

  readonly onOutput = this.#output.event;
  readonly onTraceback = this.#tracebacks.event;
  readonly onNotice = this.#notices.event;
  readonly onNetwork = this.#network.event;
  readonly #variables = new Emitter<readonly Variable[]>();
  readonly onVariables = this.#variables.event;
  /** What is asked for, by each who asks. */
  readonly askedVariables = new Set<readonly string[]>();
  readonly onTabsWait = new Emitter<undefined>().event;
  readonly onTabsLost = new Emitter<undefined>().event;

  constructor(files: Readonly<Record<string, string>> = {}) {
    for (const [path, text] of Object.entries(files)) this.#files.set(path, encoder.encode(text));
    this.snapshot = {
      ...atFirst(STORED),
      files: [...this.#files.keys()],
      flashUse: { usedBytes: 8_192, totalBytes: 3_125_248 },
    };
  }

  /** The board is first heard of: at its prompt, or still before it. */
  boot(activity: Activity = { kind: 'prompt' }): void {
    const booted = device((this.snapshot.device?.boot ?? 0) + 1);
    const prompts = activity.kind === 'prompt' ? 1 : 0;
    this.#change({ phase: 'ready', device: { ...booted, activity, prompts } });
    if (prompts > 0) this.print(BANNER);
  }

  become(activity: Activity): void {
    const { device: present } = this.snapshot;
    if (!present) return;
    const prompts = present.prompts + (activity.kind === 'prompt' ? 1 : 0);
    this.#change({ device: { ...present, prompts, activity } });
  }

  print(text: string): void {
    this.#output.fire({ bytes: encoder.encode(text), done: () => undefined });
  }

  raise(traceback: Traceback): void {
    this.#tracebacks.fire(traceback);
  }

  notify(notice: Notice): void {
    this.#notices.fire(notice);
  }

  fail(why: FaultCause, detail = ''): void {
    this.#change({
      phase: 'failed',
      fault: { where: 'device worker', why, detail, remedy: 'restart' },
      faultsInRow: this.snapshot.faultsInRow + 1,
    });
  }

  /** So many changes of files are on their way to the storage. */
  saving(savesPending: number): void {
    this.#change({ savesPending });
  }

  subscribe(onChange: () => void) {
    return this.#changes.event(onChange);
  }

  type(input: string | Uint8Array): void {
    const text = typeof input === 'string' ? input : decoder.decode(input);
    this.typed.push(text);
    this.print(text.replaceAll('\r', '\r\n>>> ').replaceAll('\x7f', '\b \b'));
  }

  serveTab(request: PreviewRequest, port: TabPort): void {
    this.requests.push({ ...request, to: { ip: '192.168.1.42', port: request.port } });
    port.postMessage({ kind: 'failed', failure: { kind: 'nothing-listens' } });
  }

  trustPages(pagesTrusted: boolean): void {
    this.#change({ pagesTrusted });
  }

  interrupt(): void {
    this.interrupts++;
    if (this.snapshot.device?.activity.kind === 'prompt') {
      this.print('\r\n>>> ');
      return;
    }
    this.print(
      '^C\r\nTraceback (most recent call last):\r\n  File "<stdin>", line 1\r\nKeyboardInterrupt: \r\n>>> ',
    );
    this.raise({ type: 'KeyboardInterrupt', message: '', frames: [] });
    this.become({ kind: 'prompt' });
  }

  typeLines(lines: readonly string[], onLine?: (index: number) => void): Promise<RunOutcome> {
    for (const [index, line] of lines.entries()) {
      onLine?.(index);
      this.type(`${line}\r`);
    }
    if (this.runsOn) this.become({ kind: 'running' });
    else this.#promptLater();
    return Promise.resolve('sent');
  }

  paste(source: string): Promise<RunOutcome> {
    this.pasted.push(source);
    this.print(`\r\n=== ${source.replaceAll('\n', '\r\n=== ')}\r\n`);
    if (this.runsOn) this.become({ kind: 'waiting', on: { call: 'accept', port: 80 } });
    else {
      this.print('>>> ');
      this.#promptLater();
    }
    return Promise.resolve('sent');
  }

  runFile(path: string): Promise<RunOutcome> {
    this.ran.push(path);
    return Promise.resolve('sent');
  }

  drivePin(gpio: Gpio, drive: PinDrive): void {
    const present = this.snapshot.device;
    if (!present) return;
    const pins = present.pins.map((pin) =>
      pin.gpio === gpio ? { ...pin, drive, level: drive ?? pin.level, floating: drive === null } : pin,
    );
    this.#change({ device: { ...present, pins } });
  }

  readFile(path: string): Uint8Array | null {
    return this.#files.get(path) ?? null;
  }

  writeFile(path: string, contents: Uint8Array): Promise<void> {
    this.#files.set(path, contents);
    this.#change({ files: [...this.#files.keys()] });
    return Promise.resolve();
  }

  removeFile(path: string): Promise<void> {
    this.#files.delete(path);
    this.#change({ files: [...this.#files.keys()] });
    return Promise.resolve();
  }

  softReset(): void {
    this.print('MPY: soft reboot\r\n>>> ');
  }

  reset(): Promise<void> {
    this.resets++;
    this.boot();
    return Promise.resolve();
  }

  eraseFlash(): Promise<void> {
    this.#files.clear();
    this.#change({ files: [] });
    return Promise.resolve();
  }

  keepAgain(): Promise<void> {
    return Promise.resolve();
  }

  takeFlash(): Promise<TakeOver> {
    return Promise.resolve('kept');
  }

  flashBecomes(flash: FlashState): void {
    this.#change({ flash });
  }

  fetch(request: HttpRequest): Promise<HttpResult> {
    this.requests.push(request);
    return Promise.resolve(this.answer(request));
  }

  /** The proxies that were set, in order. */
  readonly proxies: (string | null)[] = [];

  setProxy(url: string | null): void {
    this.proxies.push(url);
    this.#change({ realHosts: url === null ? REAL_HOSTS_OFF : { kind: 'connecting' } });
  }

  becomeReal(realHosts: RealHosts): void {
    this.#change({ realHosts });
  }

  setConditions(conditions: LanConditions): void {
    this.#change({ conditions });
  }

  restartNetwork(): void {
    this.#change({ networkFault: null });
  }

  watchNetwork(): Dispose {
    if (this.#networkWatchers++ === 0) this.watched.push(true);
    return () => {
      if (--this.#networkWatchers === 0) this.watched.push(false);
    };
  }

  watchVariables(names: readonly string[]): Dispose {
    this.askedVariables.add(names);
    return () => void this.askedVariables.delete(names);
  }

  variables(values: readonly Variable[]): void {
    this.#variables.fire(values);
  }

  network(entries: readonly NetworkLogEntry[]): void {
    if (this.#networkWatchers > 0) this.#network.fire(entries);
  }

  dispose(): void {
    this.#change({ device: null });
  }

  /** As on the board, the prompt comes after the bytes have been taken. */
  #promptLater(): void {
    setTimeout(() => this.become({ kind: 'prompt' }), 0);
  }

  #change(part: Partial<SessionSnapshot>): void {
    this.snapshot = { ...this.snapshot, ...part };
    this.#changes.fire(undefined);
  }
}

function device(boot: number): DeviceState {
  return {
    boot,
    prompts: 1,
    activity: { kind: 'prompt' },
    pins: PINS.map((gpio) => ({
      gpio,
      mode: gpio === 2 ? 'uart' : 'unused',
      pullUp: false,
      level: gpio === 0 || gpio === 2 ? 1 : 0,
      floating: gpio !== 0 && gpio !== 2 && gpio !== 15,
      drive: null,
      conflict: false,
    })),
    wifi: { connected: true, ssid: 'Pinwire', ip: '192.168.1.42' },
    listening: [],
  };
}

/** An answer as the lesson's server gives it. */
export function html(body: string, contentType = 'text/html'): HttpResult {
  const bytes = encoder.encode(body);
  return {
    ok: true,
    response: {
      status: 200,
      reason: 'OK',
      headers: [['Content-type', contentType]],
      body: bytes,
      raw: encoder.encode(`HTTP/1.0 200 OK\r\nContent-type: ${contentType}\r\n\r\n${body}`),
    },
  };
}
