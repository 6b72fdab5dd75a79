import type { DeviceState, Gpio, Level, PinDrive, PinState } from '../../protocol/device-state';
import type { ConditionsChange } from '../../protocol/lan-conditions';
import type { NetworkLogEntry } from '../../protocol/network-log';

/** How a board is to be. All of it may be left out. */
export interface DeviceOptions {
  /**
   * `virtual` (the default): time stands still until you wait for something or `advance` it, and then goes on as fast as
   * the board can, in the same way each time. `real`: the computer's own, which `publish` and `realHosts` need.
   */
  readonly clock?: 'virtual' | 'real';
  /** What is random on the board and its network follows from it, with a virtual clock. 1 by default. */
  readonly seed?: number;
  /** The files that are on its flash when it starts, by path: `{ 'main.py': 'print("hello")' }`. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** How long anything is waited for that names no time of its own, in milliseconds of the board's clock. 10,000 by default. */
  readonly timeout?: number;
  /** Whether `createDevice` waits for the first prompt, as is the default. Not with a `main.py` that runs for ever. */
  readonly waitForPrompt?: boolean;
  /** Ports of this computer that lead to the board's, on 127.0.0.1: `{ 8080: 80 }`. */
  readonly publish?: Readonly<Record<number, number>>;
  /** Hosts that are real: `['micropython.org:80,443']`, in the form that docs/proxy.md has for rules. */
  readonly realHosts?: readonly string[];
}

/** How a LAN of several boards is to be. */
export type LanOptions = Pick<DeviceOptions, 'clock' | 'seed'>;

/** How a board of a LAN is to be: the clock is the LAN's. */
export type LanDeviceOptions = Omit<DeviceOptions, 'clock' | 'seed'>;

/** A LAN of several boards, which share its clock. The first is at 192.168.1.42, the next at .43, and so on. */
export interface Lan {
  /** Boots a board on it, as `createDevice` does. Its address: `state.wifi.ip`. */
  createDevice(options?: LanDeviceOptions): Promise<Device>;
  /** Closes all its boards. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Of a wait. */
export interface WaitOptions {
  /** At most so many milliseconds of the board's clock. */
  readonly timeout?: number;
}

/** What a board printed, and was waited for. */
export interface Match {
  /** What matched. */
  readonly text: string;
  /** What was printed before it, since what was waited for last. */
  readonly before: string;
  /** What a regular expression's groups matched. */
  readonly groups: readonly (string | undefined)[];
}

/** What became of a program that was run by the raw REPL. */
export interface ExecResult {
  /** What the program printed, lines ended by `\n`. */
  readonly stdout: string;
  /** The traceback of an exception that nothing caught, else empty. */
  readonly error: string;
  /** As a process ends: 0, 1 after an exception, or what the program gave to `sys.exit`. */
  readonly exit: number;
}

/** A simulated ESP8266 with MicroPython. */
export interface Device {
  /** What the board printed since something was last entered (`enter`, `paste`, a reset), at most 4 million characters. */
  readonly output: string;
  /** What the board is doing, its pins, Wi-Fi and listening ports, as it last told. Null until it has booted. */
  readonly state: DeviceState | null;
  /** The board's clock, in milliseconds. */
  readonly now: number;
  /** Its flash. */
  readonly files: Files;
  /** Its network, and what is done there. */
  readonly network: DeviceNetwork;

  /** Lets exactly so many milliseconds pass, with all that happens in them; with a real clock, waits so long. */
  advance(milliseconds: number): Promise<void>;

  /** Sends bytes or text to the serial line, in order, and does not wait. 0x03 (Ctrl-C) interrupts what runs. */
  feed(input: string | Uint8Array): void;
  /**
   * Waits until something was printed. Each call looks at what came after the text that the one before found.
   *
   * @throws {DeviceTimeoutError} when it does not come; the message shows what came instead
   */
  waitFor(pattern: string | RegExp, options?: WaitOptions): Promise<Match>;
  /** Waits for `>>>`. @throws {DeviceTimeoutError} */
  waitForPrompt(options?: WaitOptions): Promise<void>;
  /** Types one line at the prompt, waits for the next prompt, and gives what was printed between, lines ended by `\n`. */
  enter(line: string, options?: WaitOptions): Promise<string>;
  /** The same for a program of several lines, which is pasted (Ctrl-E … Ctrl-D). */
  paste(program: string, options?: WaitOptions): Promise<string>;
  /** Runs a program by the raw REPL, as mpremote does, and is back at the prompt then. What runs is interrupted first. */
  exec(program: string, options?: WaitOptions): Promise<ExecResult>;
  /** Ctrl-C, and waits for the prompt. */
  interrupt(options?: WaitOptions): Promise<void>;
  /** Ctrl-D: interpreter and program start anew, pins and Wi-Fi stay. Interrupts what runs, and waits for the prompt. */
  softReset(options?: WaitOptions): Promise<void>;
  /** The reset button: everything starts anew but the flash. Waits for the prompt. */
  reset(options?: WaitOptions): Promise<void>;

  /** A pin of the board by its GPIO number. @throws {DeviceError} for one that the board does not bring out */
  pin(gpio: number): Pin;
  /** What `machine.ADC(0).read()` gives from now on, 0 to 1023; null: nothing is connected. */
  setAnalog(value: number | null): void;

  /** Ends the board and all that belongs to it: nothing keeps the process alive then. May be called again. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** One pin, with a wire that leads to it. */
export interface Pin {
  /** Its number. */
  readonly gpio: Gpio;
  /** What is measured at it, and how the program has set it up. */
  readonly state: PinState;
  /** 0 or 1: what the pin is at, whoever drives it. */
  readonly level: Level;
  /** Ties it to GND (0), 3.3 V (1) or nothing (null), and waits until the board sees that. */
  drive(to: PinDrive): Promise<void>;
  /** A button to GND is pressed. */
  press(): Promise<void>;
  /** It is let go. */
  release(): Promise<void>;
  /** Waits until the pin is at a level. @throws {DeviceTimeoutError} */
  waitFor(level: Level, options?: WaitOptions): Promise<void>;
}

/** The board's flash. Paths are as a program there writes them; the first `/` may be left out. */
export interface Files {
  /** All files, in order: `['boot.py', 'lib/x.py']`. */
  list(): readonly string[];
  /** A file's contents; null where there is none. */
  read(path: string): Uint8Array | null;
  /** The same as text, read as UTF-8. */
  readText(path: string): string | null;
  /** Writes a file as a whole, and makes the folders it lies in. @throws {DeviceError} that says why the board does not take it */
  write(path: string, contents: string | Uint8Array): Promise<void>;
  /** Removes a file or an empty folder. @throws {DeviceError} */
  remove(path: string): Promise<void>;
}

/** A request to the board's web server. */
export interface FetchOptions {
  /** `GET` by default. */
  readonly method?: string;
  /** Beside `Host` and what the client sends by itself. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Text is sent as UTF-8. */
  readonly body?: string | Uint8Array;
}

/** What the board's web server answered. */
export interface FetchResponse {
  /** 200, for one. */
  readonly status: number;
  /** What stands behind it: `OK`. */
  readonly reason: string;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  /** As it came. */
  readonly body: Uint8Array;
  /** The body as UTF-8. */
  readonly text: string;
}

/** The network of one board, as seen from the air. */
export interface DeviceNetwork {
  /** What has passed the board's antenna: lookups, connections, data, packets. The last 10,000 entries. */
  readonly log: readonly NetworkLogEntry[];
  /** Calls `listener` for each new entry, until the result is called. */
  onEntry(listener: (entry: NetworkLogEntry) => void): () => void;
  /** Waits for an entry, old or new. @throws {DeviceTimeoutError} */
  waitFor(wanted: (entry: NetworkLogEntry) => boolean, options?: WaitOptions): Promise<NetworkLogEntry>;
  /** Waits until a program listens on a port of the board. @throws {DeviceTimeoutError} */
  waitForListener(port: number, options?: WaitOptions): Promise<void>;
  /**
   * Asks the board's web server for a page, as a browser on its LAN.
   *
   * @param target a path (`/led?on=1`) at port 80, or an address such as `http://192.168.1.42:8080/`
   * @throws {DeviceError} that says why no answer came
   */
  fetch(target: string, options?: FetchOptions): Promise<FetchResponse>;
  /** Opens a TCP connection to a port of the board. @throws {DeviceError} when the board refuses it or does not answer */
  connect(port: number, options?: WaitOptions): Promise<Connection>;
  /**
   * Puts a host on the network, which programs reach by its name.
   *
   * @param name `api.test`, for one
   * @param services what listens, by TCP port: called once for each connection
   * @throws {DeviceError} when there is a host of that name already
   */
  addHost(name: string, services: Readonly<Record<number, Service>>): void;
  /** How well the network works from now on: `{ latency: 300 }`, `{ link: 'down' }`, and well again: `{}`. */
  setConditions(conditions: ConditionsChange): void;
}

/** What a host does with a connection. When it is done, or throws, the connection ends. */
export type Service = (connection: Connection) => void | Promise<void>;

/** One end of a TCP connection with the board. */
export interface Connection {
  /** Sends all of it. Resolves when the board has taken it, or the connection is over. */
  write(data: string | Uint8Array): Promise<void>;
  /** What comes next; null when the board sends no more. @throws {DeviceError} after a reset by the board */
  read(): Promise<Uint8Array | null>;
  /**
   * Reads until a text has come, and gives all up to its end, as UTF-8; what follows stays to be read.
   *
   * @throws {DeviceError} when the connection ends before
   */
  readUntil(text: string): Promise<string>;
  /** Reads to the end, as UTF-8. */
  readAll(): Promise<string>;
  /** Sends no more. What comes from the board can still be read. */
  end(): void;
  /** Ends both directions at once. */
  reset(): void;
}
