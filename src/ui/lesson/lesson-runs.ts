import type { CodeBlock } from '../../lessons/model';
import type { LanConditions } from '../../protocol/lan-conditions';
import type { RunOutcome, Session, Traceback } from '../../session/session';
import type { Clock } from '../../shared/clock';
import { DisposableStore, type Dispose } from '../../shared/disposable';
import { Cell } from '../common/cell';

/** How a block's last run stands. A block that was never run has no entry. */
export type BlockRun =
  /** Being typed or pasted. `statement` is the index of the one that the board is at, where that is known. */
  | { kind: 'sending'; statement: number | null }
  /** All of it is on the board, which works on it. */
  | { kind: 'running'; statement: number | null }
  | { kind: 'done' }
  | { kind: 'stopped' }
  /** `conditions`: those of the network at that time. */
  | { kind: 'failed'; error: Traceback; conditions: LanConditions };

export type BlockRuns = ReadonlyMap<string, BlockRun>;

/** Should the count of prompts have moved on before we looked, the board has been at its prompt for long enough. */
const SETTLED_AFTER = 1000;

interface Current {
  readonly id: string;
  /** How many prompts the board had shown when it had taken the whole block; null until then. */
  promptsWhenSent: number | null;
  statement: number | null;
  error: Traceback | null;
}

/** Runs the lesson's blocks and watches what becomes of each. One block runs at a time, as the board has one prompt. */
export class LessonRuns {
  readonly runs = new Cell<BlockRuns>(new Map());
  /** An error that no block of the lesson brought about: typed or pasted by the student. */
  readonly onStrayError: (error: Traceback) => void;

  readonly #session: Session;
  readonly #clock: Clock;
  readonly #owned = new DisposableStore();
  #current: Current | null = null;
  #cancelSettling: Dispose | null = null;

  constructor(session: Session, clock: Clock, onStrayError: (error: Traceback) => void) {
    this.#session = session;
    this.#clock = clock;
    this.onStrayError = onStrayError;
    this.#owned.add(session.onTraceback((error) => this.#onError(error)));
    this.#owned.add(session.subscribe(() => this.#watch()));
    this.#owned.add(() => this.#cancelSettling?.());
  }

  /** Types a console block at the prompt, pastes a program. Settles when the board has taken it all. */
  async run(block: CodeBlock): Promise<void> {
    const current: Current = { id: block.id, promptsWhenSent: null, statement: null, error: null };
    this.#replace(current);
    this.#mark(block.id, { kind: 'sending', statement: null });
    const outcome = await this.#send(block, current).catch((): RunOutcome => 'board-reset');
    if (this.#current !== current) return;
    if (outcome === 'sent') {
      current.promptsWhenSent = this.#session.snapshot.device?.prompts ?? 0;
      this.#watch();
    } else this.#finish(outcome === 'interrupted' ? { kind: 'stopped' } : null);
  }

  stop(): void {
    this.#session.interrupt();
  }

  /** Another lesson is open, whose blocks are others. What runs goes on. */
  clear(): void {
    this.#cancelSettling?.();
    this.#cancelSettling = null;
    this.#current = null;
    this.runs.set(new Map());
  }

  /** Explanations have done their work. */
  forgetErrors(): void {
    const runs = [...this.runs.value].filter(([, run]) => run.kind !== 'failed');
    this.runs.set(new Map(runs));
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #send(block: CodeBlock, current: Current): Promise<RunOutcome> {
    if (block.kind === 'console' && block.run === 'type') {
      const statements = block.statements.flatMap(({ typed }, index) => typed.map(() => index));
      return this.#session.typeLines(block.typed, (line) => {
        current.statement = statements[line] ?? null;
        if (this.#current === current)
          this.#mark(block.id, { kind: 'sending', statement: current.statement });
      });
    }
    return this.#session.paste(block.kind === 'python' ? block.source : `${block.copy}\n`);
  }

  #replace(next: Current): void {
    this.#cancelSettling?.();
    const previous = this.#current;
    this.#current = next;
    if (previous && previous.id !== next.id) this.#mark(previous.id, { kind: 'stopped' });
  }

  #onError(error: Traceback): void {
    if (this.#current) this.#current.error = error;
    else this.onStrayError(error);
  }

  #watch(): void {
    const current = this.#current;
    const promptsBefore = current?.promptsWhenSent ?? null;
    if (!current || promptsBefore === null) return;
    this.#cancelSettling?.();
    this.#cancelSettling = null;
    const device = this.#session.snapshot.device;
    const kind = device?.activity.kind ?? 'stopped';
    if (kind === 'starting' || kind === 'stopped') this.#finish(null);
    else if (kind !== 'prompt') this.#mark(current.id, { kind: 'running', statement: current.statement });
    else if (device && device.prompts > promptsBefore) this.#settle(current);
    else this.#cancelSettling = this.#clock.after(SETTLED_AFTER, () => this.#settle(current));
  }

  #settle(current: Current): void {
    const error = current.error;
    if (error === null) this.#finish({ kind: 'done' });
    else if (error.type === 'KeyboardInterrupt') this.#finish({ kind: 'stopped' });
    else this.#finish({ kind: 'failed', error, conditions: this.#session.snapshot.conditions });
  }

  #finish(run: BlockRun | null): void {
    const current = this.#current;
    this.#current = null;
    this.#cancelSettling = null;
    if (current) this.#mark(current.id, run);
  }

  #mark(id: string, run: BlockRun | null): void {
    const before = this.runs.value.get(id);
    if (run !== null && before && sameRun(before, run)) return;
    const runs = new Map(this.runs.value);
    if (run === null) runs.delete(id);
    else runs.set(id, run);
    this.runs.set(runs);
  }
}

function sameRun(one: BlockRun, other: BlockRun): boolean {
  if (one.kind === 'failed' || one.kind !== other.kind) return false;
  return statementOf(one) === statementOf(other);
}

/** The statement of its block that a run is at; null when it is at none, or nobody knows. */
export function statementOf(run: BlockRun | undefined): number | null {
  return run?.kind === 'sending' || run?.kind === 'running' ? run.statement : null;
}
