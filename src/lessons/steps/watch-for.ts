import type { Check } from '../lesson-data';
import type { BoardFacts, Happening } from './board-facts';
import { leafWatch } from './leaves';
import type { Watch } from './watch';

export function watchFor(check: Check, facts: BoardFacts): Watch {
  let watch = plainWatch(check, facts);
  if (check.for !== undefined) watch = new ForWatch(watch, check.for * 1_000, facts);
  if (check.within !== undefined) {
    const { within, ...rest } = check;
    watch = new WithinWatch(() => watchFor(rest, facts), within * 1_000, facts);
  }
  return new SayWatch(watch, check.say ?? null);
}

function plainWatch(check: Check, facts: BoardFacts): Watch {
  if (check.all) return new AllWatch(check.all.map((one) => watchFor(one, facts)));
  if (check.any) return new AnyWatch(check.any.map((one) => watchFor(one, facts)));
  if (check.then) return new ThenWatch(check.then, facts);
  if (check.not) {
    const { not } = check;
    return new NotWatch(() => watchFor(not, facts));
  }
  return leafWatch(check, facts);
}

/** Each of them hears it. */
function tellAll(watches: readonly Watch[], happening: Happening): boolean {
  let changed = false;
  for (const watch of watches) changed = watch.hear(happening) || changed;
  return changed;
}

const soonest = (watches: readonly Watch[]): number => Math.min(...watches.map(({ nextDue }) => nextDue));

class SayWatch implements Watch {
  constructor(
    private readonly inner: Watch,
    private readonly say: string | null,
  ) {}

  hear(happening: Happening): boolean {
    return this.inner.hear(happening);
  }

  get isSo(): boolean {
    return this.inner.isSo;
  }

  get isOver(): boolean {
    return this.inner.isOver;
  }

  get nextDue(): number {
    return this.inner.nextDue;
  }

  get missing(): string | null {
    return this.isSo ? null : (this.inner.missing ?? this.say);
  }
}

export class AllWatch implements Watch {
  constructor(private readonly parts: readonly Watch[]) {}

  hear(happening: Happening): boolean {
    return tellAll(this.parts, happening);
  }

  get isSo(): boolean {
    return this.parts.every(({ isSo }) => isSo);
  }

  get isOver(): boolean {
    return this.parts.some(({ isOver }) => isOver);
  }

  get nextDue(): number {
    return soonest(this.parts);
  }

  get missing(): string | null {
    return this.parts.find(({ missing }) => missing !== null)?.missing ?? null;
  }
}

class AnyWatch implements Watch {
  /** Any of them would do: which of their sentences helps is not known. */
  readonly missing: string | null = null;

  constructor(private readonly parts: readonly Watch[]) {}

  hear(happening: Happening): boolean {
    return tellAll(this.parts, happening);
  }

  get isSo(): boolean {
    return this.parts.some(({ isSo }) => isSo);
  }

  get isOver(): boolean {
    return this.parts.every(({ isOver }) => isOver);
  }

  get nextDue(): number {
    return soonest(this.parts);
  }
}

/** One thing after the other; where the time of one is over, from the beginning. */
class ThenWatch implements Watch {
  readonly isOver = false;
  readonly missing: string | null = null;
  #at = 0;
  #present: Watch | null;

  constructor(
    private readonly checks: readonly Check[],
    private readonly facts: BoardFacts,
  ) {
    this.#present = this.#watch();
    // Before anything is known of the board, nothing is so.
    if (facts.state !== null) this.#goOn();
  }

  hear(happening: Happening): boolean {
    const changed = this.#present?.hear(happening) ?? false;
    const before = this.#present;
    this.#goOn();
    return changed || this.#present !== before;
  }

  get isSo(): boolean {
    return this.#present === null;
  }

  get nextDue(): number {
    return this.#present?.nextDue ?? Infinity;
  }

  #goOn(): void {
    while (this.#present?.isSo === true) {
      this.#at++;
      this.#present = this.#watch();
    }
    if (this.#present?.isOver !== true) return;
    this.#at = 0;
    this.#present = this.#watch();
  }

  #watch(): Watch | null {
    const check = this.checks[this.#at];
    return check === undefined ? null : watchFor(check, this.facts);
  }
}

/** Not, since the program that runs now was started. */
class NotWatch implements Watch {
  readonly isOver = false;
  readonly missing: string | null = null;
  #inner: Watch;

  constructor(private readonly make: () => Watch) {
    this.#inner = make();
  }

  hear(happening: Happening): boolean {
    if (happening.kind !== 'entered') return this.#inner.hear(happening);
    this.#inner = this.make();
    return true;
  }

  get isSo(): boolean {
    return !this.#inner.isSo;
  }

  get nextDue(): number {
    return this.#inner.nextDue;
  }
}

/**
 * So without a break for some time. Whether it is, is settled when something is heard: the clock goes on between two
 * questions, and what became so there would be noticed by nobody.
 */
class ForWatch implements Watch {
  isSo = false;
  #since: number | null = null;

  constructor(
    private readonly inner: Watch,
    private readonly duration: number,
    private readonly facts: BoardFacts,
  ) {
    if (facts.state !== null) this.#look();
  }

  hear(happening: Happening): boolean {
    const changed = this.inner.hear(happening);
    const before = this.isSo;
    this.#look();
    return changed || this.isSo !== before;
  }

  get isOver(): boolean {
    return this.inner.isOver;
  }

  get nextDue(): number {
    const ownDue = this.#since === null || this.isSo ? Infinity : this.#since + this.duration;
    return Math.min(ownDue, this.inner.nextDue);
  }

  get missing(): string | null {
    return this.inner.missing;
  }

  #look(): void {
    const { now } = this.facts;
    if (!this.inner.isSo) this.#since = null;
    else this.#since ??= now;
    this.isSo = this.#since !== null && now >= this.#since + this.duration;
  }
}

/** So within a time; a program that is started later has it anew. Settled when something is heard, too. */
class WithinWatch implements Watch {
  isSo = false;
  isOver = false;
  #inner: Watch;
  #until: number;

  constructor(
    private readonly make: () => Watch,
    private readonly duration: number,
    private readonly facts: BoardFacts,
  ) {
    this.#inner = make();
    this.#until = facts.now + duration;
    if (facts.state !== null) this.#look();
  }

  hear(happening: Happening): boolean {
    if (this.isSo) return false;
    let changed = true;
    if (happening.kind === 'entered') {
      this.#inner = this.make();
      this.#until = this.facts.now + this.duration;
    } else changed = this.#inner.hear(happening);
    const wasOver = this.isOver;
    this.#look();
    return changed || this.isSo || this.isOver !== wasOver;
  }

  get nextDue(): number {
    return this.isSo || this.isOver ? Infinity : Math.min(this.#until + 1, this.#inner.nextDue);
  }

  get missing(): string | null {
    return this.#inner.missing;
  }

  #look(): void {
    this.isOver = this.facts.now > this.#until;
    this.isSo = this.#inner.isSo && !this.isOver;
  }
}
