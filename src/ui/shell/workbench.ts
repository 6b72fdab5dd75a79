import type { CodeBlock, PythonBlock } from '../../lessons/model';
import type { ResetOptions, RunOutcome, Session, Traceback } from '../../session/session';
import type { DeviceTabs } from '../../session/site-worker/device-tabs';
import type { Clock } from '../../shared/clock';
import type { Dispose } from '../../shared/disposable';
import { PageTrust } from '../browser/page-trust';
import { page } from '../../words/en/page';
import { wordsOf } from '../../words/spoken';
import { Cell } from '../common/cell';
import { loadOnce } from '../common/loadable';
import { tabFirst, type TextStore } from '../common/text-store';
import type { Diagnostics } from '../diagnostics/diagnostics';
import { EditorModel, MAIN } from '../editor/editor-model';
import { InternetModel } from '../internet/internet-model';
import { LessonRuns } from '../lesson/lesson-runs';
import { type Site, siteProblem } from '../site/site';
import { type LoadXterm, TerminalModel } from '../terminal/terminal-model';
import type { Fonts } from '../theme/fonts';
import type { Theme } from '../theme/theme';
import { canBeStopped } from './activity-words';
import { Notices } from './notices';
import type { PaneName } from './pane-names';
import type { SiteModel } from './site-model';
import { StartWatch } from './start-watch';
import { StuckWatch } from './stuck-watch';
import type { Views } from './views';

export interface Surroundings {
  readonly store: TextStore;
  readonly tabStore: TextStore;
  readonly theme: Theme;
  readonly fonts: Fonts;
  readonly clock: Clock;
  readonly loadXterm: LoadXterm;
  readonly newToken: () => string;
  readonly diagnostics: Diagnostics;
  /** What the site has for itself. */
  readonly settings: Site;
  /** What the service worker does for the page. */
  readonly site: SiteModel;
  /** Other tabs of the browser that show what the board serves. */
  readonly tabs: DeviceTabs;
  /** The page's own address. */
  readonly base: string;
}

/** What stands on the bench for one board: the tools' models, and what they have to do with each other. */
export class Workbench {
  readonly terminal: TerminalModel;
  readonly editor: EditorModel;
  /** What the board's pages may do in a tab of their own. */
  readonly trust: PageTrust;
  /** Browser and network, which are loaded once the first start is over. */
  readonly loadViews: () => Promise<Views>;
  readonly internet: InternetModel;
  readonly runs: LessonRuns;
  readonly notices: Notices;
  readonly resetting = new Cell(false);
  /** Panes that the lesson needs now, most needed first; a new list each time. */
  readonly revealed = new Cell<readonly PaneName[]>([]);
  /** Whether there is time for what the first prompt does not need. */
  readonly start: StartWatch;
  /** Whether Stop helped, and what does when it did not. */
  readonly stuck: StuckWatch;
  readonly diagnostics: Diagnostics;
  readonly session: Session;
  #forgetStart: Dispose = () => undefined;
  #views: Views | null = null;

  constructor(
    session: Session,
    {
      store,
      tabStore,
      theme,
      fonts,
      clock,
      loadXterm,
      newToken,
      diagnostics,
      settings,
      site,
      tabs,
      base,
    }: Surroundings,
  ) {
    this.session = session;
    this.diagnostics = diagnostics;
    this.start = new StartWatch(session, clock);
    this.stuck = new StuckWatch(session, clock);
    const interrupt = (): void => this.stop();
    const promptDrawn = (): void => this.start.promptDrawn();
    this.terminal = new TerminalModel({
      ...{ session, store, tabStore, theme, fonts, interrupt, promptDrawn },
      load: loadXterm,
    });
    // The tab that has the flash has the drafts, too.
    const drafts = tabFirst(tabStore, store, () => session.snapshot.flash.kind === 'stored');
    this.editor = new EditorModel(session, drafts);
    this.trust = new PageTrust(session, store);
    this.loadViews = loadOnce(async () => {
      // Side by side: the pane would only be asked for by what draws it.
      const [{ openViews }] = await Promise.all([import('./views'), import('../browser/browser-pane')]);
      this.#views = openViews({
        ...{ session, tabStore, clock, newToken, tabs },
        ...{ site: site.state, trust: this.trust },
      });
      return this.#views;
    });
    this.internet = new InternetModel({ session, store, tabStore, site: settings, base });
    const afterStart = (): void => {
      void this.internet.start();
      void site.start();
      void tabs.start();
    };
    if (this.start.over.value) afterStart();
    else this.#forgetStart = this.start.over.subscribe(afterStart);
    this.notices = new Notices(session);
    void settings.load().then(() => {
      if (settings.state.value.problems.length > 0)
        this.notices.say('info', () => siteProblem(settings.state.value));
    });
    this.runs = new LessonRuns(session, clock, (error) => {
      this.#explain(error).catch((failure: unknown) => diagnostics.pageError('Explanation', failure));
    });
  }

  /** Of an error that no block of the lesson brought about. */
  async #explain(error: Traceback): Promise<void> {
    const { conditions } = this.session.snapshot;
    const { explain, restartHelps } = await import('../lesson/explain');
    const reason = (): string | null => explain(error, conditions);
    const restart = { name: () => wordsOf(page).restartPython, run: () => this.restartPython() };
    if (reason() === null) return;
    this.notices.say('error', () => reason() ?? '', restartHelps(error) ? restart : undefined);
  }

  run(block: CodeBlock): void {
    this.notices.clearErrors();
    this.terminal.showEnd();
    void this.runs.run(block);
    // What runs is interrupted first, and may not end.
    if (canBeStopped(this.session.snapshot)) this.stuck.watch();
  }

  /** Typed at the prompt as a student would. */
  typeLines(lines: readonly string[]): void {
    this.#enter(() => this.session.typeLines(lines));
  }

  paste(text: string): void {
    this.#enter(() => this.session.paste(text));
  }

  /** What a file of the flash, or its draft in the editor, contains. */
  readText(path: string): string | null {
    const open = this.editor.state.value.files.find((file) => file.path === `/${path}`);
    if (open) return open.text;
    const bytes = this.session.readFile(`/${path}`);
    return bytes === null ? null : new TextDecoder().decode(bytes);
  }

  #enter(send: () => Promise<RunOutcome>): void {
    this.notices.clearErrors();
    this.terminal.showEnd();
    void send();
    if (canBeStopped(this.session.snapshot)) this.stuck.watch();
  }

  openInEditor(block: PythonBlock): void {
    this.editor.put(MAIN, block.source);
  }

  /** Shown where they are, without taking the keyboard there. */
  reveal(panes: readonly PaneName[]): void {
    this.revealed.set(panes);
  }

  /** In the browser pane. */
  async openPage(address: string): Promise<void> {
    const { browser } = await this.loadViews();
    browser.open(address);
  }

  restartPython(): void {
    this.notices.clearErrors();
    this.runs.forgetErrors();
    this.session.softReset();
  }

  stop(): void {
    this.session.interrupt();
    this.stuck.watch();
    this.terminal.showEnd();
  }

  /** What goes wrong with it stands in the session's snapshot. */
  async reset(options?: ResetOptions): Promise<void> {
    if (this.resetting.value) return;
    this.notices.clearErrors();
    this.resetting.set(true);
    try {
      await this.session.reset(options);
    } finally {
      this.resetting.set(false);
    }
  }

  dispose(): void {
    this.#forgetStart();
    this.stuck.dispose();
    this.start.dispose();
    this.runs.dispose();
    this.notices.dispose();
    this.#views?.network.dispose();
    this.#views?.browser.dispose();
    this.editor.dispose();
    this.terminal.dispose();
  }
}
