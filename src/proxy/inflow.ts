/**
 * How much more a page may send on a stream. By bytes (DUPLEX), or by packets as plain Wisp has it: there a CONTINUE
 * replaces the credit instead of adding to it, and what is on its way when it arrives cannot be known. So it is sent
 * only once the page must have used up all it had: then the count is exact, and who sends more is cut off.
 */
export interface Inflow {
  /** @returns false when the page had no credit for this */
  received(bytes: number): boolean;
  /** What has been passed on. @returns the credit to send now, 0 for none */
  passed(bytes: number): number;
  /** The credit to confirm a stream with once it is open. */
  confirm(): number;
}

export class ByteInflow implements Inflow {
  #credit: number;
  #owed = 0;

  constructor(private readonly window: number) {
    this.#credit = window;
  }

  received(bytes: number): boolean {
    this.#credit -= bytes;
    return this.#credit >= 0;
  }

  passed(bytes: number): number {
    this.#owed += bytes;
    if (this.#owed * 2 < this.window) return 0;
    const grant = this.#owed;
    this.#owed = 0;
    this.#credit += grant;
    return grant;
  }

  /** Confirms, and grants nothing (docs/wisp.md). */
  confirm(): number {
    return 0;
  }
}

export class PacketInflow implements Inflow {
  /** Packets that the page can certainly still send. */
  #credit: number;
  /** Packets beyond those, which it may have sent before it heard of its credit. */
  #slack = 0;
  /** The sizes of what is not passed on yet. */
  readonly #waiting: number[] = [];
  #part = 0;

  constructor(private readonly window: number) {
    this.#credit = window;
  }

  received(bytes: number): boolean {
    this.#credit--;
    this.#waiting.push(bytes);
    return this.#credit + this.#slack >= 0;
  }

  passed(bytes: number): number {
    this.#part += bytes;
    while (this.#waiting.length > 0 && (this.#waiting[0] ?? 0) <= this.#part) {
      this.#part -= this.#waiting.shift() ?? 0;
    }
    const room = this.window - this.#waiting.length;
    if (this.#credit > 0 || room * 2 < this.window) return 0;
    this.#credit = room;
    return room;
  }

  confirm(): number {
    this.#slack = this.#credit;
    return Math.max(1, this.#credit);
  }
}
