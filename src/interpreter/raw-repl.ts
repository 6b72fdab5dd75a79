import { END, tooLarge, type ConsoleMode, type Request } from './console-mode';
import { Key } from './keys';
import type { Output } from './output';
import { RawPaste } from './raw-paste';
import { MOST_SOURCE, SourceBuffer } from './source-buffer';

/**
 * Raw mode, for tools: no echo; Ctrl-D runs what came before it and frames what it gives (reference/esp8266 §1.4).
 * The interpreter itself sends the two ends of the frame, as it alone knows where a traceback begins.
 */
export class RawRepl implements ConsoleMode {
  readonly #source = new SourceBuffer();
  readonly #paste: RawPaste;
  #isPasting = false;

  constructor(private readonly output: Output) {
    this.#paste = new RawPaste(output);
  }

  begin(): void {
    this.#isPasting = false;
    this.output.writeText('raw REPL; CTRL-B to exit\r\n');
    this.ready();
  }

  /** Asks for the next program. */
  ready(): void {
    this.#source.clear();
    this.output.frame('>');
  }

  take(byte: number): Request | undefined {
    if (this.#isPasting) return this.#takePasted(byte);
    switch (byte) {
      case Key.ctrlA:
        return this.#restart();
      case Key.ctrlB:
        this.#source.clear();
        this.output.writeText('\r\n');
        return { kind: 'banner' };
      case Key.ctrlC:
        this.#source.clear();
        return undefined;
      case Key.ctrlD:
        return this.#finish();
      default:
        this.#source.push(byte);
        return undefined;
    }
  }

  /** Ctrl-E, a letter and Ctrl-A ask for another way of sending; raw-paste, `A`, is the only one. */
  #restart(): Request | undefined {
    const isCommand = this.#source.length === 2 && this.#source.at(0) === Key.ctrlE;
    const command = String.fromCharCode(this.#source.at(1) ?? 0);
    if (!isCommand) this.begin();
    else if (command === 'A') {
      this.#source.clear();
      this.#isPasting = true;
      this.#paste.begin();
      return undefined;
    } else {
      this.output.frame('R\x00');
      this.ready();
    }
    return { kind: 'raw-ready' };
  }

  #finish(): Request {
    this.output.frame('OK');
    if (this.#source.isTooLarge) {
      // No output, then the traceback between the two ends.
      this.output.frame(END + tooLarge(MOST_SOURCE + 1) + END);
      this.ready();
      return { kind: 'raw-ready' };
    }
    if (this.#source.length > 0)
      return { kind: 'run', program: { kind: 'raw', source: this.#source.take() } };
    this.output.writeText('\r\n');
    return { kind: 'soft-reset' };
  }

  #takePasted(byte: number): Request | undefined {
    const result = this.#paste.take(byte);
    if (result === undefined) return undefined;
    this.#isPasting = false;
    if (typeof result === 'object') return { kind: 'run', program: { kind: 'raw', source: result } };
    this.ready();
    return { kind: 'raw-ready' };
  }
}
