import { tooLarge, type ConsoleMode, type Request } from './console-mode';
import { Key } from './keys';
import type { Output } from './output';
import { MOST_SOURCE, SourceBuffer } from './source-buffer';

/** Paste mode: what comes is echoed and kept until Ctrl-D runs it as one program (reference/esp8266 §1.4). */
export class PasteMode implements ConsoleMode {
  readonly #source = new SourceBuffer();

  constructor(private readonly output: Output) {}

  begin(): void {
    this.#source.clear();
    this.output.writeText('paste mode; Ctrl-C to cancel, Ctrl-D to finish\r\n=== ');
  }

  take(byte: number): Request | undefined {
    switch (byte) {
      case Key.ctrlC:
        this.#source.clear();
        this.output.writeText('\r\n');
        return { kind: 'prompt' };
      case Key.ctrlD:
        this.output.writeText('\r\n');
        return this.#finish();
      case Key.enter:
        this.#source.push(byte);
        this.output.writeText('\r\n=== ');
        return { kind: 'pasting' };
      default:
        this.#source.push(byte);
        this.output.write(Uint8Array.of(byte));
        return undefined;
    }
  }

  /** The whole of it, or none: what would be run otherwise is not what was pasted. */
  #finish(): Request {
    if (!this.#source.isTooLarge)
      return { kind: 'run', program: { kind: 'paste', source: this.#source.take() } };
    this.#source.clear();
    this.output.writeText(tooLarge(MOST_SOURCE + 1));
    return { kind: 'prompt' };
  }
}
