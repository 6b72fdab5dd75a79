import type { NetworkLogEntry } from '../../protocol/network-log';
import type { Session } from '../../session/session';
import type { Dispose } from '../../shared/disposable';
import { Cell } from '../common/cell';
import type { TrafficItem } from './traffic';
import { TrafficLog } from './traffic-log';

export interface NetworkState {
  /** Newest first. */
  readonly items: readonly TrafficItem[];
  /** Ids of what is shown in full. */
  readonly opened: ReadonlySet<number>;
}

const nothing: NetworkState = { items: [], opened: new Set() };

/**
 * What the network view shows. It watches the log only while somebody looks, and loses little by that: the net worker
 * keeps a bounded past for whoever looks next. What the log tells to others meanwhile is sorted, and not shown.
 */
export class NetworkModel {
  readonly state = new Cell<NetworkState>(nothing);
  readonly #log = new TrafficLog();
  #watchers = 0;
  #unwatch: Dispose = () => undefined;
  readonly #unsubscribe: Dispose;

  constructor(readonly session: Session) {
    this.#unsubscribe = session.onNetwork((entries) => {
      this.#log.add(entries);
      if (this.#watchers > 0) this.#show();
    });
  }

  /** Everything that is still kept, oldest first. */
  get entries(): readonly NetworkLogEntry[] {
    return this.#log.entries;
  }

  /** Somebody looks, until the result is called. */
  watch(): Dispose {
    if (this.#watchers++ === 0) {
      if (this.#log.items.length > 0) this.#show();
      this.#unwatch = this.session.watchNetwork();
    }
    let watches = true;
    return () => {
      if (watches && --this.#watchers === 0) this.#stop();
      watches = false;
    };
  }

  toggle(id: number): void {
    const opened = new Set(this.state.value.opened);
    if (!opened.delete(id)) opened.add(id);
    this.#change({ opened });
  }

  clear(): void {
    this.#log.clear();
    this.state.set(nothing);
  }

  dispose(): void {
    this.#unsubscribe();
    this.#stop();
  }

  #show(): void {
    this.#change({ items: this.#log.items.toReversed() });
  }

  #stop(): void {
    this.#unwatch();
    this.#unwatch = () => undefined;
    this.#watchers = 0;
  }

  #change(part: Partial<NetworkState>): void {
    this.state.update((state) => ({ ...state, ...part }));
  }
}
