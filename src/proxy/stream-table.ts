import { Reason } from '../net/wisp/packets';
import type { Clock } from '../shared/clock';
import type { Dispose } from '../shared/disposable';
import type { Limits } from './limits';
import type { Metrics } from './metrics';
import type { Stream } from './stream';

/** The streams of one connection: those the page knows, and those that it has closed and that are not gone yet. */
export class StreamTable {
  readonly #open = new Map<number, Stream>();
  readonly #lingering = new Set<Stream>();
  readonly #clock: Clock;
  readonly #limits: Limits;
  readonly #metrics: Metrics;
  readonly #onForgotten: (stream: Stream, how: string) => void;
  #everOpen = 0;
  #cancelSweep: Dispose = () => undefined;

  constructor(
    clock: Clock,
    limits: Limits,
    metrics: Metrics,
    onForgotten: (stream: Stream, how: string) => void,
  ) {
    this.#clock = clock;
    this.#limits = limits;
    this.#metrics = metrics;
    this.#onForgotten = onForgotten;
    this.#scheduleSweep();
  }

  /** Those that linger count: who closes streams faster than they end must not have more of them. */
  get isFull(): boolean {
    return this.size >= this.#limits.streams;
  }

  get size(): number {
    return this.#open.size + this.#lingering.size;
  }

  get everOpen(): number {
    return this.#everOpen;
  }

  get(id: number): Stream | undefined {
    return this.#open.get(id);
  }

  add(stream: Stream): void {
    this.#open.set(stream.id, stream);
    this.#everOpen++;
    this.#metrics.streams++;
    this.#metrics.streamsEver++;
  }

  forget(stream: Stream, how: string): void {
    if (this.#open.get(stream.id) !== stream) return;
    this.#open.delete(stream.id);
    this.#lingering.add(stream);
    this.#metrics.streams--;
    this.#metrics.lingering++;
    this.#onForgotten(stream, how);
  }

  gone(stream: Stream): void {
    this.forget(stream, 'cut');
    if (this.#lingering.delete(stream)) this.#metrics.lingering--;
  }

  unchoke(): void {
    for (const stream of [...this.#open.values()]) stream.unchoke();
  }

  /** @param inOrder what the page had sent is still delivered */
  end(inOrder: boolean): void {
    this.#cancelSweep();
    for (const stream of [...this.#open.values()]) {
      if (inOrder) stream.close(Reason.voluntary);
      else stream.destroy();
    }
  }

  /** There is no time for what lingers, either. */
  destroyAll(): void {
    for (const stream of [...this.#open.values(), ...this.#lingering]) stream.destroy();
  }

  /** Ends those on which nothing went on. */
  #scheduleSweep(): void {
    this.#cancelSweep = this.#clock.after(Math.max(1, this.#limits.idleTime / 8), () => {
      const since = this.#clock.now - this.#limits.idleTime;
      for (const stream of [...this.#open.values()]) {
        if (stream.lastProgress <= since) stream.end(Reason.idle, 'idle');
      }
      this.#scheduleSweep();
    });
  }
}
