import { Cell } from '../../common/cell';
import type { Packs } from './packs';

/** The way to lessons that are not the site's: nothing of it is loaded before somebody asks, nor before the first prompt. */
export class PackDoor {
  /** Null until somebody has asked. */
  readonly packs = new Cell<Packs | null>(null);
  #opening: Promise<Packs> | null = null;

  constructor(private readonly load: () => Promise<Packs>) {}

  /** What failed is tried again by the next call. */
  open(): Promise<Packs> {
    this.#opening ??= this.load().then(
      (packs) => {
        this.packs.set(packs);
        return packs;
      },
      (error: unknown) => {
        this.#opening = null;
        throw error;
      },
    );
    return this.#opening;
  }
}
