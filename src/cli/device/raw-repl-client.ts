import type { OpenPort, SerialClient, SerialPort } from '../serial/serial-port';

const END = 0x04;
const CTRL_A = 0x01;
const CTRL_C = 0x03;
const PROMPT = 0x3e;

/** What a program of raw mode prints goes to the first until its first end, then to the second. */
export interface ProgramOutput {
  onOutput(bytes: Uint8Array, done: () => void): void;
  onError(bytes: Uint8Array): void;
}

type Part = 'prompt' | 'ok' | 'output' | 'error' | 'after' | 'ended';

/** How a program ended. */
export type ScriptEnd = 'done' | 'exception' | 'exit';

const encoder = new TextEncoder();
const READY = encoder.encode('raw REPL; CTRL-B to exit\r\n>');
const OK = encoder.encode('OK');
const NOTHING = new Uint8Array(0);

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
    this.#source = source;
    const open = port.open(this);
    if (!open) throw new Error('The port is in use.');
    this.#open = open;
    this.ended = new Promise((settle) => (this.#resolve = settle));
    open.write(Uint8Array.of(CTRL_C, CTRL_A));
  }

  /** Input for the program; what comes before it runs waits for it. */
  write(bytes: Uint8Array): void {
    if (this.#part === 'prompt' || this.#part === 'ok') this.#early.push(bytes);
    else this.#open.write(bytes);
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
    // The program's source may wait as a whole.
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
      for (const bytes of this.#early.splice(0)) this.#open.write(bytes);
      return;
    }
    this.#part = 'ok';
    this.#open.write(this.#source);
    this.#open.write(Uint8Array.of(END));
  }
}
