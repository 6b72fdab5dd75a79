import type { Dispose } from '../../shared/disposable';
import { Emitter } from '../../shared/emitter';
import { activeOf, register, type Place } from './registration';
import type { Copy, SiteWorkerState } from './site-worker-state';

export interface SiteWorkerParts {
  readonly place: Place;
}

/**
 * The page's side of the service worker, and the owner of its registration. Where there is none to be had, everything
 * else works without it. Nothing of it is loaded before the first prompt.
 */
export class SiteWorker {
  readonly #parts: SiteWorkerParts;
  readonly #changed = new Emitter<SiteWorkerState>();
  #state: SiteWorkerState = { copy: { kind: 'not-begun' }, update: false };
  #registered: Promise<ServiceWorkerRegistration | null> | null = null;

  constructor(parts: SiteWorkerParts) {
    this.#parts = parts;
  }

  get state(): SiteWorkerState {
    return this.#state;
  }

  subscribe(onChange: () => void): Dispose {
    return this.#changed.event(onChange);
  }

  /** The active service worker, registered by this when there is none; null where there is none to be had. */
  async active(): Promise<ServiceWorker | null> {
    const registration = await this.#register();
    return registration && activeOf(registration);
  }

  #register(): Promise<ServiceWorkerRegistration | null> {
    this.#registered ??= register(this.#parts.place).then((registration) => {
      if (typeof registration !== 'string') return registration;
      this.#setCopy({ kind: 'none', why: registration });
      return null;
    });
    return this.#registered;
  }

  #setCopy(copy: Copy): void {
    this.#state = { ...this.#state, copy };
    this.#changed.fire(this.#state);
  }
}
