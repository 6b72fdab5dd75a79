import type { BoardTime, WaitOver } from './board-time';

/** Waits for what is found by looking; it looks whenever somebody says that something has happened. */
export class Waiter {
  readonly #looks = new Set<() => void>();

  constructor(private readonly time: BoardTime) {}

  /** Something may have come that is waited for. */
  look(): void {
    for (const look of [...this.#looks]) look();
  }

  /**
   * @param find null: not yet
   * @returns what was found, or why it is not waited for any longer
   */
  wait<T>(find: () => T | null, milliseconds: number): Promise<T | WaitOver> {
    const there = find();
    // No time passes for what is there already.
    if (there !== null) return Promise.resolve(there);
    return new Promise((resolve) => {
      const end = (how: T | WaitOver): void => {
        giveUp();
        this.#looks.delete(look);
        resolve(how);
      };
      const look = (): void => {
        const found = find();
        if (found !== null) end(found);
      };
      const giveUp = this.time.wait(milliseconds, (why) => end(find() ?? why));
      this.#looks.add(look);
    });
  }
}
