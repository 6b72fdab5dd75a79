import type { EmscriptenFs } from 'virtual:interpreter/loader';
import type { FileChange } from '../protocol/messages';

const ROOT = '/flash';
/** Flags of `open` that write (fcntl.h): O_WRONLY, O_RDWR. */
const WRITING = 0b11;

/** Called for every change that a program made: whole contents, or null when the file is gone. */
export type OnFileChange = (path: string, bytes: Uint8Array | null) => void;

/**
 * The board's flash as files. The interpreter's copy lives in Emscripten's file system below /flash and is made anew
 * for each instance; this keeps the contents between instances and tells of every change.
 */
export class Flash {
  readonly #files: Map<string, Uint8Array>;
  #fs: EmscriptenFs | undefined;
  #fromOutside = false;

  /** @param contents by path from the root, such as `/main.py` */
  constructor(
    contents: readonly FileChange[],
    private readonly onChange: OnFileChange,
  ) {
    this.#files = new Map(
      contents.flatMap((change) => (change.kind === 'file' ? [[change.path, change.bytes]] : [])),
    );
  }

  has(path: string): boolean {
    return this.#files.has(path);
  }

  /** Puts the files into a new instance's file system and follows what programs do there. */
  attach(fs: EmscriptenFs): void {
    this.#fs = fs;
    fs.mkdir(ROOT);
    for (const [path, bytes] of this.#files) writeTree(fs, ROOT + path, bytes);
    follow(fs, (path) => this.#refresh(path));
  }

  /** The instance ends: files that its programs left open are closed, as finalisers close them on the chip. */
  detach(): void {
    const fs = this.#fs;
    if (!fs) return;
    for (const file of filesBelow(fs, ROOT)) {
      const path = file.slice(ROOT.length);
      const bytes = fs.readFile(file);
      const known = this.#files.get(path);
      if (known && sameBytes(known, bytes)) continue;
      this.#files.set(path, bytes);
      this.onChange(path, bytes);
    }
    this.#fs = undefined;
  }

  /**
   * A change from outside: the editor's Save. Not told back.
   *
   * @returns false when there can be no such file, because a directory has its name or a file its directory's
   */
  write(path: string, bytes: Uint8Array | null): boolean {
    const fs = this.#fs;
    this.#fromOutside = true;
    try {
      if (bytes !== null && fs) writeTree(fs, ROOT + path, bytes);
      else if (fs?.analyzePath(ROOT + path).exists) fs.unlink(ROOT + path);
    } catch {
      return false;
    } finally {
      this.#fromOutside = false;
    }
    if (bytes === null) this.#files.delete(path);
    else this.#files.set(path, bytes);
    return true;
  }

  /** Compares a path, and what lies below it, with what is known of it, and tells the differences. */
  #refresh(path: string): void {
    const fs = this.#fs;
    if (!fs || this.#fromOutside || !path.startsWith(`${ROOT}/`)) return;
    const own = path.slice(ROOT.length);
    const there = filesBelow(fs, path);
    for (const known of [...this.#files.keys()]) {
      const below = known === own || known.startsWith(`${own}/`);
      if (!below || there.includes(ROOT + known)) continue;
      this.#files.delete(known);
      this.onChange(known, null);
    }
    for (const file of there) {
      const bytes = fs.readFile(file);
      this.#files.set(file.slice(ROOT.length), bytes);
      this.onChange(file.slice(ROOT.length), bytes);
    }
  }
}

const sameBytes = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, index) => byte === other[index]);

function writeTree(fs: EmscriptenFs, path: string, bytes: Uint8Array): void {
  const parts = path.split('/').slice(1, -1);
  for (let depth = 1; depth <= parts.length; depth++) {
    const directory = `/${parts.slice(0, depth).join('/')}`;
    if (!fs.analyzePath(directory).exists) fs.mkdir(directory);
  }
  fs.writeFile(path, bytes);
}

function filesBelow(fs: EmscriptenFs, path: string): string[] {
  if (!fs.analyzePath(path).exists) return [];
  if (!fs.isDir(fs.stat(path).mode)) return [path];
  return fs
    .readdir(path)
    .filter((name) => name !== '.' && name !== '..')
    .flatMap((name) => filesBelow(fs, `${path}/${name}`));
}

/** Emscripten's own system calls go through these properties of its FS object, so that they can be followed. */
function follow(fs: EmscriptenFs, changed: (path: string) => void): void {
  const close = fs.close.bind(fs);
  const unlink = fs.unlink.bind(fs);
  const rename = fs.rename.bind(fs);
  fs.close = (stream) => {
    close(stream);
    if ((stream.flags & WRITING) !== 0) changed(stream.path);
  };
  fs.unlink = (path) => {
    unlink(path);
    changed(path);
  };
  fs.rename = (from, to) => {
    rename(from, to);
    changed(from);
    changed(to);
  };
}
