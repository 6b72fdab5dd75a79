import { Cell } from '../common/cell';
import type { Said } from '../common/said';
import { fileProblem } from '../files/file-problem';
import type { TextStore } from '../common/text-store';

/** A file as the student has it. */
export interface FileState {
  /** On the flash; null: it is not there. */
  readonly flash: string | null;
  /** What stands in the editor and is not saved; null: nothing. */
  readonly draft: string | null;
  readonly open: boolean;
}

/** What a step's files have to do with the bench. Paths are without a slash before them, as in `lesson.yaml`. */
export interface FileDesk {
  readonly look: (path: string) => FileState;
  /** In the editor and on the flash. Rejects with a sentence. */
  readonly put: (path: string, text: string) => Promise<void>;
  /** As it was then, with what was not saved. */
  readonly restore: (path: string, state: FileState) => Promise<void>;
  readonly subscribe: (onChange: () => void) => () => void;
}

export type Files = Readonly<Record<string, string>>;

export interface FileOffer {
  readonly path: string;
  readonly text: string;
  /** What the student has in its place; null: nothing. */
  readonly present: string | null;
  readonly kind: 'new' | 'same' | 'differs';
}

/** How a step's files compare with what the student has: nothing of the student's is changed unasked. */
export function offersOf(files: Files, desk: Pick<FileDesk, 'look'>): readonly FileOffer[] {
  return Object.entries(files).map(([path, text]) => {
    const { flash, draft } = desk.look(path);
    const present = draft ?? flash;
    const kind = present === text && flash === text ? 'same' : present === null ? 'new' : 'differs';
    return { path, text, present, kind };
  });
}

export interface StepFilesState {
  readonly busy: boolean;
  readonly problem: Said | null;
  /** What was put there, and can be taken back. */
  readonly undoable: readonly string[];
}

type Before = Readonly<Record<string, FileState>>;

/** Puts the files of one step, or of the lesson as a whole, on the board, and takes them back. What was there before is kept over a reload. */
export class StepFiles {
  readonly state: Cell<StepFilesState>;
  readonly #step: string;

  constructor(
    private readonly lesson: string,
    step: string | null,
    private readonly desk: FileDesk,
    private readonly store: TextStore,
  ) {
    // No step is called so.
    this.#step = step ?? '';
    this.state = new Cell<StepFilesState>({
      busy: false,
      problem: null,
      undoable: Object.keys(this.#before),
    });
  }

  async put(offers: readonly FileOffer[]): Promise<void> {
    await this.#do(async () => {
      for (const { path, text } of offers) {
        const before = this.desk.look(path);
        await this.desk.put(path, text);
        // The first state is the student's own; what was put there later was ours.
        this.#keep({ [path]: before, ...this.#before });
      }
    });
  }

  async undo(): Promise<void> {
    await this.#do(async () => {
      for (const [path, state] of Object.entries(this.#before)) await this.desk.restore(path, state);
      this.#keep({});
    });
  }

  async #do(work: () => Promise<void>): Promise<void> {
    if (this.state.value.busy) return;
    this.state.update((state) => ({ ...state, busy: true, problem: null }));
    let problem: Said | null = null;
    try {
      await work();
    } catch (error) {
      problem = () => fileProblem(error);
    }
    this.state.set({ busy: false, problem, undoable: Object.keys(this.#before) });
  }

  get #before(): Before {
    return readBefore(this.store, this.lesson)[this.#step] ?? {};
  }

  #keep(before: Before): void {
    const others = Object.entries(readBefore(this.store, this.lesson)).filter(
      ([step]) => step !== this.#step,
    );
    const all = Object.keys(before).length === 0 ? others : [...others, [this.#step, before] as const];
    if (all.length === 0) forgetFiles(this.store, this.lesson);
    else this.store.write(key(this.lesson), JSON.stringify(Object.fromEntries(all)));
  }
}

/** What was there before the files of a lesson: it can be taken back no more. */
export const forgetFiles = (store: TextStore, lesson: string): void => store.remove(key(lesson));

const key = (lesson: string): string => `before.${lesson}`;

/** By step. What was written by nobody of ours is nothing. */
function readBefore(store: TextStore, lesson: string): Readonly<Partial<Record<string, Before>>> {
  try {
    const kept: unknown = JSON.parse(store.read(key(lesson)) ?? '{}');
    return Object.fromEntries(
      partsOf(kept).map(([step, files]) => [step, Object.fromEntries(partsOf(files).filter(isKept))]),
    );
  } catch {
    return {};
  }
}

const partsOf = (value: unknown): [string, unknown][] =>
  typeof value === 'object' && value !== null ? Object.entries(value) : [];

function isKept(entry: [string, unknown]): entry is [string, FileState] {
  const [, state] = entry;
  if (typeof state !== 'object' || state === null) return false;
  const { flash, draft, open } = state as Record<string, unknown>;
  const isText = (value: unknown): boolean => value === null || typeof value === 'string';
  return isText(flash) && isText(draft) && typeof open === 'boolean';
}
