/**
 * Whether the chip's interrupts reach the CPU (`machine.disable_irq`). What happens while they do not is kept as one
 * request for each source, as the hardware's status bits do, and is served when they do again.
 */
export class InterruptGate {
  #open = true;
  readonly #held = new Set<() => void>();

  get isOpen(): boolean {
    return this.#open;
  }

  /** @param serve the source's own function, always the same */
  request(serve: () => void): void {
    if (this.#open) serve();
    else this.#held.add(serve);
  }

  setOpen(open: boolean): void {
    this.#open = open;
    if (!open) return;
    const held = [...this.#held];
    this.#held.clear();
    for (const serve of held) serve();
  }

  /** A source forgets what it asked for. */
  withdraw(serve: () => void): void {
    this.#held.delete(serve);
  }

  reset(): void {
    this.#held.clear();
    this.#open = true;
  }
}
