import { mkdir, open, readdir, readFile, rename, rm, rmdir, stat, unlink } from 'node:fs/promises';
import path from 'node:path';
import { BLOCK_BYTES, FLASH_BLOCKS } from '../../protocol/flash-size';
import { FlashTree } from '../../protocol/flash-tree';
import type { FileChange } from '../../protocol/messages';
import { isOfFileSystem, WIFI_RECORD as WIFI_PATH } from '../../protocol/wifi-record';
import { STORED, type FlashState, type TakeOver } from '../../session/flash/flash-state';
import type { FlashStore } from '../../session/worker-port';
import { Emitter } from '../../shared/emitter';
import { ConfigError } from '../../proxy/flags';
import { codeOf } from '../system-errors';
import { lockFolder } from './folder-lock';

/** What is ours in the folder: its lock, the board's Wi-Fi settings, and files that are being written. */
const OURS = '.pinwire';
const WIFI = 'wifi';
const DRAFT = 'draft';

/** A file of the board that could not be written to the folder. */
interface Unwritten {
  readonly path: string;
  readonly folder: string;
  readonly why: string;
}

/**
 * The board's flash as a folder of this computer: each of its files is one there. A file is replaced as a whole, by a new
 * one that is on the disk, so that what is there was on the board at some time.
 *
 * The board reads the folder when it is switched on. What others change in it while it runs, it may write over.
 */
export class FolderFlash implements FlashStore {
  readonly #folder: string;
  readonly #unlock: () => void;
  readonly #changed = new Emitter<undefined>();
  readonly #unwritten = new Emitter<Unwritten>();
  readonly onChange = this.#changed.event;
  readonly onUnwritten = this.#unwritten.event;
  readonly onNotice = new Emitter<never>().event;
  /** What could not be written, by path. */
  readonly #unkept = new Map<string, FileChange>();
  #state: FlashState = STORED;
  #queue: Promise<void> = Promise.resolve();
  #isBlank = false;

  private constructor(folder: string, unlock: () => void) {
    this.#folder = folder;
    this.#unlock = unlock;
  }

  /**
   * Makes the folder where it is missing, and keeps other boards from it.
   *
   * @throws {ConfigError} when it cannot be read and written, holds what no flash can, or is another board's
   */
  static async open(folder: string): Promise<FolderFlash> {
    const flash = new FolderFlash(path.resolve(folder), await openFolder(folder));
    try {
      const contents = await flash.load();
      const tree = new FlashTree(contents.filter(isOfFileSystem));
      if (tree.usedBlocks > FLASH_BLOCKS) throw new ConfigError(tooMuch(folder, tree.usedBlocks));
      return flash;
    } catch (error) {
      flash.close();
      throw error instanceof ConfigError ? error : new ConfigError(`${folder}: ${messageOf(error)}`);
    }
  }

  get state(): FlashState {
    return this.#state;
  }

  get blank(): boolean {
    return this.#isBlank;
  }

  async load(): Promise<readonly FileChange[]> {
    const entries = await this.#read('/');
    const wifi = await readFile(path.join(this.#folder, OURS, WIFI)).catch(() => null);
    this.#isBlank = entries.length === 0 && wifi === null;
    return wifi === null ? entries : [...entries, { path: WIFI_PATH, kind: 'file', bytes: wifi }];
  }

  write(changes: readonly FileChange[]): Promise<void> {
    const written = this.#queue.then(() => this.#write(changes));
    this.#queue = written;
    return written;
  }

  retry(): Promise<void> {
    return this.write([...this.#unkept.values()]);
  }

  async erase(): Promise<void> {
    await this.#queue;
    for (const name of await readdir(this.#folder))
      if (name !== OURS) await rm(path.join(this.#folder, name), { recursive: true, force: true });
    await rm(path.join(this.#folder, OURS, WIFI), { force: true });
    this.#unkept.clear();
    this.#tell();
    this.#isBlank = true;
  }

  takeOver(): Promise<TakeOver> {
    return Promise.resolve('failed');
  }

  /** Tries once more what could not be written. @returns whether everything that was given to it is on the disk */
  async settle(): Promise<boolean> {
    await this.#queue;
    if (this.#unkept.size > 0) await this.retry();
    return this.#unkept.size === 0;
  }

  /** Lets other boards have the folder. */
  close(): void {
    this.#unlock();
  }

  async #read(directory: string): Promise<FileChange[]> {
    const found: FileChange[] = [];
    const entries = await readdir(this.#place(directory), { withFileTypes: true });
    for (const entry of entries.sort((one, other) => (one.name < other.name ? -1 : 1))) {
      const at = path.posix.join(directory, entry.name);
      if (at === `/${OURS}`) continue;
      // Links are left out: they may lead out of the folder, and the flash has none.
      if (entry.isDirectory()) found.push({ path: at, kind: 'directory' }, ...(await this.#read(at)));
      else if (entry.isFile()) found.push({ path: at, kind: 'file', bytes: await readFile(this.#place(at)) });
    }
    return found;
  }

  async #write(changes: readonly FileChange[]): Promise<void> {
    this.#isBlank = false;
    for (const change of changes) {
      try {
        await this.#apply(change);
        this.#unkept.delete(change.path);
      } catch (error) {
        this.#unkept.set(change.path, change);
        this.#unwritten.fire({ path: change.path, folder: this.#folder, why: messageOf(error) });
      }
    }
    this.#tell();
  }

  async #apply(change: FileChange): Promise<void> {
    const place = this.#place(change.path);
    if (change.kind === 'removed') await remove(place);
    else if (change.kind === 'directory') await mkdir(place, { recursive: true });
    else await replace(place, path.join(this.#folder, OURS, DRAFT), change.bytes);
  }

  #place(board: string): string {
    if (board === WIFI_PATH) return path.join(this.#folder, OURS, WIFI);
    const place = path.join(this.#folder, ...board.split('/'));
    const isInside = place === this.#folder || place.startsWith(this.#folder + path.sep);
    if (!isInside || board === `/${OURS}` || board.startsWith(`/${OURS}/`))
      throw new Error(`no file of the board can have the name ${board} there`);
    return place;
  }

  #tell(): void {
    const unkept = [...this.#unkept.keys()];
    this.#state = { kind: 'stored', unkept, why: unkept.length === 0 ? null : 'failed' };
    this.#changed.fire(undefined);
  }
}

async function openFolder(folder: string): Promise<() => void> {
  const place = path.resolve(folder);
  try {
    await makeFolder(place);
    await makeFolder(path.join(place, OURS));
  } catch (error) {
    throw new ConfigError(`${folder} cannot be the board's flash: ${messageOf(error)}`);
  }
  const lock = lockFolder(path.join(place, OURS, 'lock'));
  if (typeof lock === 'function') return lock;
  throw new ConfigError(
    `${folder} is the flash of a board that runs already (process ${lock.pid}). A flash has one board.`,
  );
}

/** One level: a parent that is not there is a slip of the pen. */
async function makeFolder(place: string): Promise<void> {
  try {
    await mkdir(place);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    if (!(await stat(place)).isDirectory()) throw new Error('it is a file', { cause: error });
  }
}

/** A new file takes the old one's place when it is on the disk. */
async function replace(place: string, draft: string, bytes: Uint8Array): Promise<void> {
  const file = await open(draft, 'w');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, place);
}

async function remove(place: string): Promise<void> {
  try {
    await unlink(place);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    // What unlink says of a directory differs from system to system.
    await rmdir(place);
  }
}

const tooMuch = (folder: string, blocks: number): string =>
  `${folder} holds more than the board's flash: ${(blocks * BLOCK_BYTES) / 1024} of ` +
  `${(FLASH_BLOCKS * BLOCK_BYTES) / 1024} KiB.`;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
