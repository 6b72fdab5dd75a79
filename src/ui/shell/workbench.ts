import type { CodeBlock, PythonBlock } from '../../lessons/model';
import type { Session } from '../../session/session';
import type { Clock } from '../../shared/clock';
import type { Dispose } from '../../shared/disposable';
import { BrowserModel } from '../browser/browser-model';
import { Cell } from '../common/cell';
import { tabFirst, type TextStore } from '../common/text-store';
import { EditorModel, MAIN } from '../editor/editor-model';
import { explain, restartHelps } from '../lesson/explain';
import { LessonRuns } from '../lesson/lesson-runs';
import { type LoadXterm, TerminalModel } from '../terminal/terminal-model';
import type { Fonts } from '../theme/fonts';
import type { Theme } from '../theme/theme';
import { canBeStopped } from './activity-words';
import { Notices } from './notices';

export interface Surroundings {
  readonly store: TextStore;
  readonly tabStore: TextStore;
  readonly theme: Theme;
  readonly fonts: Fonts;
  readonly clock: Clock;
  readonly loadXterm: LoadXterm;
  readonly newToken: () => string;
}

/** After Stop, a program that still runs is in one long C call, which no interrupt reaches: only Reset helps. */
const STUCK_AFTER = 1000;

/** What stands on the bench for one board: the tools' models, and what they have to do with each other. */
export class Workbench {
  readonly terminal: TerminalModel;
  readonly editor: EditorModel;
  readonly browser: BrowserModel;
  readonly runs: LessonRuns;
  readonly notices: Notices;
  readonly resetting = new Cell(false);
  /** Stop was pressed and has not helped. */
  readonly stuck = new Cell(false);
  readonly session: Session;

  readonly #clock: Clock;
  #cancelWatch: Dispose | null = null;

  constructor(session: Session, { store, tabStore, theme, fonts, clock, loadXterm, newToken }: Surroundings) {
    this.session = session;
    this.#clock = clock;
    this.terminal = new TerminalModel({ session, store, tabStore, theme, fonts, load: loadXterm });
    // The tab that has the flash has the drafts, too.
    const drafts = tabFirst(tabStore, store, () => session.snapshot.flash.kind === 'stored');
    this.editor = new EditorModel(session, drafts);
    this.browser = new BrowserModel({ session, tabStore, clock, newToken });
    this.notices = new Notices(session);
    this.runs = new LessonRuns(session, clock, (error) => {
      const reason = explain(error);
      const restart = { name: 'Restart Python (Ctrl-D)', run: () => this.restartPython() };
      if (reason !== null) this.notices.say('error', reason, restartHelps(error) ? restart : undefined);
    });
  }

  run(block: CodeBlock): void {
    this.notices.clearErrors();
    this.terminal.showEnd();
    void this.runs.run(block);
  }

  openInEditor(block: PythonBlock): void {
    this.editor.put(MAIN, block.source);
  }

  restartPython(): void {
    this.notices.clearErrors();
    this.runs.forgetErrors();
    this.session.softReset();
  }

  stop(): void {
    this.session.interrupt();
    this.terminal.showEnd();
    this.#cancelWatch?.();
    this.#cancelWatch = this.#clock.after(STUCK_AFTER, () => {
      if (canBeStopped(this.session.snapshot)) this.stuck.set(true);
    });
  }

  async reset(): Promise<void> {
    if (this.resetting.value) return;
    this.#cancelWatch?.();
    this.stuck.set(false);
    this.notices.clearErrors();
    this.resetting.set(true);
    try {
      await this.session.reset();
    } catch (error) {
      this.notices.say(
        'error',
        `The board could not be restarted${error instanceof Error ? ` (${error.message})` : ''}. Reload the page.`,
      );
    } finally {
      this.resetting.set(false);
    }
  }

  dispose(): void {
    this.#cancelWatch?.();
    this.runs.dispose();
    this.notices.dispose();
    this.browser.dispose();
    this.editor.dispose();
    this.terminal.dispose();
  }
}
