/** What a hidden tab keeps of the console: more than the scrollback shows. */
const MOST_BYTES = 256 * 1024;
const LF = 0x0a;

/**
 * Console output while nobody looks: the last 256 KiB, whole lines. A browser lets the timers of a hidden tab fire once
 * a second, and xterm.js draws by timers: it would hold a printing board back to a crawl.
 */
export class OutputStore {
  #chunks: Uint8Array[] = [];
  #bytes = 0;
  #dropped = 0;

  push(chunk: Uint8Array): void {
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
    while (this.#bytes > MOST_BYTES) {
      const oldest = this.#chunks.shift();
      if (!oldest) return;
      this.#bytes -= oldest.length;
      this.#dropped += oldest.length;
    }
  }

  get isEmpty(): boolean {
    return this.#chunks.length === 0;
  }

  /** Everything that is kept, and how much before it is not. Where something is missing, it begins with a whole line. */
  take(): { readonly kept: readonly Uint8Array[]; readonly dropped: number } {
    const kept = this.#chunks;
    let dropped = this.#dropped;
    this.#chunks = [];
    this.#bytes = 0;
    this.#dropped = 0;
    while (dropped > 0 && kept[0]) {
      const end = kept[0].indexOf(LF) + 1;
      const cut = end === 0 ? kept[0].length : end;
      dropped += cut;
      kept[0] = kept[0].subarray(cut);
      if (end > 0) break;
      kept.shift();
    }
    return { kept, dropped };
  }
}
