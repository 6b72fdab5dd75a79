import { Key } from './keys';
import type { LineEditor } from './line-editor';
import type { Uart } from './uart';

/** What `poll` gives beside a line. */
export const Input = { waits: null, end: false, interrupted: true } as const;

/**
 * The line that `input()` reads. It takes its bytes from the UART when it is asked, so a program that does not read
 * leaves them there.
 */
export class InputLine {
  constructor(
    private readonly uart: Uart,
    private readonly editor: LineEditor,
    /** Whether Ctrl-C interrupts the program, or is a key like others. */
    private readonly interruptible: () => boolean,
  ) {}

  begin(): void {
    this.editor.begin({ prompt: '' });
  }

  poll(): string | null | boolean {
    const interruptible = this.interruptible();
    for (;;) {
      const byte = this.uart.takeForProgram(interruptible);
      if (byte === undefined) return Input.waits;
      const ended = this.editor.take(byte);
      if (ended === Key.enter) return this.editor.line;
      if (ended === Key.ctrlD) return Input.end;
      if (ended === Key.ctrlC) return Input.interrupted;
    }
  }
}
