import { indentAfter, needsMore } from './continuation';
import type { ConsoleMode, Request } from './console-mode';
import { Key } from './keys';
import type { Completion, LineEditor } from './line-editor';

/** A block longer than this is given to the compiler as it stands: more would not fit the board's heap. */
const MOST_BLOCK = 65_536;

/** The prompt `>>> `: lines with history and completion, blocks with automatic indent (reference/esp8266 §1.4). */
export class FriendlyPrompt implements ConsoleMode {
  #lines: string[] = [];

  constructor(
    private readonly editor: LineEditor,
    private readonly write: (text: string) => void,
    private readonly complete: (text: string) => Completion | undefined,
  ) {}

  /** In the middle of a block. */
  get continues(): boolean {
    return this.#lines.length > 0;
  }

  begin(): void {
    this.#lines = [];
    this.editor.begin({ prompt: '>>> ', complete: this.complete });
  }

  take(byte: number): Request | undefined {
    const ended = this.editor.take(byte);
    if (ended === undefined) return undefined;
    if (ended === Key.ctrlC) {
      this.write('\r\n');
      return { kind: 'prompt' };
    }
    if (this.continues || ended === Key.enter) return this.#collect(ended);
    this.write('\r\n');
    switch (ended) {
      case Key.ctrlA:
        return { kind: 'raw' };
      case Key.ctrlB:
        return { kind: 'banner' };
      case Key.ctrlD:
        return { kind: 'soft-reset' };
      default:
        return { kind: 'paste' };
    }
  }

  /** Ctrl-D on an empty line of a block ends it; so, as on the chip, may the other keys that end an empty line. */
  #collect(ended: number): Request {
    const { line } = this.editor;
    if (line === '' && !this.continues) return { kind: 'prompt' };
    this.#lines.push(line);
    const source = this.#lines.join('\n');
    if (ended === Key.ctrlD || source.length > MOST_BLOCK || !needsMore(source))
      return { kind: 'run', program: { kind: 'line', source: new TextEncoder().encode(source) } };
    this.editor.begin({
      prompt: '... ',
      indent: this.editor.keepsIndent ? indentAfter(this.#lines) : '',
      continues: true,
      complete: this.complete,
    });
    return { kind: 'continuation' };
  }
}
