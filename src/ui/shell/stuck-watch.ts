import type { Session, SessionSnapshot } from '../../session/session';
import type { Clock } from '../../shared/clock';
import { DisposableStore } from '../../shared/disposable';
import { Cell } from '../common/cell';

/** A program that still runs this long after Ctrl-C is in one long C call, which no interrupt reaches, in ms. */
const STUCK_AFTER = 1_000;
/** So long after Ctrl-C, `main.py` may be what takes it and goes on: a start without it is offered as well. */
const NEVER_LETS_GO_AFTER = 2_000;

/** What is offered to whoever has pressed Stop in vain. */
export type Offer = 'nothing' | 'reset' | 'reset or start without files';

/**
 * Whether Ctrl-C helped: it always brings a prompt, whatever the board was doing. What it does not end, Reset does. The
 * offer goes away when the prompt comes after all, or another board.
 */
export class StuckWatch {
  readonly offer = new Cell<Offer>('nothing');
  readonly #timers = new DisposableStore();
  readonly #owned = new DisposableStore();
  /** What the board had shown when Ctrl-C was pressed; null when nothing is watched. */
  #since: Progress | null = null;

  constructor(
    private readonly session: Session,
    private readonly clock: Clock,
  ) {
    this.#owned.add(session.subscribe(() => this.#look()));
    this.#owned.add(() => this.#end());
  }

  /** Ctrl-C was sent. Pressing it again does not put the offer off. */
  watch(): void {
    this.#look();
    const now = progressOf(this.session.snapshot);
    if (this.#since || !now) return;
    this.#since = now;
    this.#timers.add(this.clock.after(STUCK_AFTER, () => this.offer.set('reset')));
    this.#timers.add(
      this.clock.after(NEVER_LETS_GO_AFTER, () => {
        if (mayBeStartFile(this.session.snapshot)) this.offer.set('reset or start without files');
      }),
    );
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #look(): void {
    if (!this.#since) return;
    const now = progressOf(this.session.snapshot);
    if (now?.boot !== this.#since.boot || now.prompts !== this.#since.prompts) this.#end();
  }

  #end(): void {
    this.#since = null;
    this.#timers.dispose();
    this.offer.set('nothing');
  }
}

interface Progress {
  readonly boot: number;
  readonly prompts: number;
}

/** Null where Ctrl-C brings no prompt: without a board, and in the raw REPL, which takes it without a word. */
function progressOf({ phase, device }: SessionSnapshot): Progress | null {
  if (phase !== 'ready' || !device || device.activity.kind === 'raw') return null;
  return { boot: device.boot, prompts: device.prompts };
}

/** Every flash has a `boot.py`, which mostly does nothing: where a prompt has come, it is not what runs. */
function mayBeStartFile(snapshot: SessionSnapshot): boolean {
  return snapshot.files.includes('/main.py') || (snapshot.device?.prompts === 0 && hasStartFiles(snapshot));
}

export function hasStartFiles({ files }: SessionSnapshot): boolean {
  return files.includes('/main.py') || files.includes('/boot.py');
}
