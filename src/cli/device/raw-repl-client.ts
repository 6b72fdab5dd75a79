import type { OpenPort, SerialClient, SerialPort } from '../serial/serial-port';

const END = 0x04;
const CTRL_A = 0x01;
const CTRL_C = 0x03;
const PROMPT = 0x3e;

/** What a program of raw mode prints goes to the first until its first end, then to the second. */
export interface ProgramOutput {
  onOutput(bytes: Uint8Array, done: () => void): void;
  onError(bytes: Uint8Array): void;
  /** There is room for input again, after `write` had refused more. */
  onRoom(): void;
}

type Part = 'prompt' | 'ok' | 'output' | 'error' | 'after' | 'ended';

/** How a program ended. */
export type ScriptEnd = 'done' | 'exception' | 'exit';

const encoder = new TextEncoder();
const READY = encoder.encode('raw REPL; CTRL-B to exit\r\n>');
const OK = encoder.encode('OK');
const NOTHING = new Uint8Array(0);
/** Ctrl-A to Ctrl-D: in raw mode they end a program, or interrupt it. */
const CONTROLS = [1, 2, 3, 4];

/** @returns a byte that no program may have that is sent by raw mode; undefined: it has none */
export const unsendableByte = (source: Uint8Array): number | undefined =>
  source.find((byte) => CONTROLS.includes(byte));

/** Runs one program by the raw REPL (reference/esp8266 §1.4), as serial tools do. */
export class RawReplClient implements SerialClient {
  readonly #output: ProgramOutput;
  readonly #open: OpenPort;
  #resolve: (end: ScriptEnd) => void = () => undefined;
  readonly ended: Promise<ScriptEnd>;
  readonly #source: Uint8Array;
  #part: Part = 'prompt';
  /** What has come of READY or OK. */
  #seen = 0;
  #failed = false;
  readonly #early: Uint8Array[] = [];

  /** The board is at its prompt, or runs something that is interrupted. @throws when another client has the port */
  constructor(port: SerialPort, source: Uint8Array, output: ProgramOutput) {
    this.#output = output;
    // An empty one would be the wish of a soft reset.
    this.#source = source.length > 0 ? source : encoder.encode('\n');
    const open = port.open(this);
    if (!open) throw new Error('The port is in use.');
    this.#open = open;
    this.ended = new Promise((settle) => (this.#resolve = settle));
    open.write(Uint8Array.of(CTRL_C, CTRL_A));
  }

  /** Input for the program; what comes before it runs waits for it. @returns false when more should wait for `onRoom` */
  write(bytes: Uint8Array): boolean {
    if (this.#part !== 'prompt' && this.#part !== 'ok') return this.#open.write(bytes);
    this.#early.push(bytes);
    return false;
  }

  /** Ctrl-C, as soon as the program runs. */
  interrupt(): void {
    this.write(Uint8Array.of(CTRL_C));
  }

  /** As Ctrl-D of a person: `input()` raises EOFError. */
  endInput(): void {
    this.write(Uint8Array.of(END));
  }

  send(bytes: Uint8Array, done: () => void): void {
    const outputs: Uint8Array[] = [];
    let rest = bytes;
    while (rest.length > 0) rest = this.#take(rest, outputs);
    const last = outputs.pop();
    for (const output of outputs) this.#output.onOutput(output, () => undefined);
    if (last) this.#output.onOutput(last, done);
    else done();
  }

  onRoom(): void {
    this.#output.onRoom();
  }

  /** @param outputs gets what the program printed @returns what belongs to the next part */
  #take(bytes: Uint8Array, outputs: Uint8Array[]): Uint8Array {
    if (this.#part !== 'output' && this.#part !== 'error') return this.#await(bytes);
    const end = bytes.indexOf(END);
    const part = end < 0 ? bytes : bytes.subarray(0, end);
    if (this.#part === 'output') outputs.push(part);
    else if (part.length > 0) {
      this.#failed = true;
      this.#output.onError(part);
    }
    if (end < 0) return NOTHING;
    this.#part = this.#part === 'output' ? 'error' : 'after';
    return bytes.subarray(end + 1);
  }

  /** Passes over what comes before the program's output. */
  #await(bytes: Uint8Array): Uint8Array {
    if (this.#part === 'after') {
      this.#part = 'ended';
      // SystemExit brings a soft reset, anything else the next prompt.
      this.#resolve(bytes[0] !== PROMPT ? 'exit' : this.#failed ? 'exception' : 'done');
    }
    if (this.#part === 'ended') return NOTHING;
    const wanted = this.#part === 'prompt' ? READY : OK;
    for (const [at, byte] of bytes.entries()) {
      this.#seen = byte === wanted[this.#seen] ? this.#seen + 1 : byte === wanted[0] ? 1 : 0;
      if (this.#seen < wanted.length) continue;
      this.#seen = 0;
      this.#begin();
      return bytes.subarray(at + 1);
    }
    return NOTHING;
  }

  #begin(): void {
    if (this.#part === 'ok') {
      this.#part = 'output';
      let hasRoom = true;
      for (const bytes of this.#early.splice(0)) hasRoom = this.#open.write(bytes);
      if (hasRoom) this.#output.onRoom();
      return;
    }
    this.#part = 'ok';
    this.#open.write(this.#source);
    this.#open.write(Uint8Array.of(END));
  }
}
