/** What the page knows of the board. The device worker owns these facts and publishes whole snapshots. */

export type Level = 0 | 1;

/** What the student's jumper wire ties the pad to; `null` is no wire. */
export type PinDrive = Level | null;

/** The pads that the tutorial board brings out and lets the student touch. */
export const PINS = [0, 2, 4, 5, 12, 13, 14, 15, 16] as const;
export type Gpio = (typeof PINS)[number];

export interface PinState {
  readonly gpio: Gpio;
  /** `unused` until a program configures the pin; `uart` is GPIO2 after a reset (UART1 TX, idle high). */
  readonly mode: 'unused' | 'uart' | 'in' | 'out' | 'open-drain' | 'pwm';
  readonly pullUp: boolean;
  /** What is measured at the pad; with PWM, for the longer part of a period. */
  readonly level: Level;
  /** In mode `pwm`: for how many of 1024 parts of a period the pad is high; 1023 is always. */
  readonly duty?: number;
  /** Nothing holds the level: no driver, no wire, no pull resistor on chip or board. */
  readonly floating: boolean;
  readonly drive: PinDrive;
  /** The wire and the output stage pull against each other. */
  readonly conflict: boolean;
}

/** What the interpreter is doing, as far as a student wants to know. */
export type Activity =
  | { kind: 'starting' }
  /** At `>>>`, ready for a line. */
  | { kind: 'prompt' }
  /** Collecting more lines: after `...`, or in paste mode. */
  | { kind: 'continuation' }
  | { kind: 'paste' }
  /** In the raw REPL, which tools use; Ctrl-B leaves it. */
  | { kind: 'raw' }
  | { kind: 'running' }
  /** Inside a call that blocks. */
  | { kind: 'waiting'; on: Wait }
  | { kind: 'stopped' };

export type Wait =
  | { call: 'accept'; port: number }
  /** `peer` is empty for a UDP socket that hears everybody. */
  | { call: 'recv'; peer: string }
  | { call: 'send'; peer: string }
  | { call: 'connect'; peer: string }
  | { call: 'getaddrinfo'; name: string }
  | { call: 'sleep'; milliseconds: number }
  | { call: 'input' }
  /** `select.select` and `select.poll`, for whichever of several streams comes first. */
  | { call: 'poll' };

export interface WifiState {
  readonly connected: boolean;
  readonly ssid: string;
  readonly ip: string;
}

export interface DeviceState {
  /** Counts boots and resets, so that whoever kept something of an earlier life can tell. */
  readonly boot: number;
  /** Counts prompts, continuation prompts too: each line that was typed adds one when it has been dealt with. */
  readonly prompts: number;
  readonly activity: Activity;
  readonly pins: readonly PinState[];
  readonly wifi: WifiState;
  /** Ports with a listening socket. */
  readonly listening: readonly number[];
}
