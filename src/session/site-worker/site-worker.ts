import {
  buildName,
  SERVICE_WORKER_VERSION,
  type StoreReport,
  type ToServiceWorker,
} from '../../protocol/service-worker';
import type { Clock } from '../../shared/clock';
import type { Dispose } from '../../shared/disposable';
import { Emitter } from '../../shared/emitter';
import { askToStore } from './ask-to-store';
import { activeOf, register, settled, type Place } from './registration';
import type { Copy, SiteWorkerState } from './site-worker-state';

/** What the page still loads after its prompt comes first, in milliseconds. */
const STORE_AFTER = 5_000;
/** A tab that is open for long asks so often whether there is a newer build, in milliseconds. */
const LOOK_EVERY = 3_600_000;
/** A service worker takes over at once, or does not, in milliseconds. */
const TAKE_OVER = 3_000;

export interface SiteWorkerParts {
  readonly place: Place;
  /** The build that the page is of. */
  readonly build: string;
  readonly clock: Clock;
  /** Null where the browser has none. */
  readonly locks: Pick<LockManager, 'request'> | null;
  /** The page, as it is loaded anew. */
  readonly reload: () => void;
}

/**
 * The page's side of the service worker, and the owner of its registration. Where there is none to be had, everything
 * else works without it. Nothing of it is loaded before the first prompt.
 */
export class SiteWorker {
  readonly #parts: SiteWorkerParts;
  readonly #changed = new Emitter<SiteWorkerState>();
  #state: SiteWorkerState = { copy: { kind: 'not-begun' }, update: false };
  /** The newest build that was heard of. */
  #newest: string | null = null;
  #registered: Promise<ServiceWorkerRegistration | null> | null = null;
  #looking: Promise<void> | null = null;
  /** Something happened while the page looked. */
  #again = false;

  constructor(parts: SiteWorkerParts) {
    this.#parts = parts;
  }

  get state(): SiteWorkerState {
    return this.#state;
  }

  subscribe(onChange: () => void): Dispose {
    return this.#changed.event(onChange);
  }

  /** Registers the service worker; later, when the page has what it needs itself, has the page stored. */
  async start(): Promise<void> {
    const registration = await this.#register();
    if (!registration) return;
    const { clock, place } = this.#parts;
    clock.after(STORE_AFTER, () => {
      void this.look();
      this.#follow(registration);
      // Another tab has made another one take over.
      place.container?.addEventListener('controllerchange', () => void this.look());
      this.#lookAgain();
    });
  }

  /**
   * Registers it again where somebody has removed it, as clearing the data of a site does: the page is not told of that,
   * and what is asked of the board by other tabs would go to the host.
   */
  async restore(): Promise<void> {
    const { container, base } = this.#parts.place;
    if (!container || !(await this.#registered)) return;
    const found = await container.getRegistration(base).catch(() => null);
    // Null: the browser does not say. In a folder another site's may stand in.
    if (found === null || found?.scope === base) return;
    this.#registered = null;
    const registration = await this.#register();
    if (!registration) return;
    this.#follow(registration);
    void this.look();
  }

  /** The active service worker, registered by this when there is none; null where there is none to be had. */
  async active(): Promise<ServiceWorker | null> {
    const registration = await this.#register();
    return registration && activeOf(registration);
  }

  /** Has this build stored, and a newer one if there is any. Once more when it was asked for meanwhile. */
  look(): Promise<void> {
    if (this.#looking) {
      this.#again = true;
      return this.#looking;
    }
    this.#looking = this.#look().finally(() => {
      this.#looking = null;
      if (!this.#again) return;
      this.#again = false;
      void this.look();
    });
    return this.#looking;
  }

  /** Loads the page anew, by the newest build that is there. */
  async reload(): Promise<void> {
    const { clock, reload } = this.#parts;
    const registration = await this.#registered;
    const waiting = registration?.waiting;
    if (waiting) {
      // Chromium lets it wait for minutes while a board's page in some tab is still being answered.
      if (registration.active && this.#newest !== null)
        say(registration.active, { kind: 'give-way', build: this.#newest });
      say(waiting, { kind: 'take-over' });
      await settled(waiting, ['activated', 'redundant'], clock, TAKE_OVER);
    }
    reload();
  }

  #register(): Promise<ServiceWorkerRegistration | null> {
    this.#registered ??= register(this.#parts.place).then((registration) => {
      if (typeof registration === 'string') {
        this.#change({ copy: { kind: 'none', why: registration } });
        return null;
      }
      this.#holdBuild();
      return registration;
    });
    return this.#registered;
  }

  #follow(registration: ServiceWorkerRegistration): void {
    registration.addEventListener('updatefound', () => void this.look());
  }

  /** Says, for as long as this page lives, that it may ask for files of its build. */
  #holdBuild(): void {
    const { locks, place, build } = this.#parts;
    void locks
      ?.request(buildName(new URL(place.base), build), { mode: 'shared' }, () => new Promise(() => undefined))
      .catch(() => undefined);
  }

  #lookAgain(): void {
    this.#parts.clock.after(LOOK_EVERY, () => {
      void this.look();
      this.#lookAgain();
    });
  }

  async #look(): Promise<void> {
    const registration = await this.#register();
    if (!registration) return;
    // No network, or none of ours any more: what is there stays.
    await registration.update().catch(() => undefined);
    const { installing } = registration;
    if (installing)
      await settled(installing, ['installed', 'activated', 'redundant'], this.#parts.clock, STORE_AFTER);
    const active = await activeOf(registration);
    const newest = registration.waiting ?? active;
    if (active && active !== newest) await this.#store(active);
    const report = newest && (await this.#store(newest));
    this.#newest = report?.build ?? null;
    this.#change({ update: report !== null && this.#isUpdate(report) });
  }

  async #store(worker: ServiceWorker): Promise<StoreReport | null> {
    const { clock, build } = this.#parts;
    const show = (report: StoreReport): void => {
      if (report.build === build) this.#change({ copy: copyOf(report) });
    };
    const report = await askToStore(worker, clock, show);
    if (report) show(report);
    return report;
  }

  /**
   * Whether a reload leads to another build. Not before that one is whole: half of it cannot be used, without a network
   * not at all. Where it will never be stored, the network has it.
   */
  #isUpdate(report: StoreReport): boolean {
    if (report.build === this.#parts.build) return false;
    return (
      report.kind === 'stored' || (report.kind === 'not-stored' && ['full', 'refused'].includes(report.why))
    );
  }

  #change(change: Partial<SiteWorkerState>): void {
    this.#state = { ...this.#state, ...change };
    this.#changed.fire(this.#state);
  }
}

type Said = ToServiceWorker extends infer Message
  ? Message extends ToServiceWorker
    ? Omit<Message, 'version'>
    : never
  : never;

function say(worker: ServiceWorker, said: Said): void {
  worker.postMessage({ version: SERVICE_WORKER_VERSION, ...said } satisfies ToServiceWorker);
}

function copyOf(report: StoreReport): Copy {
  switch (report.kind) {
    case 'storing':
      return { kind: 'storing', bytes: report.bytes, of: report.of };
    case 'stored':
      return { kind: 'stored', bytes: report.bytes };
    case 'not-stored':
      return { kind: 'not-stored', why: report.why, file: report.file };
  }
}
