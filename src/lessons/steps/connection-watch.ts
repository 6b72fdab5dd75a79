import type { Check } from '../lesson-data';
import type { BoardFacts, Happening } from './board-facts';
import { isConnection } from './connection-check';
import { isOpen, type SeenConnection } from './connections';
import { isRequest } from './request-check';
import { Leaf, type Watch } from './watch';

/** Connections in which something happens from now on, or that are open now. */
export function connectionWatch(facts: BoardFacts, asked: NonNullable<Check['connection']>): Watch {
  const { beginning: since } = facts;
  const is = (seen: SeenConnection): boolean => isConnection(seen, asked);
  const watch = new ConnectionsWatch(facts, {
    times: asked.times ?? 1,
    lasts: asked.state !== 'open',
    is: asked.state === 'open' ? is : (seen) => seen.lastAt >= since && is(seen),
  });
  if (asked.state === 'open' || !facts.isHearingNetwork)
    watch.begin((seen) => (isOpen(seen) || seen.lastAt >= since) && is(seen));
  return watch;
}

/** Requests that become so from now on. */
export function requestWatch(facts: BoardFacts, asked: NonNullable<Check['request']>): Watch {
  const { beginning: since, isHearingNetwork } = facts;
  const is = (seen: SeenConnection): boolean => seen.lastAt >= since && isRequest(seen, asked);
  // Within the log the order is known: one that was as asked before is not another one.
  const before = new Set(isHearingNetwork ? facts.connections.all.filter(is) : []);
  const watch = new ConnectionsWatch(facts, {
    times: asked.times ?? 1,
    lasts: true,
    is: (seen) => !before.has(seen) && is(seen),
  });
  watch.begin((seen) => !before.has(seen) && is(seen));
  return watch;
}

interface Sought {
  readonly times: number;
  /** Whether it stays so when it was so once. */
  readonly lasts: boolean;
  readonly is: (seen: SeenConnection) => boolean;
}

/** So many connections are as they are to be. Each is looked at when something happens in it, and no other one. */
class ConnectionsWatch extends Leaf {
  isSo = false;
  readonly #found = new Set<SeenConnection>();

  constructor(
    private readonly facts: BoardFacts,
    private readonly sought: Sought,
  ) {
    super();
  }

  begin(is: (seen: SeenConnection) => boolean): void {
    for (const seen of this.facts.connections.all) if (is(seen)) this.#found.add(seen);
    this.isSo = this.#enough;
  }

  hear(happening: Happening): boolean {
    if (happening.kind !== 'connection' || (this.isSo && this.sought.lasts)) return false;
    const { seen } = happening;
    if (this.sought.is(seen)) this.#found.add(seen);
    else if (!this.#found.delete(seen)) return false;
    const before = this.isSo;
    this.isSo = this.#enough;
    return this.isSo !== before;
  }

  /** Those that are forgotten count no more. */
  get #enough(): boolean {
    if (this.#found.size < this.sought.times) return false;
    for (const seen of this.#found) if (!this.facts.connections.has(seen)) this.#found.delete(seen);
    return this.#found.size >= this.sought.times;
  }
}
