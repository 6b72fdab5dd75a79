import { clearTimeout, setImmediate, setTimeout } from 'node:timers';
import type { Dispose } from '../../shared/disposable';
import { OWNER, SHARED_TIME_BYTES, SharedTime } from '../../shared/shared-time';
import type { TimeData, TurnMessage } from '../../worker/worker-time.node';
import type { BoardTime, WaitOver } from './board-time';

/** For so long, in real milliseconds, a board may be at something that takes no time, before that is said. */
const MOST_REAL = 60_000;
/** So long, in milliseconds, takes nothing that boards and their network settle by themselves. */
const MOST_DURING = 600_000;
/** The first of January 2026, in UTC. */
const EPOCH = Date.UTC(2026, 0, 1);

export interface VirtualTimeOptions {
  readonly seed: number;
  /** Milliseconds since 1970. */
  readonly epoch?: number;
}

interface Lease {
  readonly until: number;
  readonly over: (why: WaitOver) => void;
  /** Of a wait, for which time passes; a timer does not make it do so. */
  readonly guard: NodeJS.Timeout | null;
}

/** Boards and their networks in a time of their own, which passes only while somebody here waits for something. */
export class VirtualTime implements BoardTime {
  readonly shared: SharedTime;
  readonly #options: Required<VirtualTimeOptions>;
  readonly #leases = new Set<Lease>();
  readonly #networks = new Map<number, (turn: TurnMessage) => void>();
  /** Messages that were received in this turn of the event loop: what they cause is not over before its end. */
  #received = 0;

  constructor({ seed, epoch = EPOCH }: VirtualTimeOptions) {
    this.#options = { seed, epoch };
    this.shared = new SharedTime(new SharedArrayBuffer(SHARED_TIME_BYTES), (slot) =>
      setImmediate(() => this.turn(slot)),
    );
  }

  get now(): number {
    return this.shared.now;
  }

  /** Milliseconds since 1970. */
  get wallClock(): number {
    return this.#options.epoch + this.now;
  }

  wait(milliseconds: number, over: (why: WaitOver) => void): Dispose {
    const guard = setTimeout(() => {
      end();
      over('stalled');
    }, MOST_REAL);
    const end = this.#add({ until: this.now + milliseconds, over, guard });
    return end;
  }

  after(delay: number, fire: () => void): Dispose {
    return this.#add({ until: this.now + Math.max(0, delay), over: fire, guard: null });
  }

  async during<T>(promise: Promise<T>): Promise<T> {
    let end: Dispose = () => undefined;
    const stalled = new Promise<never>((_, fail) => {
      // What is settled by a timer of the computer's own needs more of this time than any board does.
      const go = (): void => {
        end = this.wait(MOST_DURING, (why) => {
          if (why === 'time') go();
          else fail(new Error('The boards and their network have stood still for a minute.'));
        });
      };
      go();
    });
    try {
      return await Promise.race([promise, stalled]);
    } finally {
      end();
    }
  }

  /** What a board is given from outside takes none of its time: it stands still until that has come. */
  async without<T>(promise: Promise<T>): Promise<T> {
    this.shared.begin();
    try {
      return await promise;
    } finally {
      // What is done with it at once comes before.
      setImmediate(() => this.shared.end());
    }
  }

  /** What a thread that shares this time is started with. */
  dataFor(slot: number, network: number): TimeData {
    return { buffer: this.shared.buffer, slot, network, ...this.#options };
  }

  /** A message of a thread's came here, and its handlers have been called. */
  received(): void {
    if (this.#received++ > 0) return;
    setImmediate(() => {
      const pieces = this.#received;
      this.#received = 0;
      this.shared.end(pieces);
    });
  }

  /** How the network of this slot is reached now; null: it is not there. */
  setNetwork(slot: number, post: ((turn: TurnMessage) => void) | null): void {
    if (post) this.#networks.set(slot, post);
    else this.#networks.delete(slot);
  }

  /** Somebody's turn has come who is reached from here. */
  turn(slot: number): void {
    if (slot === OWNER) this.#onTurn();
    else {
      const post = this.#networks.get(slot);
      if (post) post({ kind: 'turn', slot });
      else this.shared.endTurn(slot, Infinity);
    }
  }

  #add(lease: Lease): Dispose {
    this.#leases.add(lease);
    this.#allow();
    return () => {
      if (lease.guard) clearTimeout(lease.guard);
      if (this.#leases.delete(lease)) this.#allow();
    };
  }

  /** Nothing more happens before the first wait is over. */
  #onTurn(): void {
    const over = [...this.#leases].filter(({ until }) => until <= this.now);
    for (const lease of over) {
      if (lease.guard) clearTimeout(lease.guard);
      this.#leases.delete(lease);
    }
    for (const lease of over) lease.over('time');
    this.#allow();
    this.received();
  }

  #allow(): void {
    const isWaited = [...this.#leases].some(({ guard }) => guard !== null);
    const until = Math.min(...[...this.#leases].map((lease) => lease.until));
    this.shared.allow(isWaited ? until : this.now, isWaited);
  }
}
