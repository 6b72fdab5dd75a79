import { buildName } from '../../protocol/service-worker';
import { PAGE } from '../site';

/** No file of a site has such a name: in a cache that holds its build whole. */
const COMPLETE = '.complete';

export interface StoredBuildsParts {
  readonly caches: CacheStorage;
  /** The page's folder. */
  readonly scope: URL;
  readonly build: string;
  /** Names of builds that tabs are open of (`buildName`); null where that cannot be known. */
  readonly inUse: () => Promise<ReadonlySet<string> | null>;
}

/** One cache for each build. Older ones stay for as long as a tab is open that may ask for files of them. */
export class StoredBuilds {
  readonly #parts: StoredBuildsParts;
  readonly #name: string;
  #cache: Promise<Cache> | null = null;
  #complete: Promise<boolean> | null = null;

  constructor(parts: StoredBuildsParts) {
    this.#parts = parts;
    this.#name = buildName(parts.scope, parts.build);
  }

  /** The cache of the service worker's own build, made when it is not there. */
  own(): Promise<Cache> {
    this.#cache ??= this.#parts.caches.open(this.#name).catch((error: unknown) => {
      this.#cache = null;
      throw error;
    });
    return this.#cache;
  }

  /** Whether all files of the own build are there. */
  isComplete(): Promise<boolean> {
    this.#complete ??= this.#parts.caches
      .match(this.address(COMPLETE), { cacheName: this.#name })
      .then((mark) => mark !== undefined);
    return this.#complete;
  }

  async setComplete(complete: boolean): Promise<void> {
    this.#complete = null;
    const cache = await this.own();
    if (complete) await cache.put(this.address(COMPLETE), new Response());
    else await cache.delete(this.address(COMPLETE));
  }

  /** A file of the own build. */
  async find(path: string): Promise<Response | null> {
    return (await this.#parts.caches.match(this.address(path), { cacheName: this.#name })) ?? null;
  }

  /** A file that only another build has. Its name has a hash, so there are no two of it. */
  async findElsewhere(path: string): Promise<Response | null> {
    for (const name of await this.#others()) {
      const response = await this.#parts.caches.match(this.address(path), { cacheName: name });
      if (response) return response;
    }
    return null;
  }

  /** The page of the newest build that is stored whole, other than the own. */
  async otherPage(): Promise<Response | null> {
    for (const cacheName of await this.#others()) {
      const page = await this.#wholePage(cacheName);
      if (page) return page;
    }
    return null;
  }

  /** The page of that build, where it is stored whole. */
  pageOf(build: string): Promise<Response | null> {
    return this.#wholePage(buildName(this.#parts.scope, build));
  }

  async #wholePage(cacheName: string): Promise<Response | null> {
    const mark = await this.#parts.caches.match(this.address(COMPLETE), { cacheName });
    return (mark && (await this.#parts.caches.match(this.address(PAGE), { cacheName }))) ?? null;
  }

  /** Gives back the room that the own build takes. */
  async drop(): Promise<void> {
    this.#cache = null;
    this.#complete = null;
    await this.#parts.caches.delete(this.#name);
  }

  /** Removes the builds that nobody needs. Only for the active service worker. */
  async tidy(): Promise<void> {
    const used = await this.#parts.inUse();
    const others = await this.#others();
    // Without a way to know, the one before this is taken to be in use.
    const kept = used ?? new Set(others.slice(0, 1));
    await Promise.all(
      others.filter((name) => !kept.has(name)).map((name) => this.#parts.caches.delete(name)),
    );
  }

  address(path: string): string {
    return new URL(path, this.#parts.scope).href;
  }

  /** Newest first. */
  async #others(): Promise<string[]> {
    const names = await this.#parts.caches.keys();
    const ours = buildName(this.#parts.scope, '');
    return names.filter((name) => name.startsWith(ours) && name !== this.#name).reverse();
  }
}
