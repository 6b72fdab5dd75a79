import type { Session, Traceback } from '../../session/session';
import { DisposableStore } from '../../shared/disposable';
import { editor } from '../../words/en/editor';
import { wordsOf } from '../../words/spoken';
import { Cell } from '../common/cell';
import type { Said } from '../common/said';
import type { TextStore } from '../common/text-store';
import { fileProblem } from '../files/file-problem';
import { Drafts } from './drafts';
import { samePath } from './file-name';
import { shortName } from '../../shared/short-name';

export const MAIN = '/main.py';
const OPEN_KEY = 'open-files';
const ACTIVE_KEY = 'open-file';
const encoder = new TextEncoder();
const decoder = new TextDecoder();

export interface OpenFile {
  readonly path: string;
  readonly text: string;
  /** The text is not (yet) what the board has. */
  readonly unsaved: boolean;
}

/** Where the last uncaught error of a program stands. */
export interface ErrorMark {
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  readonly message: string;
}

export interface EditorState {
  readonly files: readonly OpenFile[];
  readonly active: string;
  readonly error: ErrorMark | null;
  readonly busy: 'saving' | 'running' | null;
  /** What was refused or failed. */
  readonly problem: Said | null;
}

/** The open files, their drafts, and what `Save` and `Run file` do. The text widget is only a view of it. */
export class EditorModel {
  readonly state: Cell<EditorState>;
  readonly #session: Session;
  readonly #store: TextStore;
  readonly #drafts: Drafts;
  /** Saved on the board, which did not keep it. */
  readonly #notKept = new Set<string>();
  readonly #owned = new DisposableStore();

  constructor(session: Session, store: TextStore) {
    this.#session = session;
    this.#store = store;
    this.#drafts = new Drafts(store);
    const paths = this.#rememberedPaths();
    const last = store.read(ACTIVE_KEY);
    this.state = new Cell<EditorState>({
      files: paths.map((path) => this.#load(path)),
      active: paths.find((path) => path === last) ?? paths[0] ?? MAIN,
      error: null,
      busy: null,
      problem: null,
    });
    this.#owned.add(session.onTraceback((traceback) => this.#mark(traceback)));
    this.#owned.add(session.subscribe(() => this.#followBoard()));
    this.#owned.add(session.subscribe(() => this.#forgetWhatIsKept()));
  }

  get active(): OpenFile {
    const { files, active } = this.state.value;
    return files.find((file) => file.path === active) ?? { path: active, text: '', unsaved: false };
  }

  open(path: string): void {
    const { files } = this.state.value;
    const known = files.some((file) => file.path === path);
    this.#change({ active: path, files: known ? files : [...files, this.#load(path)] });
    this.#rememberPaths();
  }

  close(path: string): void {
    const { files, active } = this.state.value;
    const left = files.filter((file) => file.path !== path);
    if (left.length === 0) return;
    const at = files.findIndex((file) => file.path === path);
    const neighbour = left[Math.max(0, at - 1)]?.path ?? MAIN;
    this.#change({ files: left, active: active === path ? neighbour : active });
    this.#rememberPaths();
  }

  /** The student typed. */
  edit(path: string, text: string): void {
    const unsaved = text !== this.#onBoard(path);
    if (unsaved) this.#drafts.write(path, text);
    else this.#drafts.forget(path);
    const { error } = this.state.value;
    this.#replace({ path, text, unsaved });
    if (error?.path === path) this.#change({ error: null });
  }

  /** Puts a lesson's program into the file that is open, as text not saved yet. */
  put(path: string, text: string): void {
    this.open(path);
    this.edit(path, text);
  }

  async save(path = this.active.path): Promise<boolean> {
    const file = this.state.value.files.find((open) => open.path === path);
    if (!file) return false;
    this.#change({ busy: 'saving', problem: null });
    try {
      await this.#session.writeFile(path, encoder.encode(file.text));
    } catch (error) {
      const problem = (): string => wordsOf(editor).notSaved(shortName(path), fileProblem(error));
      this.#change({ busy: null, problem });
      return false;
    }
    const now = this.state.value.files.find((open) => open.path === path);
    if (now?.text === file.text) {
      this.#replace({ ...file, unsaved: false });
      this.#forgetDraft(path);
    }
    this.#change({ busy: null });
    return true;
  }

  async run(): Promise<void> {
    const { path } = this.active;
    this.#change({ error: null });
    // What the browser did not store may be on the board all the same.
    if (!(await this.save(path)) && !this.#isOnBoard(path)) return;
    this.#change({ busy: 'running' });
    try {
      await this.#session.runFile(path);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.#change({ problem: () => wordsOf(editor).notStarted(shortName(path), why) });
    } finally {
      this.#change({ busy: null });
    }
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #load(path: string): OpenFile {
    const draft = this.#drafts.read(path);
    const isBoards =
      draft === null || (draft === this.#onBoard(path) && this.#session.readFile(path) !== null);
    return { path, text: draft ?? this.#onBoard(path), unsaved: !isBoards };
  }

  /** What the flash does not keep lives in this tab only, and so as a draft, which a reload gives back. */
  #forgetDraft(path: string): void {
    const { flash } = this.#session.snapshot;
    if (flash.kind === 'stored' && !flash.unkept.includes(path)) this.#drafts.forget(path);
    else this.#notKept.add(path);
  }

  /** Whether the board has the file as it is here. */
  #isOnBoard(path: string): boolean {
    const text = this.state.value.files.find((file) => file.path === path)?.text;
    return this.#session.readFile(path) !== null && this.#onBoard(path) === text;
  }

  #onBoard(path: string): string {
    const bytes = this.#session.readFile(path);
    return bytes === null ? '' : decoder.decode(bytes);
  }

  #forgetWhatIsKept(): void {
    for (const path of [...this.#notKept]) {
      this.#notKept.delete(path);
      if (this.state.value.files.some((file) => file.path === path && !file.unsaved)) this.#forgetDraft(path);
    }
  }

  /** A program on the board may write files too: a file without unsaved text follows the flash. */
  #followBoard(): void {
    const { files, busy } = this.state.value;
    const followed = files.map((file) => {
      const text = this.#onBoard(file.path);
      if (text === file.text) {
        // On its way to the storage, it is on the board but not saved yet.
        const isUnderWay = busy === 'saving' || this.#session.snapshot.savesPending > 0;
        if (!file.unsaved || isUnderWay || !this.#session.readFile(file.path)) return file;
        this.#forgetDraft(file.path);
        return { ...file, unsaved: false };
      }
      return file.unsaved ? file : { ...file, text };
    });
    if (followed.some((file, index) => file !== files[index])) this.#change({ files: followed });
  }

  #mark(traceback: Traceback): void {
    const { files } = this.state.value;
    const frame = traceback.frames.findLast((each) => files.some((file) => samePath(file.path, each.file)));
    const file = files.find((open) => frame && samePath(open.path, frame.file));
    if (!frame || !file || traceback.type === 'KeyboardInterrupt') return;
    const message = traceback.message === '' ? traceback.type : `${traceback.type}: ${traceback.message}`;
    this.#change({ error: { path: file.path, line: frame.line, message } });
  }

  #replace(file: OpenFile): void {
    const { files } = this.state.value;
    this.#change({ files: files.map((open) => (open.path === file.path ? file : open)) });
  }

  #change(part: Partial<EditorState>): void {
    this.state.update((state) => ({ ...state, ...part }));
  }

  #rememberedPaths(): readonly string[] {
    const paths = (this.#store.read(OPEN_KEY) ?? MAIN).split('\n').filter((path) => path.startsWith('/'));
    return paths.length === 0 ? [MAIN] : paths.slice(0, 20);
  }

  #rememberPaths(): void {
    const { files, active } = this.state.value;
    this.#store.write(OPEN_KEY, files.map((file) => file.path).join('\n'));
    this.#store.write(ACTIVE_KEY, active);
  }
}
