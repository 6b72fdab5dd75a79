import { ConfigError } from '../../proxy/flags';
import { Rules } from '../../proxy/rules';
import type { ProxyServer } from '../../proxy/server';
import type { Place } from '../../protocol/air';
import type { DeviceState } from '../../protocol/device-state';
import { connectOutsideWorld, openOutsideWorld } from '../device/outside-world';
import { MemoryFlash, nodeHost, type NodeHost } from '../node-host';
import type { Device, DeviceNetwork, DeviceOptions, ExecResult, Files, Match, Pin, WaitOptions } from './api';
import { BoardConsole, nameOf } from './board-console';
import { BoardPin } from './board-pin';
import { RealTime, type BoardTime } from './board-time';
import { DeviceError, DeviceTimeoutError } from './device-error';
import { BoardNetworkView } from './device-network';
import { exec } from './exec';
import { Guest } from './guest';
import { fileError } from './problem-text';
import { VirtualTime } from './virtual-time';

const PATIENCE = 10_000;
const MOST_ANALOG = 1_023;

/** @param build the folder with the board's Node build */
export async function startDevice(
  build: string,
  options: DeviceOptions = {},
  lan?: DeviceLan,
): Promise<Device> {
  const { clock = 'virtual', seed = 1, files = {}, timeout = PATIENCE, waitForPrompt = true } = options;
  const world = await worldOf(options, clock);
  const time = lan ? lan.time : clock === 'virtual' ? new VirtualTime({ seed }) : null;
  const guest: Guest = new Guest(
    (promise, what) => device.patiently(promise, what),
    (error) => device.report(error),
  );
  const membership = lan?.join(guest);
  const host = nodeHost({
    build,
    ...(membership ? { place: membership.place } : {}),
    flash: new MemoryFlash(contentsOf(files)),
    onGuest: (port) => guest.attach(port),
    ...(time ? { time } : {}),
  });
  const device: LibraryDevice = new LibraryDevice({
    host,
    time: time ?? new RealTime(),
    guest,
    world,
    timeout,
    onClose: () => membership?.leave(),
  });
  try {
    if (world) await connectOutsideWorld(device.session, world);
    if (waitForPrompt) await device.waitForPrompt();
    return device;
  } catch (error) {
    await device.close();
    throw error;
  }
}

/** A LAN that a device is to be on. */
export interface DeviceLan {
  /** Null: the computer's own. */
  readonly time: VirtualTime | null;
  join(guest: Guest): { readonly place: Place; leave(): void };
}

interface DeviceParts {
  readonly host: NodeHost;
  readonly time: BoardTime;
  readonly guest: Guest;
  readonly world: ProxyServer | null;
  readonly timeout: number;
  readonly onClose: () => void;
}

class LibraryDevice implements Device {
  readonly network: DeviceNetwork;
  readonly files: Files;
  readonly #parts: DeviceParts;
  readonly #board: BoardConsole;
  /** Where in the text the next `waitFor` begins to look, and in which. */
  #from = 0;
  #seen = 0;
  /** A prompt that was there before something was fed is none that is waited for. */
  #promptsBefore = -1;
  /** What a scripted host threw: whoever waits next is told. */
  #failures: unknown[] = [];
  #closing: Promise<void> | null = null;

  constructor(parts: DeviceParts) {
    this.#parts = parts;
    this.#board = new BoardConsole(parts.host, parts.time, parts.timeout);
    this.network = new BoardNetworkView(this.#board, parts.guest);
    this.files = new BoardFilesView(this.#board);
  }

  get session(): BoardConsole['session'] {
    return this.#board.session;
  }

  get output(): string {
    return this.#board.text;
  }

  get state(): DeviceState | null {
    return this.session.snapshot.device;
  }

  get now(): number {
    return this.#parts.time.now;
  }

  async advance(milliseconds: number): Promise<void> {
    if (!(milliseconds >= 0)) throw new DeviceError(`Time goes forward only, not by ${milliseconds} ms.`);
    this.#check();
    const why = await new Promise((resolve) => this.#parts.time.wait(milliseconds, resolve));
    if (why === 'stalled')
      throw new DeviceTimeoutError('The board is at something that takes no time of its own.', this.output);
    this.#check();
  }

  feed(input: string | Uint8Array): void {
    this.#check();
    this.#promptsBefore = this.#prompts;
    const bytes = bytesOf(input);
    if (!this.session.serial.write(bytes))
      throw new DeviceError('The board has not read what was sent before: more than 1 MiB would wait.');
  }

  async waitFor(pattern: string | RegExp, options?: WaitOptions): Promise<Match> {
    const found: Match[] = [];
    const isThere = (): boolean => {
      const match = this.#find(pattern);
      if (match) found.push(match);
      return match !== null;
    };
    await this.#until(isThere, nameOf(pattern), options);
    const [match] = found;
    if (!match) throw new DeviceError(`${nameOf(pattern)} was not kept.`);
    return match;
  }

  waitForPrompt(options?: WaitOptions): Promise<void> {
    const isThere = (): boolean =>
      this.#board.atPrompt && this.#prompts > this.#promptsBefore && this.session.serial.isDrained;
    return this.#until(isThere, 'The prompt', options);
  }

  enter(line: string, options?: WaitOptions): Promise<string> {
    return this.#do(() => this.#board.line(line, options));
  }

  paste(program: string, options?: WaitOptions): Promise<string> {
    return this.#do(() => this.#board.program(program, options));
  }

  exec(program: string, options?: WaitOptions): Promise<ExecResult> {
    return this.#do(() => exec(this.#board, program, options));
  }

  interrupt(options?: WaitOptions): Promise<void> {
    return this.#do(() => this.#board.interrupt(options));
  }

  softReset(options?: WaitOptions): Promise<void> {
    return this.#do(async () => {
      if (!this.#board.atPrompt) await this.#board.interrupt(options);
      await this.#board.softReset(options);
    });
  }

  reset(options?: WaitOptions): Promise<void> {
    return this.#do(async () => {
      this.#board.forget();
      await this.session.reset();
      await this.#board.untilPrompt('The prompt after the reset', options);
    });
  }

  pin(gpio: number): Pin {
    return BoardPin.of(this.#board, gpio);
  }

  setAnalog(value: number | null): void {
    if (value !== null && !(Number.isInteger(value) && value >= 0 && value <= MOST_ANALOG))
      throw new DeviceError(`The converter gives whole numbers from 0 to ${MOST_ANALOG}, not ${value}.`);
    this.session.driveAnalog(value);
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Waits for what the board settles, no longer than anything is waited for. */
  async patiently<T>(promise: Promise<T>, what: string): Promise<T> {
    let settled = false;
    const settle = (): void => {
      settled = true;
      this.#board.look();
    };
    promise.then(settle, settle);
    await this.#board.until(() => settled, what);
    return promise;
  }

  /** Something failed that nobody waits for. */
  report(error: unknown): void {
    this.#failures.push(error);
    this.#board.look();
  }

  get #prompts(): number {
    return this.state?.prompts ?? -1;
  }

  async #do<T>(act: () => Promise<T>): Promise<T> {
    this.#check();
    this.#from = 0;
    this.#promptsBefore = -1;
    return act();
  }

  async #until(condition: () => boolean, what: string, options?: WaitOptions): Promise<void> {
    this.#check();
    await this.#board.until(() => this.#failures.length > 0 || condition(), what, options);
    this.#check();
  }

  /** @throws what made it pointless to go on */
  #check(): void {
    if (this.#closing) throw new DeviceError('The board has been closed.');
    if (this.#failures.length > 0) throw this.#failures.shift();
  }

  #find(pattern: string | RegExp): Match | null {
    const { text } = this.#board;
    // Something was entered meanwhile, and the text began anew.
    if (text.length < this.#seen) this.#from = 0;
    this.#seen = text.length;
    const rest = text.slice(this.#from);
    const found = typeof pattern === 'string' ? literal(rest, pattern) : freshly(pattern).exec(rest);
    if (!found) return null;
    const [matched, ...groups] = found;
    this.#from += found.index + matched.length;
    return { text: matched, before: rest.slice(0, found.index), groups };
  }

  async #close(): Promise<void> {
    const { guest, host, world, onClose } = this.#parts;
    onClose();
    guest.close();
    this.#board.dispose();
    await host.ended();
    await world?.close();
  }
}

class BoardFilesView implements Files {
  constructor(private readonly board: BoardConsole) {}

  list(): readonly string[] {
    return this.board.session.snapshot.files.map((path) => path.slice(1));
  }

  read(path: string): Uint8Array | null {
    return this.board.session.readFile(whole(path));
  }

  readText(path: string): string | null {
    const bytes = this.read(path);
    return bytes && new TextDecoder().decode(bytes);
  }

  write(path: string, contents: string | Uint8Array): Promise<void> {
    return this.#change(this.board.session.writeFile(whole(path), bytesOf(contents)));
  }

  remove(path: string): Promise<void> {
    return this.#change(this.board.session.removeFile(whole(path)));
  }

  async #change(change: Promise<void>): Promise<void> {
    try {
      await this.board.time.during(change);
    } catch (error) {
      throw fileError(error);
    }
  }
}

async function worldOf(
  { publish = {}, realHosts }: DeviceOptions,
  clock: 'virtual' | 'real',
): Promise<ProxyServer | null> {
  const ports = Object.entries(publish).map(([hostPort, boardPort]) => ({
    hostPort: Number(hostPort),
    boardPort,
  }));
  if (clock === 'virtual' && (ports.length > 0 || realHosts))
    throw new DeviceError("publish and realHosts lead to programs outside, which need clock: 'real'.");
  try {
    return await openOutsideWorld({ publish: ports, rules: realHosts ? Rules.of(realHosts) : null });
  } catch (error) {
    throw error instanceof ConfigError ? new DeviceError(error.message) : error;
  }
}

function literal(text: string, wanted: string): ({ index: number; 0: string } & Iterable<string>) | null {
  const index = text.indexOf(wanted);
  return index < 0 ? null : Object.assign([wanted] as [string], { index });
}

/** One that remembers no place of its own. */
const freshly = ({ source, flags }: RegExp): RegExp => new RegExp(source, flags.replace(/[gy]/g, ''));

const whole = (path: string): string => (path.startsWith('/') ? path : `/${path}`);

const bytesOf = (contents: string | Uint8Array): Uint8Array =>
  typeof contents === 'string' ? new TextEncoder().encode(contents) : contents;

const contentsOf = (files: Readonly<Record<string, string | Uint8Array>>): Record<string, Uint8Array> =>
  Object.fromEntries(Object.entries(files).map(([path, contents]) => [whole(path), bytesOf(contents)]));
