import type { Session } from '../../session/session';
import { Cell } from '../common/cell';
import type { TextStore } from '../common/text-store';
import type { Site } from '../site/site';
import { proxyUrl } from './proxy-address';

export interface InternetState {
  /** What the student or the instructor wants; whether it is so stands in the session's snapshot. */
  readonly wanted: 'virtual' | 'real';
  /** Of the proxy; null: none is known. */
  readonly url: string | null;
  /** Whether the student has set it, instead of the one that comes with the site. */
  readonly isOwn: boolean;
}

export interface InternetModelParts {
  readonly session: Session;
  /** Keeps an address that the student set. */
  readonly store: TextStore;
  /** Keeps the choice, for a reload of this tab. */
  readonly tabStore: TextStore;
  /** May bring a proxy. */
  readonly site: Site;
  /** The page's own address. */
  readonly base: string;
}

const ADDRESS = 'proxy';
/** Holds the address of the proxy that is used, or VIRTUAL. */
const CHOICE = 'internet';
const VIRTUAL = 'virtual';

/** Virtual or real hosts: the one switch between them, and by which proxy. */
export class InternetModel {
  readonly state: Cell<InternetState>;
  readonly #parts: InternetModelParts;
  #siteUrl: string | null = null;

  constructor(parts: InternetModelParts) {
    this.#parts = parts;
    const { session, tabStore } = parts;
    const kept = tabStore.read(CHOICE) ?? VIRTUAL;
    const url = kept === VIRTUAL ? null : kept;
    this.state = new Cell<InternetState>({
      wanted: url === null ? 'virtual' : 'real',
      url,
      isOwn: false,
    });
    // As before the reload, and before a start file asks for a name.
    if (url !== null) session.setProxy(url);
  }

  get site(): Site {
    return this.#parts.site;
  }

  /** Looks what the site brings. */
  async start(): Promise<void> {
    const { proxy, real } = await this.site.load();
    this.#siteUrl = proxy;
    const before = this.state.value;
    this.#refresh();
    const first = real && this.#parts.tabStore.read(CHOICE) === null;
    const { url } = this.state.value;
    if (before.wanted === 'real' && url === null) this.choose('virtual');
    // A proxy that was started anew has another token.
    else if (first || (before.wanted === 'real' && url !== before.url)) this.choose('real');
  }

  choose(wanted: InternetState['wanted']): void {
    const { url } = this.state.value;
    if (wanted === 'real' && url === null) return;
    this.#parts.tabStore.write(CHOICE, wanted === 'real' ? (url ?? VIRTUAL) : VIRTUAL);
    this.state.update((state) => ({ ...state, wanted }));
    this.#parts.session.setProxy(wanted === 'real' ? url : null);
  }

  /** Tries a proxy again that was lost. */
  retry(): void {
    this.choose(this.state.value.wanted);
  }

  /**
   * @param text an address of the student's own; empty: the site's again
   * @throws SaidError when it is none
   */
  setAddress(text: string): void {
    if (text.trim() === '') this.#parts.store.remove(ADDRESS);
    else this.#parts.store.write(ADDRESS, proxyUrl(text, this.#parts.base));
    this.#refresh();
    const { wanted, url } = this.state.value;
    if (wanted === 'real') this.choose(url === null ? 'virtual' : 'real');
  }

  #refresh(): void {
    const own = this.#parts.store.read(ADDRESS);
    this.state.update((state) => ({ ...state, url: own ?? this.#siteUrl, isOwn: own !== null }));
  }
}
