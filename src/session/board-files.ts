import { planRemoval, planSave } from '../protocol/flash-plan';
import { BLOCK_BYTES, FLASH_BLOCKS } from '../protocol/flash-size';
import { FlashTree } from '../protocol/flash-tree';
import type { FileChange, FromDevice } from '../protocol/messages';
import type { Notice } from '../protocol/notices';
import { isOfFileSystem } from '../protocol/wifi-record';
import { FileRequests, type FileRequest } from './file-requests';
import { FileRefused } from './file-refused';
import type { FlashUse } from './session';
import type { BoardWorker } from './board-worker';
import type { FlashStore } from './worker-port';

export interface BoardFilesParts {
  readonly store: FlashStore;
  readonly onChange: () => void;
  readonly onNotice: (notice: Notice) => void;
}

/** Nothing but the root. */
export const NOTHING_USED: FlashUse = {
  usedBytes: new FlashTree().usedBlocks * BLOCK_BYTES,
  totalBytes: FLASH_BLOCKS * BLOCK_BYTES,
};

type FilesMessage = Extract<FromDevice, { kind: 'files' | 'file-refused' | 'file-part-taken' }>;

/**
 * The board's flash as the page knows it, and its way into the browser's storage. The board alone changes it: what the
 * page saves is asked of the board and comes back as a change like any other, so that page, storage and board agree
 * whoever writes. Where there is no board, the page does what the board would have done, by the same rules.
 */
export class BoardFiles {
  #tree = new FlashTree();
  #wifi: FileChange | undefined;
  #loading: Promise<void> | undefined;
  #use = NOTHING_USED;
  /** Changes that the storage is being given. */
  #keeping = 0;
  #changes = 0;
  readonly #requests: FileRequests;

  constructor(private readonly parts: BoardFilesParts) {
    this.#requests = new FileRequests(() => parts.onChange());
  }

  get paths(): readonly string[] {
    return this.#tree.paths;
  }

  get use(): FlashUse {
    const usedBytes = this.#tree.usedBlocks * BLOCK_BYTES;
    if (usedBytes !== this.#use.usedBytes) this.#use = { ...this.#use, usedBytes };
    return this.#use;
  }

  /** Saves and changes that are not stored yet. */
  get pending(): number {
    return this.#requests.pending + this.#keeping;
  }

  /** Whether nothing was ever written: a board that was never used, or was erased. */
  get isBlank(): boolean {
    return this.parts.store.blank;
  }

  /** How many times the flash was changed. */
  get changes(): number {
    return this.#changes;
  }

  /** Everything there is, parents before children, and what lies beside the file system. */
  get contents(): readonly FileChange[] {
    return this.#wifi ? [...this.#tree.contents, this.#wifi] : this.#tree.contents;
  }

  read(path: string): Uint8Array | null {
    return this.#tree.read(path) ?? null;
  }

  /**
   * Resolves when the file is on the board, and stored or named by the store as not kept; rejects with `FileRefused`
   * when the board does not take it.
   */
  save(path: string, bytes: Uint8Array): Promise<void> {
    const done = this.#requests.add(path, bytes.slice());
    void this.#answerWithoutBoard();
    return done;
  }

  remove(path: string): Promise<void> {
    const done = this.#requests.add(path, null);
    void this.#answerWithoutBoard();
    return done;
  }

  /** Storage is asked once; without it the flash is empty. */
  load(): Promise<void> {
    return (this.#loading ??= this.#load());
  }

  /** The storage has other files than these: the next board starts with those. */
  forget(): void {
    this.#loading = undefined;
  }

  /** Removes everything. No board may run meanwhile. */
  async erase(): Promise<void> {
    await this.parts.store.erase(this.contents.map(({ path }) => path));
    this.#tree = new FlashTree();
    this.#wifi = undefined;
    this.parts.onChange();
  }

  /** Everything there is, for a board that starts now and takes requests from here on. What waits is done first. */
  begin(board: BoardWorker): readonly FileChange[] {
    this.#answerAlone();
    this.#requests.attach((message) => board.send(message));
    return this.contents;
  }

  /** The board is gone. What it did not answer is done here, for the next to find. */
  detach(): void {
    this.#requests.detach();
    void this.#answerWithoutBoard();
  }

  onMessage(board: BoardWorker, message: FilesMessage): void {
    switch (message.kind) {
      case 'file-part-taken':
        this.#requests.onPartTaken(message.bytes);
        return;
      case 'file-refused': {
        const { request, refusal } = message;
        this.#requests.refuse(request, (path) => new FileRefused(path, refusal));
        return;
      }
      case 'files': {
        const kept = this.#change(message.changes);
        void kept.then(() => board.acknowledgeFiles(message.sequence));
        if (message.request !== null) this.#requests.answer(message.request, kept);
        return;
      }
    }
  }

  async #answerWithoutBoard(): Promise<void> {
    if (this.#requests.hasBoard()) return;
    await this.load();
    if (!this.#requests.hasBoard()) this.#answerAlone();
  }

  #answerAlone(): void {
    this.#requests.answerAll((request) => this.#doAlone(request));
  }

  #doAlone({ path, bytes }: FileRequest): Promise<void> {
    const plan = bytes ? planSave(this.#tree, path, bytes) : planRemoval(this.#tree, path);
    if ('refusal' in plan) return Promise.reject(new FileRefused(path, plan.refusal));
    return this.#change(plan.changes);
  }

  #change(changes: readonly FileChange[]): Promise<void> {
    this.#tree.apply(changes.filter(isOfFileSystem));
    this.#wifi = wifiOf(changes) ?? this.#wifi;
    this.#changes++;
    const kept = this.#keep(changes);
    this.parts.onChange();
    return kept;
  }

  /** Resolves when it is stored, or never will be: a board that waits for what does not come is of no use. */
  async #keep(changes: readonly FileChange[]): Promise<void> {
    this.#keeping++;
    try {
      await this.parts.store.write(changes);
    } catch {
      // The store's state names what it did not take, as long as it has not.
    }
    this.#keeping--;
    this.parts.onChange();
  }

  async #load(): Promise<void> {
    try {
      const stored = await this.parts.store.load();
      this.#tree = new FlashTree(stored.filter(isOfFileSystem));
      this.#wifi = wifiOf(stored);
    } catch (error) {
      this.parts.onNotice({ kind: 'flash-not-read', detail: String(error) });
    }
    this.parts.onChange();
  }
}

/** What the SDK keeps of the station. */
const wifiOf = (changes: readonly FileChange[]): FileChange | undefined =>
  changes.findLast((change) => !isOfFileSystem(change));
