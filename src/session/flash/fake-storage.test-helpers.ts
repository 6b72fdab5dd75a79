import type { FileChange } from '../../protocol/messages';
import type { Dispose } from '../../shared/disposable';
import { NotStored, type FlashDatabase, type StoredFiles } from './flash-database';

/** What several tabs share: records, who may write, and how much fits. */
export class FakeStorage {
  readonly records = new Map<string, FileChange>();
  generation = 0;
  version: string | null = null;
  damaged: readonly string[] = [];
  /** In bytes. */
  room = Number.POSITIVE_INFINITY;
  /** Every write waits for this. */
  gate: Promise<void> = Promise.resolve();
  readonly writes: (readonly FileChange[])[] = [];

  get paths(): readonly string[] {
    return [...this.records.keys()].sort();
  }

  text(path: string): string | null {
    const record = this.records.get(path);
    return record?.kind === 'file' ? new TextDecoder().decode(record.bytes) : null;
  }

  connect(): FakeDatabase {
    return new FakeDatabase(this);
  }
}

/** One tab's connection to it; a claim of another tab ends its writes. */
export class FakeDatabase implements FlashDatabase {
  #generation = 0;
  #writes = 0;

  constructor(private readonly storage: FakeStorage) {}

  load(claim: boolean): Promise<StoredFiles> {
    if (claim) this.#generation = ++this.storage.generation;
    const { records, version, damaged } = this.storage;
    return Promise.resolve({ files: [...records.values()], version, damaged });
  }

  async write(changes: Iterable<FileChange>): Promise<string> {
    const wanted = [...changes];
    this.storage.writes.push(wanted);
    await this.storage.gate;
    if (this.#generation !== this.storage.generation) throw new NotStored('taken-over', 'revoked');
    const after = new Map(this.storage.records);
    for (const change of wanted) {
      if (change.kind === 'removed') after.delete(change.path);
      else after.set(change.path, change);
    }
    const size = [...after.values()].reduce(
      (sum, each) => sum + (each.kind === 'file' ? each.bytes.length : 0),
      0,
    );
    if (size > this.storage.room) throw new NotStored('full', 'quota');
    this.storage.records.clear();
    for (const [path, change] of after) this.storage.records.set(path, change);
    return (this.storage.version = `${this.#generation}.${++this.#writes}`);
  }

  erase(): Promise<void> {
    this.storage.records.clear();
    this.storage.version = null;
    return Promise.resolve();
  }

  close(): void {
    this.#generation = -1;
  }
}

interface Waiting {
  readonly grant: () => void;
}

/** `navigator.locks` of one browser, for one name: a tab that is closed takes its requests along. */
export class FakeLocks {
  #holder: { end: (error?: Error) => void } | null = null;
  readonly #queue: Waiting[] = [];

  /** @returns the manager of a tab, and what closing the tab does to it */
  tab(): { locks: LockManager; close: Dispose } {
    const own = new Set<Waiting>();
    let held: { end: (error?: Error) => void } | null = null;
    const request = (
      _: string,
      options: LockOptions,
      callback: (lock: Lock | null) => unknown,
    ): Promise<unknown> =>
      new Promise((resolve, reject) => {
        const grant = (): void => {
          const holder = {
            end: (error?: Error) => {
              if (this.#holder !== holder) return;
              this.#holder = null;
              if (error) reject(error);
              else resolve(undefined);
              this.#next();
            },
          };
          this.#holder = holder;
          const kept = callback({ name: _, mode: 'exclusive' });
          if (kept instanceof Promise) {
            held = holder;
            void kept.then(() => holder.end());
          } else holder.end();
        };
        if (options.steal) {
          const robbed = this.#holder;
          this.#holder = null;
          if (robbed) {
            this.#holder = robbed;
            const queue = this.#queue.splice(0);
            robbed.end(new DOMException('stolen', 'AbortError'));
            this.#queue.push(...queue);
          }
          grant();
        } else if (!this.#holder) grant();
        else if (options.ifAvailable) resolve(callback(null));
        else {
          const waiting = { grant };
          own.add(waiting);
          this.#queue.push(waiting);
          options.signal?.addEventListener('abort', () => {
            const at = this.#queue.indexOf(waiting);
            if (at < 0) return;
            this.#queue.splice(at, 1);
            reject(new DOMException('given up', 'AbortError'));
          });
        }
      });
    return {
      locks: { request, query: () => Promise.resolve({}) } as LockManager,
      close: () => {
        for (const waiting of own) {
          const at = this.#queue.indexOf(waiting);
          if (at >= 0) this.#queue.splice(at, 1);
        }
        held?.end();
      },
    };
  }

  #next(): void {
    if (!this.#holder) this.#queue.shift()?.grant();
  }
}

/** A `BroadcastChannel` that stays in one place: each hears the others. */
export class FakeChannels {
  readonly #all = new Set<{ onmessage: ((event: MessageEvent) => unknown) | null }>();

  tab(): { channel: BroadcastChannel; close: Dispose } {
    const channel = {
      onmessage: null as ((event: MessageEvent) => unknown) | null,
      postMessage: (data: unknown) => {
        for (const other of this.#all) if (other !== channel) other.onmessage?.({ data } as MessageEvent);
      },
    };
    this.#all.add(channel);
    return {
      channel: channel as unknown as BroadcastChannel,
      close: () => void this.#all.delete(channel),
    };
  }
}
