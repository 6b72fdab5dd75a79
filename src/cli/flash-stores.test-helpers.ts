import type { FileChange } from '../protocol/messages';
import { MemoryFlash } from './node-host';

/** A store that a test holds back, breaks, and looks into: after each write, all that is kept. */
export class TestFlash extends MemoryFlash {
  /** What is kept after each write, as a line. */
  readonly states: string[] = [];
  /** What a write waits for, and whether it works. */
  onWrite: (changes: readonly FileChange[]) => Promise<void> = () => Promise.resolve();

  /** The most writes that ever waited for one before them. */
  mostWaiting = 0;
  #waiting = 0;
  #last: Promise<void> = Promise.resolve();

  override write(changes: readonly FileChange[]): Promise<void> {
    this.mostWaiting = Math.max(this.mostWaiting, ++this.#waiting);
    const written = this.#last.then(() => this.#write(changes));
    this.#last = written
      .catch(() => undefined)
      .then(() => {
        this.#waiting--;
      });
    return written;
  }

  async #write(changes: readonly FileChange[]): Promise<void> {
    await this.onWrite(changes);
    await super.write(changes);
    this.states.push(described(await this.load()));
  }
}

/** A whole flash as one line: `/a=text /d/`. */
export function described(contents: readonly FileChange[]): string {
  return contents
    .map((change) =>
      change.kind === 'file' ? `${change.path}=${new TextDecoder().decode(change.bytes)}` : `${change.path}/`,
    )
    .join(' ');
}
