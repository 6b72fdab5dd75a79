/** `pinwire.json`: the site's own settings, which change without a new build. */
export const SETTINGS = 'pinwire.json';

/** A network that says nothing for so long is taken for none, in milliseconds: pages wait for their settings. */
const PATIENCE = 3_000;

export interface SiteSettingsParts {
  readonly caches: CacheStorage;
  readonly cacheName: string;
  readonly address: string;
  readonly fetch: (address: string, options: RequestInit) => Promise<Response>;
  readonly after: (delay: number, fire: () => void) => () => void;
}

/** As the host sends them; as they were when they were last seen, where there is no network. */
export class SiteSettings {
  readonly #parts: SiteSettingsParts;

  constructor(parts: SiteSettingsParts) {
    this.#parts = parts;
  }

  /** Never rejects. */
  async answer(): Promise<Response> {
    const { address, cacheName, caches, after } = this.#parts;
    const fresh = this.fetch().catch(() => null);
    const seen = await caches.match(address, { cacheName }).catch(() => undefined);
    // No settings, as far as anybody knows.
    const stored = (): Response => seen ?? new Response(null, { status: 204 });
    return new Promise((resolve) => {
      const forget = seen ? after(PATIENCE, () => resolve(stored())) : () => undefined;
      void fresh.then((response) => {
        forget();
        resolve(response && response.status < 500 ? response : stored());
      });
    });
  }

  /** What the host says, which is kept for later. */
  async fetch(): Promise<Response> {
    const { address, cacheName, caches, fetch } = this.#parts;
    const response = await fetch(address, { cache: 'no-cache' });
    // Some hosts answer with a page of theirs where there is no such file.
    const isJson = response.headers.get('Content-Type')?.includes('json') === true;
    try {
      if (response.ok && isJson) await (await caches.open(cacheName)).put(address, response.clone());
      if (response.status === 404) await (await caches.open(cacheName)).delete(address);
    } catch {
      // No room: they are asked for again.
    }
    return response;
  }
}
