import { MOST_UNKEPT_BYTES, MOST_UNKEPT_CHANGES } from '../protocol/control-block';
import type { FileChange } from '../protocol/messages';
import type { Carrier } from './carrier';

/** The way of the flash's changes to the page, in order, and what of it the page has not stored yet. */
export class FlashPosts {
  #sequence = 0;
  #unkept: { readonly sequence: number; readonly bytes: number }[] = [];
  #unkeptBytes = 0;

  /**
   * @param takeIn takes in what has arrived
   * @param beforeWait lets the page see how things stand
   * @param interrupted whether an interrupt waits that may end a program
   */
  constructor(
    private readonly carrier: Carrier,
    private readonly takeIn: () => void,
    private readonly beforeWait: () => void,
    private readonly interrupted: () => boolean,
  ) {}

  /** Whether the page has stored all that was posted. */
  get areKept(): boolean {
    this.#forgetKept();
    return this.#unkept.length === 0;
  }

  /** @param request the page's, when this is what it asked for */
  post(changes: readonly FileChange[], request: number | null = null): void {
    const sequence = (this.#sequence = (this.#sequence + 1) | 0);
    const bytes = changes.reduce(
      (sum, change) => sum + (change.kind === 'file' ? change.bytes.length : 0),
      0,
    );
    this.#unkept.push({ sequence, bytes });
    this.#unkeptBytes += bytes;
    this.carrier.post({ kind: 'files', sequence, changes, request });
  }

  /** Holds a program back that writes faster than the page stores; Ctrl-C ends the wait. */
  waitForRoom(): Promise<void> | undefined {
    for (;;) {
      const seen = this.carrier.doorbell;
      if (this.#hasRoom()) return undefined;
      this.takeIn();
      if (this.#hasRoom() || this.interrupted()) return undefined;
      this.beforeWait();
      const waiting = this.carrier.wait(seen, Infinity);
      if (waiting) return waiting.then(() => this.waitForRoom());
    }
  }

  #hasRoom(): boolean {
    this.#forgetKept();
    return this.#unkept.length < MOST_UNKEPT_CHANGES && this.#unkeptBytes < MOST_UNKEPT_BYTES;
  }

  #forgetKept(): void {
    const { filesKept } = this.carrier;
    // Numbers run round: what counts is which is ahead.
    while (this.#unkept[0] && ((filesKept - this.#unkept[0].sequence) | 0) >= 0)
      this.#unkeptBytes -= this.#unkept.shift()?.bytes ?? 0;
  }
}
