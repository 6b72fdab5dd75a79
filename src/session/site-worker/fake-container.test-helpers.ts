import { SERVICE_WORKER_VERSION, type StoreReport } from '../../protocol/service-worker';

/** What a service worker says when it is asked to store its build. */
export type Answer = Partial<StoreReport> & Pick<StoreReport, 'kind'>;

export class FakeWorker extends EventTarget {
  state: ServiceWorkerState;
  readonly heard: string[] = [];
  /** None: it says nothing. */
  answers: Answer[];

  constructor(
    readonly build: string,
    state: ServiceWorkerState,
    readonly scriptURL = 'https://host.example/a/sw.js',
    readonly takesOver: (worker: FakeWorker) => void = () => undefined,
  ) {
    super();
    this.state = state;
    this.answers = [{ kind: 'stored', bytes: 10 }];
  }

  become(state: ServiceWorkerState): void {
    this.state = state;
    this.dispatchEvent(new Event('statechange'));
  }

  postMessage({ kind }: { kind: string }, ports: readonly MessagePort[] = []): void {
    this.heard.push(kind);
    if (kind === 'take-over') this.takesOver(this);
    for (const answer of this.answers) {
      ports[0]?.postMessage({ version: SERVICE_WORKER_VERSION, build: this.build, ...answer });
    }
  }
}

export class FakeRegistration extends EventTarget {
  active: FakeWorker | null = null;
  waiting: FakeWorker | null = null;
  installing: FakeWorker | null = null;
  scope = 'https://host.example/a/';
  updates = 0;

  update(): Promise<this> {
    this.updates++;
    return Promise.resolve(this);
  }
}

export class FakeContainer extends EventTarget {
  controller: ServiceWorker | null = null;
  readonly registered: { address: string; options: RegistrationOptions | undefined }[] = [];
  refuses = false;

  constructor(readonly registration: FakeRegistration) {
    super();
  }

  getRegistration(): Promise<ServiceWorkerRegistration | undefined> {
    if (this.refuses) return Promise.reject(new DOMException('Refused.', 'SecurityError'));
    return Promise.resolve(this.registration.active ? this.#given : undefined);
  }

  register(address: string | URL, options?: RegistrationOptions): Promise<ServiceWorkerRegistration> {
    this.registered.push({ address: String(address), options });
    if (this.refuses) return Promise.reject(new DOMException('Refused.', 'SecurityError'));
    return Promise.resolve(this.#given);
  }

  get #given(): ServiceWorkerRegistration {
    return this.registration as unknown as ServiceWorkerRegistration;
  }
}
