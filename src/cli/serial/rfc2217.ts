import { escapeIac, Telnet, TelnetOption, TelnetReader } from './telnet';

/** What a client may ask of the line (RFC 2217 §3); the answer's code is a hundred more. */
const Command = {
  signature: 0,
  setBaudrate: 1,
  setDatasize: 2,
  setParity: 3,
  setStopsize: 4,
  setControl: 5,
  setLinestateMask: 10,
  setModemstateMask: 11,
  purgeData: 12,
} as const;
const ANSWER = 100;
const NOTIFY_MODEMSTATE = 107;

/** Values of SET-CONTROL: what it asks for, and what it sets. */
const Control = {
  askFlow: 0,
  noFlow: 1,
  askBreak: 4,
  breakOff: 6,
  askDtr: 7,
  askRts: 10,
  askInflow: 13,
} as const;
const dtrOn = 8;
const dtrOff = 9;
const rtsOn = 11;
const rtsOff = 12;
const noInflow = 14;

/** Clear to send, data set ready, carrier: as a USB bridge with nobody on the other side's modem lines. */
const MODEM_STATE = 0xb0;

/** As the board's UART is set: 115,200 baud, 8 data bits, no parity, 1 stop bit. */
const LINE = { baudrate: 115_200, datasize: 8, parity: 1, stopsize: 1 };

export interface Rfc2217Handlers {
  onData(bytes: Uint8Array): void;
  /** For the client, escaped already. */
  send(bytes: Uint8Array): void;
  /** The two lines by which the tutorial board's reset circuit is worked. */
  onControlLines(lines: ControlLines): void;
}

export interface ControlLines {
  readonly dtr: boolean;
  readonly rts: boolean;
}

/**
 * The server's side of a serial port over telnet (RFC 2217): agrees to what it knows, and keeps the settings that a
 * client makes, so that all of them are set without error. Bytes come at the speed of the simulation whatever the baud rate.
 */
export class Rfc2217 {
  readonly #handlers: Rfc2217Handlers;
  readonly #reader: TelnetReader;
  readonly #line = { ...LINE };
  #flow: number = Control.noFlow;
  /** As USB bridges have them when a program opens the port. */
  #lines: ControlLines = { dtr: true, rts: true };
  /** What was agreed to or refused, so that no answer is answered. */
  readonly #agreed = new Map<string, boolean>();

  constructor(handlers: Rfc2217Handlers) {
    this.#handlers = handlers;
    this.#reader = new TelnetReader({
      onData: (bytes) => handlers.onData(bytes),
      onNegotiation: (command, option) => this.#negotiate(command, option),
      onSubnegotiation: (bytes) => this.#subnegotiate(bytes),
    });
  }

  receive(bytes: Uint8Array): void {
    this.#reader.receive(bytes);
  }

  #negotiate(command: number, option: number): void {
    const isAboutClient = command === Telnet.will || command === Telnet.wont;
    const isWish = command === Telnet.will || command === Telnet.do;
    const key = `${isAboutClient ? 'client' : 'server'} ${option}`;
    // The board echoes, not the client.
    const isKnown = KNOWN.has(option) && !(isAboutClient && option === TelnetOption.echo);
    const agrees = isWish && isKnown;
    if (this.#agreed.get(key) === agrees) return;
    this.#agreed.set(key, agrees);
    const [yes, no] = isAboutClient ? [Telnet.do, Telnet.dont] : [Telnet.will, Telnet.wont];
    this.#handlers.send(Uint8Array.of(Telnet.iac, agrees ? yes : no, option));
    if (agrees && option === TelnetOption.comPort) this.#answer(NOTIFY_MODEMSTATE, [MODEM_STATE]);
  }

  #subnegotiate([option, command, ...value]: Uint8Array): void {
    if (option !== TelnetOption.comPort || command === undefined) return;
    const answer = this.#obey(command, value);
    if (answer) this.#answer(ANSWER + command, answer);
  }

  /** @returns the setting as it is now */
  #obey(command: number, value: readonly number[]): readonly number[] | null {
    const [first = 0] = value;
    switch (command) {
      case Command.signature:
        return [...new TextEncoder().encode('Pinwire')];
      case Command.setBaudrate: {
        const rate = value.reduce((sum, byte) => sum * 256 + byte, 0);
        if (rate > 0) this.#line.baudrate = rate;
        return bigEndian(this.#line.baudrate);
      }
      case Command.setDatasize:
        return [first === 0 ? this.#line.datasize : (this.#line.datasize = first)];
      case Command.setParity:
        return [first === 0 ? this.#line.parity : (this.#line.parity = first)];
      case Command.setStopsize:
        return [first === 0 ? this.#line.stopsize : (this.#line.stopsize = first)];
      case Command.setControl:
        return [this.#control(first)];
      case Command.setLinestateMask:
      case Command.setModemstateMask:
      case Command.purgeData:
        return [first];
      default:
        return null;
    }
  }

  #control(value: number): number {
    if (value === Control.askFlow) return this.#flow;
    // Both kinds of flow control are agreed to: credit does their work.
    if (value < Control.askBreak) return (this.#flow = value);
    if (value < Control.askDtr) return value === Control.askBreak ? Control.breakOff : value;
    if (value < Control.askRts) return this.#setLines(value, dtrOn, dtrOff, 'dtr');
    if (value < Control.askInflow) return this.#setLines(value, rtsOn, rtsOff, 'rts');
    return value === Control.askInflow ? noInflow : value;
  }

  #setLines(value: number, on: number, off: number, line: keyof ControlLines): number {
    if (value === on || value === off) {
      this.#lines = { ...this.#lines, [line]: value === on };
      this.#handlers.onControlLines(this.#lines);
    }
    return this.#lines[line] ? on : off;
  }

  #answer(code: number, value: readonly number[]): void {
    const { iac, sb, se } = Telnet;
    const body = escapeIac(Uint8Array.from(value));
    this.#handlers.send(Uint8Array.of(iac, sb, TelnetOption.comPort, code, ...body, iac, se));
  }
}

const KNOWN: ReadonlySet<number> = new Set(Object.values(TelnetOption));

const bigEndian = (value: number): number[] => [
  (value >>> 24) & 0xff,
  (value >>> 16) & 0xff,
  (value >>> 8) & 0xff,
  value & 0xff,
];
