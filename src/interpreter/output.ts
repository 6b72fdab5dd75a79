import { OUTPUT_CREDIT } from '../protocol/control-block';
import type { Carrier } from './carrier';

const CR = 0x0d;
const LF = 0x0a;
const END_OF_PART = 0x04;
const BATCH = 4_096;
/** Enough for the last frames of any traceback, which the console looks for at the end of what was printed. */
const TAIL = 4_096;

/**
 * The console's send side. Output is batched, and held back by credit: beyond OUTPUT_CREDIT bytes that the page has
 * not taken, the board waits, as it does for a slow wire. An interrupt ends that wait, and what the interrupted
 * statement still prints is dropped, so that Ctrl-C is felt at once.
 */
export class Output {
  #batch = new Uint8Array(BATCH);
  #length = 0;
  #sent = 0;
  #lastByte = 0;
  #dropping = false;
  #tail = new Uint8Array(0);

  /**
   * @param takeIn takes in what has arrived, the page's acknowledgements among it
   * @param interrupted whether an interrupt waits that may end a program
   * @param onDebt more was printed than there is credit for, and it could not be waited for here: `settle` is due
   */
  constructor(
    private readonly carrier: Carrier,
    private readonly takeIn: () => void,
    private readonly interrupted: () => boolean,
    private readonly onDebt: () => void = () => undefined,
    /** Hears what goes out. */
    private readonly onSent: (bytes: Uint8Array) => void = () => undefined,
  ) {}

  /** What was printed since `forgetTail`, its last 4 KiB. */
  get tail(): Uint8Array {
    return this.#tail;
  }

  /** More was printed than the tail holds. */
  get tailIsCut(): boolean {
    return this.#tail.length === TAIL;
  }

  forgetTail(): void {
    this.#tail = new Uint8Array(0);
  }

  /** Every LF goes out as CR LF (reference/esp8266 §1.1). */
  write(bytes: Uint8Array): void {
    // The interpreter ends a frame of raw mode by itself.
    if (bytes.length === 1 && bytes[0] === END_OF_PART) {
      this.#append(END_OF_PART);
      return;
    }
    if (!this.#dropping && this.#isOverdrawn) this.#holdBack();
    for (const byte of bytes) {
      if (byte === LF && this.#lastByte !== CR) this.#put(CR);
      this.#put(byte);
      this.#lastByte = byte;
    }
  }

  /** Bytes of a program that go out as they are. */
  writeRaw(bytes: Uint8Array): void {
    if (!this.#dropping && this.#isOverdrawn) this.#holdBack();
    for (const byte of bytes) this.#put(byte);
  }

  writeText(text: string): void {
    this.write(new TextEncoder().encode(text));
  }

  /** What a tool waits for, as bytes below 256: sent as it is, and not even dropped after an interrupt. */
  frame(text: string): void {
    for (const character of text) this.#append(character.charCodeAt(0));
  }

  /** What is printed from here on is seen again: the interrupted statement has ended. */
  resume(): void {
    this.#dropping = false;
  }

  flush(): void {
    if (this.#length === 0) return;
    const bytes = this.#batch.slice(0, this.#length);
    this.#length = 0;
    this.#sent = (this.#sent + bytes.length) >>> 0;
    this.#remember(bytes);
    this.onSent(bytes);
    this.carrier.post({ kind: 'output', bytes });
  }

  #put(byte: number): void {
    if (this.#dropping) return;
    this.#append(byte);
    if (this.#length === 0) this.#holdBack();
  }

  #append(byte: number): void {
    this.#batch[this.#length++] = byte;
    this.#lastByte = byte;
    if (this.#length === BATCH) this.flush();
  }

  get #isOverdrawn(): boolean {
    return (this.#sent - this.carrier.outputTaken) >>> 0 > OUTPUT_CREDIT;
  }

  /** Where the thread cannot sleep, whoever printed goes on to a place where it may be suspended. */
  #holdBack(): void {
    if (!this.carrier.suspension) void this.settle();
    else if (this.#isOverdrawn) this.onDebt();
  }

  /** Waits until the page has taken so much that more may be printed. */
  settle(): Promise<void> | undefined {
    for (;;) {
      const seen = this.carrier.doorbell;
      this.takeIn();
      if (this.#dropping || !this.#isOverdrawn) return undefined;
      if (this.interrupted()) {
        this.#dropping = true;
        return undefined;
      }
      const waiting = this.carrier.wait(seen, Infinity);
      if (waiting) return waiting.then(() => this.settle());
    }
  }

  #remember(bytes: Uint8Array): void {
    const joined = new Uint8Array(this.#tail.length + bytes.length);
    joined.set(this.#tail);
    joined.set(bytes, this.#tail.length);
    this.#tail = joined.length > TAIL ? joined.slice(joined.length - TAIL) : joined;
  }
}
