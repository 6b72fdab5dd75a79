import type { Session } from '../../session/session';
import { Cell } from '../common/cell';
import type { TextStore } from '../common/text-store';

const FOREIGN = 'foreign-code';
const TRUSTED = 'trusted-packs';
/** More packs than these nobody has. */
const MOST = 50;

/** Whose code is on the board, or was put into its files. */
export interface ForeignCode {
  readonly pack: string;
  readonly whose: string;
}

/**
 * Whether the board's pages have full rights in a tab of their own. They begin with them; code of a lesson that is not
 * the site's takes them away, for as long as it may be in the board's files, until the student gives them back.
 */
export class PageTrust {
  /** Why they have none, where that is no choice of the student's. */
  readonly foreign: Cell<readonly ForeignCode[]>;
  readonly #session: Session;
  readonly #store: TextStore;

  constructor(session: Session, store: TextStore) {
    this.#session = session;
    this.#store = store;
    this.foreign = new Cell(readForeign(store));
    if (this.foreign.value.length > 0) session.trustPages(false);
  }

  /** Code of such a lesson goes to the board or into the editor. */
  takes(code: ForeignCode): void {
    const known = this.foreign.value.some(({ pack }) => pack === code.pack);
    if (known || this.#trusted().includes(code.pack)) return;
    const foreign = [...this.foreign.value, code].slice(-MOST);
    this.#store.write(FOREIGN, JSON.stringify(foreign));
    this.foreign.set(foreign);
    this.#session.trustPages(false);
  }

  /** The student has chosen. Who trusts once, trusts those packs from then on. */
  choose(trusted: boolean): void {
    if (trusted && this.foreign.value.length > 0) {
      const packs = [...this.#trusted(), ...this.foreign.value.map(({ pack }) => pack)];
      this.#store.write(TRUSTED, JSON.stringify(packs.slice(-MOST)));
      this.#store.remove(FOREIGN);
      this.foreign.set([]);
    }
    this.#session.trustPages(trusted);
  }

  #trusted(): readonly string[] {
    return listIn(this.#store.read(TRUSTED)).filter((pack) => typeof pack === 'string');
  }
}

/** A pack was removed: another one of its name is trusted no more. Its code may be on the board all the same. */
export function forgetTrust(store: TextStore, pack: string): void {
  const others = listIn(store.read(TRUSTED)).filter((one) => one !== pack);
  store.write(TRUSTED, JSON.stringify(others));
}

const readForeign = (store: TextStore): readonly ForeignCode[] =>
  listIn(store.read(FOREIGN)).flatMap((code) => {
    if (typeof code !== 'object' || code === null) return [];
    const { pack, whose } = code as Partial<Record<keyof ForeignCode, unknown>>;
    return typeof pack === 'string' && typeof whose === 'string' ? [{ pack, whose }] : [];
  });

function listIn(text: string | null): readonly unknown[] {
  try {
    const list: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(list) ? list : [];
  } catch {
    return [];
  }
}
