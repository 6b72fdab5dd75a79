import type { OutputChunk, RunOutcome, Session } from '../../session/session';
import { DisposableStore } from '../../shared/disposable';
import { terminal as terminalWords } from '../../words/en/terminal';
import { onSpoken, wordsOf } from '../../words/spoken';
import { Cell } from '../common/cell';
import type { Said } from '../common/said';
import type { TextStore } from '../common/text-store';
import type { Fonts } from '../theme/fonts';
import type { Theme } from '../theme/theme';
import { amountWords } from './amount-words';
import { onFirstPrompt } from './first-prompt';
import { fittingFontSize, LARGEST, LEAST_COLUMNS, readFontSize, SMALLEST, writeFontSize } from './font-size';
import { keyAction } from './keys';
import { OutputStore } from './output-store';
import { planPaste } from './paste-text';
import { oldScrollback, saveScrollback } from './scrollback';
import { terminalThemes } from './terminal-theme';
import type { XtermParts } from './xterm';
import type * as XtermModule from './xterm';

const ESCAPE = '\x1b';

/** Loads xterm.js, which is not part of the main bundle; asked again when it failed. */
export type LoadXterm = () => Promise<typeof XtermModule>;

export type TerminalStatus = 'loading' | 'ready' | 'failed';

interface TerminalModelParts {
  readonly session: Session;
  /** Lives as long as the tab: what was on the screen. */
  readonly tabStore: TextStore;
  /** Lives longer: settings. */
  readonly store: TextStore;
  readonly theme: Theme;
  readonly fonts: Fonts;
  /** Ctrl-C, for whoever wants to know whether it helped. */
  readonly interrupt: () => void;
  readonly load: LoadXterm;
  /** The first prompt is on the screen. */
  readonly promptDrawn: () => void;
}

/**
 * The terminal as it lives outside React: its element moves between layouts without losing what it shows. Output that
 * comes before xterm.js is there waits here; the session's flow control bounds it, since nothing is acknowledged yet.
 */
export class TerminalModel {
  readonly status = new Cell<TerminalStatus>('loading');
  readonly fontSize: Cell<number>;
  /** A sentence for the student, such as how to paste where the browser does not let us. */
  readonly hint = new Cell<Said | null>(null);

  readonly element = document.createElement('div');
  readonly #parts: TerminalModelParts;
  readonly #owned = new DisposableStore();
  #xterm: XtermParts | null = null;
  #waiting: OutputChunk[] = [];
  readonly #unseen = new OutputStore();
  #pasting: Promise<RunOutcome> | null = null;
  #starting = true;
  #chosenSize: number | null;
  #escapeHeld = false;

  constructor(parts: TerminalModelParts) {
    this.#parts = parts;
    this.#chosenSize = readFontSize(parts.store);
    this.fontSize = new Cell(fittingFontSize(this.#chosenSize, window.innerWidth));
    this.element.className = 'terminal-host';
    this.#owned.add(parts.session.onOutput((chunk) => this.#show(chunk)));
    this.#owned.add(parts.session.subscribe(() => this.#watchBoard()));
    this.#owned.add(parts.theme.shade.subscribe(() => this.#paint()));
    this.#listen();
    void this.#start();
  }

  get selection(): string {
    return this.#xterm?.terminal.getSelection() ?? '';
  }

  /** Puts the terminal into the page at `parent`; the result takes it out again. */
  attach(parent: HTMLElement): () => void {
    parent.append(this.element);
    this.#open();
    const sized = new ResizeObserver(() => this.#fit());
    sized.observe(parent);
    return () => {
      sized.disconnect();
      this.element.remove();
    };
  }

  focus(): void {
    this.#xterm?.terminal.focus();
  }

  clear(): void {
    this.#xterm?.terminal.clear();
    this.focus();
  }

  selectAll(): void {
    this.#xterm?.terminal.selectAll();
  }

  enlarge(steps: number): void {
    const size = Math.min(LARGEST, Math.max(SMALLEST, this.fontSize.value + steps));
    this.#chosenSize = size;
    writeFontSize(this.#parts.store, size);
    this.#fit();
  }

  /** Keys of the row on small screens, as bytes. */
  press(bytes: string): void {
    this.#parts.session.type(bytes);
    this.showEnd();
    this.focus();
  }

  paste(text: string): void {
    const { session } = this.#parts;
    const { device, pending } = session.snapshot;
    if (this.#pasting || pending !== null) {
      this.hint.set(() => wordsOf(terminalWords).stillTaking);
      return;
    }
    const plan = planPaste(text, device?.activity.kind ?? 'starting');
    if (plan.kind !== 'nothing') this.hint.set(plan.hint);
    if (plan.kind === 'type') session.type(plan.text);
    if (plan.kind === 'program') void this.#pasteProgram(plan.source);
    this.showEnd();
    this.focus();
  }

  async #pasteProgram(source: string): Promise<void> {
    const pasting = this.#parts.session.paste(source);
    this.#pasting = pasting;
    await pasting;
    this.#pasting = null;
  }

  /** Whoever has scrolled back and then sends something wants to see what comes of it, as when typing. */
  showEnd(): void {
    this.#xterm?.terminal.scrollToBottom();
  }

  async copy(): Promise<void> {
    const text = this.selection;
    if (text === '') return;
    try {
      await navigator.clipboard.writeText(text);
      this.hint.set(null);
    } catch {
      this.hint.set(() => wordsOf(terminalWords).mayNotCopy);
    }
  }

  async pasteFromClipboard(): Promise<void> {
    try {
      this.paste(await navigator.clipboard.readText());
    } catch {
      this.hint.set(() => wordsOf(terminalWords).mayNotPaste);
    }
  }

  /** xterm.js could not be loaded: asks for it again. What was printed meanwhile is not shown any more. */
  retry(): void {
    if (this.status.value !== 'failed') return;
    this.status.set('loading');
    void this.#start();
  }

  dispose(): void {
    this.#owned.dispose();
    this.#xterm?.terminal.dispose();
    for (const chunk of this.#waiting.splice(0)) chunk.done();
  }

  async #start(): Promise<void> {
    try {
      const { createXterm } = await this.#parts.load();
      this.#xterm = createXterm({
        fontSize: this.fontSize.value,
        tooMuchOutput: wordsOf(terminalWords).tooMuchOutput,
      });
    } catch {
      this.status.set('failed');
      // Nothing can be drawn; the board must not be held back, and the end of what it prints is kept.
      for (const chunk of this.#waiting.splice(0)) this.#store(chunk);
      return;
    }
    this.#xterm.terminal.onData((data) => this.#parts.session.type(data));
    this.#xterm.terminal.attachCustomKeyEventHandler((event) => this.#onKey(event));
    this.#paint();
    this.#open();
  }

  /** What assistive technology calls the place where one types, which xterm.js has made. */
  #name(): void {
    const { input, wayOut } = wordsOf(terminalWords);
    const place = this.#xterm?.terminal.textarea;
    place?.setAttribute('aria-label', input);
    place?.setAttribute('aria-description', wayOut);
  }

  /** Once both xterm.js and a place in the page are there. */
  #open(): void {
    if (this.#xterm === null || !this.element.isConnected || this.status.value === 'ready') return;
    const { terminal } = this.#xterm;
    terminal.open(this.element);
    onFirstPrompt(terminal, () => {
      // On the page's timeline, for whoever hosts the page and for the benchmark.
      performance.mark('pinwire:prompt');
      this.#parts.fonts.load();
      this.#parts.promptDrawn();
    });
    this.#name();
    this.#owned.add(onSpoken(() => this.#name()));
    this.status.set('ready');
    if (this.#parts.fonts.ready.value) this.#xterm.useOwnFont();
    this.#fit();
    const old = oldScrollback(this.#parts.tabStore, terminal.rows);
    if (old !== '') terminal.write(old);
    this.#showUnseen();
    for (const chunk of this.#waiting.splice(0)) this.#write(chunk);
    this.#owned.add(
      this.#parts.fonts.ready.subscribe(() => {
        this.#xterm?.useOwnFont();
        this.#fit();
      }),
    );
  }

  #show(chunk: OutputChunk): void {
    if (this.status.value === 'failed' || document.hidden) this.#store(chunk);
    else if (this.#xterm === null || this.status.value !== 'ready') this.#waiting.push(chunk);
    else this.#write(chunk);
  }

  /** Acknowledged at once: what nobody sees is not drawn. */
  #store(chunk: OutputChunk): void {
    for (const earlier of this.#waiting.splice(0)) this.#store(earlier);
    this.#unseen.push(chunk.bytes);
    chunk.done();
  }

  /** A board that is started anew begins on a line of its own. */
  #watchBoard(): void {
    const starting = this.#parts.session.snapshot.phase === 'loading';
    if (starting === this.#starting) return;
    this.#starting = starting;
    if (!starting || !this.#xterm) return;
    const { terminal } = this.#xterm;
    // Once all that came before has been drawn.
    terminal.write('', () => {
      if (terminal.buffer.active.cursorX > 0) terminal.write('\r\n');
    });
  }

  #showUnseen(): void {
    if (this.status.value !== 'ready' || document.hidden || this.#unseen.isEmpty) return;
    const { kept, dropped } = this.#unseen.take();
    if (dropped > 0) this.#xterm?.terminal.write(missing(dropped));
    for (const bytes of kept) this.#xterm?.terminal.write(bytes);
  }

  #write(chunk: OutputChunk): void {
    this.#xterm?.terminal.write(chunk.bytes, chunk.done);
  }

  #paint(): void {
    if (this.#xterm) this.#xterm.terminal.options.theme = terminalThemes[this.#parts.theme.shade.value];
  }

  #fit(): void {
    const width = this.element.clientWidth;
    if (this.#xterm === null || width === 0 || this.element.clientHeight === 0) return;
    const { terminal, fit } = this.#xterm;
    const size = fittingFontSize(this.#chosenSize, width);
    this.fontSize.set(size);
    if (terminal.options.fontSize !== size) terminal.options.fontSize = size;
    const fitting = fit.proposeDimensions();
    if (fitting === undefined || Number.isNaN(fitting.cols)) return;
    const cols = Math.max(fitting.cols, LEAST_COLUMNS);
    this.element.classList.toggle('too-narrow', cols > fitting.cols);
    if (cols !== terminal.cols || fitting.rows !== terminal.rows) terminal.resize(cols, fitting.rows);
  }

  #onKey(event: KeyboardEvent): boolean {
    if (event.type !== 'keydown' || event.isComposing) return true;
    if (['Shift', 'Control', 'Alt', 'Meta'].includes(event.key)) return true;
    const action = keyAction(event, this.#escapeHeld);
    this.#releaseEscape(action === 'browser' || action === 'hold-escape');
    if (action === 'board') return true;
    if (action === 'interrupt') {
      this.#parts.interrupt();
      this.showEnd();
    }
    if (action === 'copy') void this.copy();
    if (action === 'hold-escape') this.#escapeHeld = true;
    if (action !== 'browser' && action !== 'paste') event.preventDefault();
    return false;
  }

  /** The held Escape goes to the board before the key that follows it, unless that key left the terminal. */
  #releaseEscape(swallow: boolean): void {
    if (this.#escapeHeld && !swallow) this.#parts.session.type(ESCAPE);
    this.#escapeHeld = false;
  }

  #listen(): void {
    const onPaste = (event: ClipboardEvent) => {
      event.preventDefault();
      event.stopPropagation();
      this.paste(event.clipboardData?.getData('text/plain') ?? '');
    };
    // In the capture phase, before xterm.js takes the event and sends the lines one by one.
    this.element.addEventListener('paste', onPaste, { capture: true });
    const onHide = () => this.#keepScrollback();
    window.addEventListener('pagehide', onHide);
    this.#owned.add(() => window.removeEventListener('pagehide', onHide));
    const onVisibility = () => this.#showUnseen();
    document.addEventListener('visibilitychange', onVisibility);
    this.#owned.add(() => document.removeEventListener('visibilitychange', onVisibility));
  }

  #keepScrollback(): void {
    const buffer = this.#xterm?.terminal.buffer.normal;
    if (!buffer) return;
    const lines: string[] = [];
    for (let i = 0; i < buffer.length; i++) {
      const line = buffer.getLine(i);
      const text = line?.translateToString(true) ?? '';
      if (line?.isWrapped) lines.push((lines.pop() ?? '') + text);
      else lines.push(text);
    }
    saveScrollback(this.#parts.tabStore, lines);
  }
}

/** In place of what was printed while nobody looked and is not kept. */
function missing(bytes: number): string {
  return `\r\n\x1b[0;2m── ${wordsOf(terminalWords).missing(amountWords(bytes))} ──\x1b[0m\r\n`;
}
