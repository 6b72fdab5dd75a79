/** Caches that live in memory, with as much of the browser's as the service worker uses. */
export class MemoryCaches implements CacheStorage {
  readonly stores = new Map<string, MemoryCache>();
  /** Bytes that still have room; `put` fails as browsers do when there are none left. */
  room = Infinity;

  open(name: string): Promise<MemoryCache> {
    const store = this.stores.get(name) ?? new MemoryCache(this);
    this.stores.set(name, store);
    return Promise.resolve(store);
  }

  keys(): Promise<string[]> {
    return Promise.resolve([...this.stores.keys()]);
  }

  has(name: string): Promise<boolean> {
    return Promise.resolve(this.stores.has(name));
  }

  delete(name: string): Promise<boolean> {
    return Promise.resolve(this.stores.delete(name));
  }

  async match(request: RequestInfo | URL, options?: MultiCacheQueryOptions): Promise<Response | undefined> {
    for (const [name, store] of this.stores) {
      if (options?.cacheName !== undefined && options.cacheName !== name) continue;
      const found = await store.match(request);
      if (found) return found;
    }
    return undefined;
  }
}

class MemoryCache implements Cache {
  readonly entries = new Map<string, { bytes: ArrayBuffer; headers: Headers; status: number }>();

  constructor(private readonly caches: MemoryCaches) {}

  match(request: RequestInfo | URL): Promise<Response | undefined> {
    const entry = this.entries.get(addressOf(request));
    if (!entry) return Promise.resolve(undefined);
    const { bytes, headers, status } = entry;
    return Promise.resolve(new Response(bytes.slice(0), { headers, status }));
  }

  async put(request: RequestInfo | URL, response: Response): Promise<void> {
    const bytes = await response.arrayBuffer();
    this.caches.room -= bytes.byteLength;
    if (this.caches.room < 0) throw new DOMException('No room.', 'QuotaExceededError');
    this.entries.set(addressOf(request), { bytes, headers: response.headers, status: response.status });
  }

  delete(request: RequestInfo | URL): Promise<boolean> {
    return Promise.resolve(this.entries.delete(addressOf(request)));
  }

  keys(): Promise<Request[]> {
    return Promise.resolve([...this.entries.keys()].map((address) => new Request(address)));
  }

  add(): Promise<void> {
    return Promise.reject(new Error('not used'));
  }

  addAll(): Promise<void> {
    return Promise.reject(new Error('not used'));
  }

  matchAll(): Promise<Response[]> {
    return Promise.reject(new Error('not used'));
  }
}

const addressOf = (request: RequestInfo | URL): string =>
  request instanceof Request ? request.url : request instanceof URL ? request.href : request;
