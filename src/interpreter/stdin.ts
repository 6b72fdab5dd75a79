import { Key } from './keys';
import type { Uart } from './uart';

/** What a program that reads `sys.stdin` gets: the console's bytes, as they come. */
export class Stdin {
  constructor(
    private readonly uart: Uart,
    /** Whether Ctrl-C interrupts the program, or is a byte like others. */
    private readonly interruptible: () => boolean,
  ) {}

  get isReady(): boolean {
    return this.uart.hasForProgram(this.interruptible());
  }

  /** @param text Enter, which sends CR, is read as LF @returns how many bytes there were */
  take(into: Uint8Array, text: boolean): number {
    const interruptible = this.interruptible();
    for (let count = 0; count < into.length; count++) {
      const byte = this.uart.takeForProgram(interruptible);
      if (byte === undefined) return count;
      into[count] = text && byte === Key.enter ? Key.lineFeed : byte;
    }
    return into.length;
  }
}
