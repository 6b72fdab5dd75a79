import { END, tooLarge } from './console-mode';
import { Key } from './keys';
import type { Output } from './output';
import { MOST_SOURCE, SourceBuffer } from './source-buffer';

/** Half of the UART's buffer: the sender may have two of these on their way. */
const WINDOW = 128;
const MORE = '\x01';

/**
 * Raw-paste: a program sent with flow control (reference/esp8266 §1.4). The sender begins with two windows, and gets
 * one more for each that was taken. When the board has enough it says so by an early end, and waits for the sender's.
 */
export class RawPaste {
  readonly #source = new SourceBuffer();
  #left = WINDOW;
  #ended = false;

  constructor(private readonly output: Output) {}

  begin(): void {
    this.#source.clear();
    this.#left = WINDOW;
    this.#ended = false;
    this.output.frame(`R\x01${String.fromCharCode(WINDOW & 0xff, WINDOW >> 8)}${MORE}`);
  }

  /** @returns undefined while the program is being sent; the program; `given up` when there is none to run */
  take(byte: number): Uint8Array | 'given up' | undefined {
    if (byte === Key.ctrlC || byte === Key.ctrlD) return this.#finish(byte);
    if (this.#ended) return undefined;
    this.#source.push(byte);
    if (this.#source.isTooLarge) {
      this.#ended = true;
      this.output.frame(END);
    } else if (--this.#left === 0) {
      this.#left = WINDOW;
      this.output.frame(MORE);
    }
    return undefined;
  }

  #finish(byte: number): Uint8Array | 'given up' {
    if (!this.#ended) this.output.frame(END);
    const isTooLarge = this.#ended;
    const source = this.#source.take();
    if (byte === Key.ctrlD && !isTooLarge) return source;
    const why = isTooLarge ? tooLarge(MOST_SOURCE + 1) : 'KeyboardInterrupt: \r\n';
    this.output.frame(END + why + END);
    return 'given up';
  }
}
