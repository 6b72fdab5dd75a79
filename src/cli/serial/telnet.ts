/** Telnet's commands (RFC 854). */
export const Telnet = { se: 240, sb: 250, will: 251, wont: 252, do: 253, dont: 254, iac: 255 } as const;

/** Options that a serial port over telnet knows (RFC 856, 857, 858, 2217). */
export const TelnetOption = { binary: 0, echo: 1, suppressGoAhead: 3, comPort: 44 } as const;

export interface TelnetHandlers {
  onData(bytes: Uint8Array): void;
  /** WILL, WONT, DO or DONT of an option. */
  onNegotiation(command: number, option: number): void;
  /** What stood between SB and SE, its doubled IACs undone. */
  onSubnegotiation(bytes: Uint8Array): void;
}

/** Longer ones are cut off: RFC 2217 has none of more than a signature. */
const MOST_SUBNEGOTIATION = 256;

type State = 'data' | 'iac' | 'option' | 'sub' | 'sub-iac';

/** Takes telnet's commands out of a stream of bytes, wherever it is cut into pieces. */
export class TelnetReader {
  readonly #handlers: TelnetHandlers;
  #state: State = 'data';
  #command = 0;
  #sub: number[] = [];

  constructor(handlers: TelnetHandlers) {
    this.#handlers = handlers;
  }

  receive(bytes: Uint8Array): void {
    const data: number[] = [];
    const flush = (): void => {
      if (data.length > 0) this.#handlers.onData(Uint8Array.from(data.splice(0)));
    };
    for (const byte of bytes) {
      if (this.#state === 'data' && byte !== Telnet.iac) data.push(byte);
      else if (this.#state === 'iac' && byte === Telnet.iac) {
        this.#state = 'data';
        data.push(byte);
      } else {
        flush();
        this.#step(byte);
      }
    }
    flush();
  }

  #step(byte: number): void {
    switch (this.#state) {
      case 'data':
        this.#state = 'iac';
        return;
      case 'iac':
        this.#command = byte;
        this.#sub = [];
        // All other commands stand alone and mean nothing to a serial port.
        this.#state =
          byte === Telnet.sb ? 'sub' : byte >= Telnet.will && byte <= Telnet.dont ? 'option' : 'data';
        return;
      case 'option':
        this.#state = 'data';
        this.#handlers.onNegotiation(this.#command, byte);
        return;
      case 'sub':
        if (byte === Telnet.iac) this.#state = 'sub-iac';
        else this.#keep(byte);
        return;
      case 'sub-iac':
        this.#endOrKeep(byte);
    }
  }

  #endOrKeep(byte: number): void {
    this.#state = byte === Telnet.se ? 'data' : 'sub';
    if (byte === Telnet.se) this.#handlers.onSubnegotiation(Uint8Array.from(this.#sub));
    else if (byte === Telnet.iac) this.#keep(byte);
  }

  #keep(byte: number): void {
    if (this.#sub.length < MOST_SUBNEGOTIATION) this.#sub.push(byte);
  }
}

/** Data as telnet carries it: each IAC doubled. */
export function escapeIac(bytes: Uint8Array): Uint8Array {
  const count = bytes.reduce((sum, byte) => (byte === Telnet.iac ? sum + 1 : sum), 0);
  if (count === 0) return bytes;
  const escaped = new Uint8Array(bytes.length + count);
  let to = 0;
  for (const byte of bytes) {
    escaped[to++] = byte;
    if (byte === Telnet.iac) escaped[to++] = byte;
  }
  return escaped;
}
