import { UART_BUFFER } from '../protocol/control-block';

const CTRL_C = 0x03;

/** Most bytes that wait for the board; beyond it input is refused, not lost in the middle. */
export const MOST_WAITING = 4 * 1024 * 1024;

/**
 * Console input on its way to the board's UART: at most UART_BUFFER bytes are there at a time, the rest waits here,
 * so that nothing is lost however fast it comes. The Stop button's Ctrl-C empties the queue (`interrupt`); one that comes by
 * the serial line keeps its place in it.
 */
export class ConsoleFeed {
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  #sentAhead = 0;
  /** What was queued since the queue was last empty: the whole of which `pending` is a part. */
  #total = 0;

  constructor(
    private readonly send: (bytes: Uint8Array) => void,
    private readonly onChange: () => void,
  ) {}

  /** @returns false when the queue is full and nothing was taken. */
  push(bytes: Uint8Array): boolean {
    if (bytes.length === 0) return true;
    if (this.#waitingBytes + bytes.length > MOST_WAITING) return false;
    if (this.#waitingBytes === 0) this.#total = 0;
    this.#waiting.push(...splitAtInterrupts(bytes));
    this.#waitingBytes += bytes.length;
    this.#total += bytes.length;
    this.#pump();
    this.onChange();
    return true;
  }

  /** Drops what waits and sends Ctrl-C, which needs no credit. */
  interrupt(): void {
    this.clear();
    this.send(Uint8Array.of(CTRL_C));
  }

  /** The board took bytes out of its UART. */
  onTaken(bytes: number): void {
    this.#sentAhead = Math.max(0, this.#sentAhead - bytes);
    this.#pump();
    this.onChange();
  }

  /** Everything was sent and the board has read it. */
  get isDrained(): boolean {
    return this.#waitingBytes === 0 && this.#sentAhead === 0;
  }

  /** What waits here, of how much; null when nothing does. */
  get pending(): { readonly bytes: number; readonly of: number } | null {
    return this.#waitingBytes === 0 ? null : { bytes: this.#waitingBytes, of: this.#total };
  }

  clear(): void {
    this.#waiting = [];
    this.#waitingBytes = 0;
    this.#total = 0;
    this.onChange();
  }

  /** A board that was started anew has an empty UART. */
  reset(): void {
    this.#sentAhead = 0;
    this.clear();
  }

  #pump(): void {
    for (;;) {
      const [first] = this.#waiting;
      if (!first) return;
      const isFree = first[0] === CTRL_C;
      const credit = isFree ? first.length : UART_BUFFER - this.#sentAhead;
      if (credit <= 0) return;
      const part = first.length <= credit ? first : first.subarray(0, credit);
      if (part === first) this.#waiting.shift();
      else this.#waiting[0] = first.subarray(credit);
      this.#waitingBytes -= part.length;
      if (!isFree) this.#sentAhead += part.length;
      this.send(part);
    }
  }
}

type Pending = ConsoleFeed['pending'];

/** The page is not drawn anew for every 255 bytes of a long paste: a hundredth of it is a step. */
export function inSteps(told: Pending, now: Pending): Pending {
  if (!told || told.of !== now?.of) return now;
  return Math.abs(told.bytes - now.bytes) * 100 >= now.of ? now : told;
}

/** Ctrl-C needs no credit, so its bytes are parts of their own. */
function splitAtInterrupts(bytes: Uint8Array): Uint8Array[] {
  const parts: Uint8Array[] = [];
  let start = 0;
  for (let end = 1; end <= bytes.length; end++) {
    if (end < bytes.length && (bytes[end] === CTRL_C) === (bytes[start] === CTRL_C)) continue;
    parts.push(bytes.subarray(start, end));
    start = end;
  }
  return parts;
}
