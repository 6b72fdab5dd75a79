import type { TextStore } from './common/text-store';

/** Storage that lasts as long as the test; `full` refuses to keep anything. */
export class MemoryStore implements TextStore {
  readonly texts = new Map<string, string>();
  full = false;

  read(key: string): string | null {
    return this.texts.get(key) ?? null;
  }

  write(key: string, text: string): boolean {
    if (this.full) return false;
    this.texts.set(key, text);
    return true;
  }

  remove(key: string): void {
    this.texts.delete(key);
  }
}
