/**
 * One time for several threads, that stands still while any of them has something to do, and jumps to what is due next
 * when none has. So a sleep of ten minutes takes no time, and what happens, happens in the same order each time.
 *
 * Work is counted. A thread that runs is a piece of it, and so is each message that is under way between two of them:
 * who posts it counts it before, who receives it takes it off when all that it caused is counted itself. Whoever takes
 * off the last piece gives the turn to one other: to the first by number that was rung or whose time has come. So
 * boards run one at a time.
 *
 * A board blocks its thread and is woken by memory. A network's thread, and the one that owns the time, have event loops:
 * they are woken by whatever message their surroundings have (`Wake`).
 */
const Word = {
  /** Pieces of work; at 0 all sleep. */
  work: 0,
  /** Goes up with each piece that begins: what began while a turn was looked for may have changed what was to be seen. */
  begun: 1,
  /** The owner wants to be told once nothing more happens before the limit. */
  wanted: 2,
  /** How many slots were ever used. */
  slots: 3,
} as const;

/** Doubles, after the words. An aligned one is written whole on every machine that Node runs on. */
const Moment = { now: 2, limit: 3 } as const;

const HEAD_BYTES = 32;
const SLOT_BYTES = 32;
/** Of a slot: words, and the third of its doubles. */
const Slot = {
  state: 0,
  /** A board: something was put in its way. */
  rung: 1,
  /** A network: messages to it that it has not dealt with, which would be lost with it. */
  mail: 2,
  /** Not a board: it has an event loop. */
  loops: 3,
  due: 2,
} as const;

const State = { free: 0, runs: 1, sleeps: 2 } as const;

/** How many threads one time has room for. */
export const MOST_SLOTS = 64;
export const SHARED_TIME_BYTES = HEAD_BYTES + SLOT_BYTES * MOST_SLOTS;
export const OWNER = -1;

/** Has to hand on a turn, to a network by its slot or to the owner; it ends it when it has done what was due. */
export type Wake = (slot: number) => void;

export class SharedTime {
  readonly #words: Int32Array;
  readonly #moments: Float64Array;

  constructor(
    readonly buffer: SharedArrayBuffer,
    private readonly wake: Wake,
  ) {
    this.#words = new Int32Array(buffer);
    this.#moments = new Float64Array(buffer);
  }

  /** Milliseconds. */
  get now(): number {
    return this.#moments[Moment.now] ?? 0;
  }

  /** A piece of work begins, to be ended: a message to the owner is posted, say. */
  begin(pieces = 1): void {
    Atomics.add(this.#words, Word.begun, 1);
    Atomics.add(this.#words, Word.work, pieces);
  }

  end(pieces = 1): void {
    if (Atomics.sub(this.#words, Word.work, pieces) !== pieces) return;
    if (Atomics.compareExchange(this.#words, Word.work, 0, 1) === 0) this.#giveTurn();
  }

  /** A board's thread starts, which is work. @returns its slot */
  addBoard(): number {
    const slot = this.#add(State.runs, 0);
    this.begin();
    return slot;
  }

  /** Its thread has ended, wherever it was. */
  removeBoard(slot: number): void {
    if (Atomics.exchange(this.#words, wordAt(slot), State.free) === State.runs) this.end();
  }

  /** Something was put in a board's way, by somebody whose own work is not over. */
  ring(slot: number): void {
    Atomics.store(this.#words, wordAt(slot) + Slot.rung, 1);
  }

  /**
   * From a board's own thread: sleeps until its turn comes, which is when `until` has come or when it was rung, after
   * all that others had to do before.
   *
   * @param isRung something waits already
   */
  sleep(slot: number, until: number, isRung: boolean): void {
    const at = wordAt(slot);
    if (isRung) this.ring(slot);
    this.#moments[momentAt(slot)] = until;
    Atomics.store(this.#words, at, State.sleeps);
    this.end();
    Atomics.wait(this.#words, at, State.sleeps);
    Atomics.store(this.#words, at + Slot.rung, 0);
  }

  /** A network's thread starts. @returns its slot */
  addNetwork(): number {
    return this.#add(State.sleeps, 1);
  }

  /** A network's thread has ended, and what was posted to it is lost; another may take its place. */
  dropMail(slot: number): void {
    this.#moments[momentAt(slot)] = Infinity;
    const lost = Atomics.exchange(this.#words, wordAt(slot) + Slot.mail, 0);
    if (lost > 0) this.end(lost);
  }

  /** A message to a network is posted. */
  beginMail(slot: number): void {
    Atomics.add(this.#words, wordAt(slot) + Slot.mail, 1);
    this.begin();
  }

  /** From a network's own thread: it has dealt with a message, and `due` is when its next timer is. */
  endMail(slot: number, due: number): void {
    Atomics.sub(this.#words, wordAt(slot) + Slot.mail, 1);
    this.endTurn(slot, due);
  }

  /** From a network's own thread: it has run what was due. */
  endTurn(slot: number, due: number): void {
    this.#moments[momentAt(slot)] = due;
    this.end();
  }

  /**
   * The owner's: time may go on so far, and does so at once when all sleep.
   *
   * @param tell whether the owner is to be woken once nothing more happens before; only the last call's wish holds
   */
  allow(limit: number, tell: boolean): void {
    this.begin();
    this.#moments[Moment.limit] = limit;
    Atomics.store(this.#words, Word.wanted, tell ? 1 : 0);
    this.end();
  }

  #add(state: number, loops: 0 | 1): number {
    for (let slot = 0; slot < MOST_SLOTS; slot++) {
      const at = wordAt(slot);
      if (Atomics.load(this.#words, at) !== State.free) continue;
      Atomics.store(this.#words, at + Slot.rung, 0);
      Atomics.store(this.#words, at + Slot.mail, 0);
      Atomics.store(this.#words, at + Slot.loops, loops);
      this.#moments[momentAt(slot)] = Infinity;
      Atomics.store(this.#words, at, state);
      Atomics.store(this.#words, Word.slots, Math.max(slot + 1, Atomics.load(this.#words, Word.slots)));
      return slot;
    }
    throw new RangeError(`More than ${MOST_SLOTS} threads share one time.`);
  }

  /** With the only piece of work in hand: gives it to who is next. */
  #giveTurn(): void {
    for (;;) {
      const begun = Atomics.load(this.#words, Word.begun);
      if (this.#findTurn()) return;
      if (Atomics.sub(this.#words, Word.work, 1) !== 1) return;
      // Somebody may have come and gone meanwhile, for whom this piece of work was not the last.
      if (Atomics.load(this.#words, Word.begun) === begun) return;
      if (Atomics.compareExchange(this.#words, Word.work, 0, 1) !== 0) return;
    }
  }

  #findTurn(): boolean {
    const limit = Math.max(this.now, this.#moments[Moment.limit] ?? 0);
    const next = this.#earliest();
    if (next !== null && next.due <= limit) {
      this.#moments[Moment.now] = Math.max(this.now, next.due);
      this.#start(next.slot);
      return true;
    }
    if (limit !== Infinity) this.#moments[Moment.now] = limit;
    if (Atomics.exchange(this.#words, Word.wanted, 0) === 0) return false;
    this.wake(OWNER);
    return true;
  }

  #earliest(): { readonly slot: number; readonly due: number } | null {
    let earliest = -1;
    let due = Infinity;
    const slots = Atomics.load(this.#words, Word.slots);
    for (let slot = 0; slot < slots; slot++) {
      const at = wordAt(slot);
      if (Atomics.load(this.#words, at) !== State.sleeps) continue;
      const isRung = Atomics.load(this.#words, at + Slot.rung) !== 0;
      const its = isRung ? this.now : (this.#moments[momentAt(slot)] ?? Infinity);
      if (its >= due) continue;
      earliest = slot;
      due = its;
    }
    return earliest < 0 ? null : { slot: earliest, due };
  }

  #start(slot: number): void {
    const at = wordAt(slot);
    if (Atomics.load(this.#words, at + Slot.loops) === 1) {
      this.#moments[momentAt(slot)] = Infinity;
      this.wake(slot);
      return;
    }
    Atomics.store(this.#words, at, State.runs);
    Atomics.notify(this.#words, at);
  }
}

const wordAt = (slot: number): number => (HEAD_BYTES + slot * SLOT_BYTES) / 4;
const momentAt = (slot: number): number => (HEAD_BYTES + slot * SLOT_BYTES) / 8 + Slot.due;
