import type { Notice } from '../../protocol/notices';
import type { Session } from '../../session/session';
import type { Dispose } from '../../shared/disposable';
import { page } from '../../words/en/page';
import { wordsOf } from '../../words/spoken';
import { Cell } from '../common/cell';
import { pageClock } from '../common/page-clock';
import type { Said } from '../common/said';

export interface NoticeLine {
  readonly id: number;
  readonly tone: 'info' | 'error';
  readonly text: Said;
  readonly action?: NoticeAction;
}

export interface NoticeAction {
  readonly name: Said;
  readonly run: () => void;
}

const MOST = 3;
/** Prompts that follow the first one so soon, in milliseconds, are of lines that were run with it. */
const OF_ONE_RUN = 2_000;

const words = () => import('./notice-words').then((module) => module.noticeWords);

/** Sentences above the terminal. The same sentence is not said twice while it stands there. */
export class Notices {
  readonly lines = new Cell<readonly NoticeLine[]>([]);
  readonly dispose: Dispose;
  /** Lines that are of what ran then, and when its prompt came back; null: it has not. */
  readonly #passing = new Map<number, number | null>();
  #lastId = 0;
  #prompts = 0;

  constructor(
    private readonly session: Session,
    private readonly now: () => number = () => pageClock.now,
  ) {
    const stop = session.onNotice((notice) => void this.#tell(notice));
    const leave = session.subscribe(() => this.#onPrompts(session.snapshot.device?.prompts ?? 0));
    this.dispose = () => {
      stop();
      leave();
    };
  }

  /**
   * What was said of an error or of a name is past when the student has run something else since; lines of one block
   * follow at once.
   */
  #onPrompts(prompts: number): void {
    if (prompts === this.#prompts) return;
    this.#prompts = prompts;
    for (const [id, since] of [...this.#passing])
      if (since === null) this.#passing.set(id, this.now());
      else if (this.now() >= since + OF_ONE_RUN) this.dismiss(id);
  }

  say(tone: NoticeLine['tone'], text: Said, action?: NoticeAction): void {
    const line = { id: ++this.#lastId, tone, text, ...(action ? { action } : {}) };
    const now = text();
    const others = this.lines.value.filter((other) => other.text() !== now);
    this.lines.set([...others, line].slice(-MOST));
    if (tone === 'error') this.#pass(line.id);
  }

  /** The prompt after what it is about may be there by now: the words came later. */
  #pass(id: number): void {
    const isBack = this.session.snapshot.device?.activity.kind === 'prompt';
    this.#passing.set(id, isBack ? this.now() : null);
  }

  /** What the words are is fetched when there is something to tell. */
  async #tell(notice: Notice): Promise<void> {
    const said = await words().then(
      (noticeWords) => () => noticeWords(notice),
      () => () => wordsOf(page).partNotLoaded(wordsOf(page).parts.Board),
    );
    this.say('info', said);
    if (notice.kind === 'unknown-name' || notice.kind === 'not-reached') this.#pass(this.#lastId);
  }

  dismiss(id: number): void {
    this.#passing.delete(id);
    this.lines.set(this.lines.value.filter((line) => line.id !== id));
  }

  /** What was said about an error is over when something new is run from the page. */
  clearErrors(): void {
    this.lines.set(this.lines.value.filter((line) => line.tone !== 'error'));
  }
}
