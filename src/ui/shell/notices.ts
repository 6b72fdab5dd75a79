import type { Notice } from '../../protocol/notices';
import type { Session } from '../../session/session';
import type { Dispose } from '../../shared/disposable';
import { page } from '../../words/en/page';
import { wordsOf } from '../../words/spoken';
import { Cell } from '../common/cell';
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

const words = () => import('./notice-words').then((module) => module.noticeWords);

/** Sentences above the terminal. The same sentence is not said twice while it stands there. */
export class Notices {
  readonly lines = new Cell<readonly NoticeLine[]>([]);
  readonly dispose: Dispose;
  #lastId = 0;

  constructor(session: Session) {
    this.dispose = session.onNotice((notice) => void this.#tell(notice));
  }

  say(tone: NoticeLine['tone'], text: Said, action?: NoticeAction): void {
    const line = { id: ++this.#lastId, tone, text, ...(action ? { action } : {}) };
    const now = text();
    const others = this.lines.value.filter((other) => other.text() !== now);
    this.lines.set([...others, line].slice(-MOST));
  }

  /** What the words are is fetched when there is something to tell. */
  async #tell(notice: Notice): Promise<void> {
    const said = await words().then(
      (noticeWords) => () => noticeWords(notice),
      () => () => wordsOf(page).partNotLoaded(wordsOf(page).parts.Board),
    );
    this.say('info', said);
  }

  dismiss(id: number): void {
    this.lines.set(this.lines.value.filter((line) => line.id !== id));
  }

  /** What was said about an error is over when something new runs. */
  clearErrors(): void {
    this.lines.set(this.lines.value.filter((line) => line.tone !== 'error'));
  }
}
