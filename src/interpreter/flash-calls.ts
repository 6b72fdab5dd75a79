import { Errno } from '../device/errno';
import { BLOCK_BYTES, FLASH_BLOCKS } from '../protocol/flash-size';
import type { Flash } from './flash';
import { Flag } from './open-file';
import type { WasmMemory } from './wasm';

const { EBADF, EINVAL, EISDIR, ERANGE } = Errno;
const S_IFDIR = 0x4000;
const S_IFREG = 0x8000;
const DT_DIR = 4;
const DT_REG = 8;
/** Sizes of musl's structures as Emscripten has them. */
const STAT_BYTES = 96;
const STATFS_BYTES = 88;
const DIRENT_BYTES = 280;
const SEEK_CUR = 1;
const SEEK_END = 2;
const MOST_NAME = 255;
/** Directories that are being listed, away from open files. */
const FIRST_LISTING = 1 << 20;

/** A promise where the program has to wait and its thread cannot sleep (suspension.ts). */
export type SystemCall = (...given: number[]) => number | Promise<number>;
type Seek = (fd: number, offset: bigint, whence: number, result: number) => number;

interface Listing {
  readonly entries: readonly { readonly name: string; readonly isDirectory: boolean }[];
  next: number;
}

/**
 * Emscripten's file system calls, answered from the board's flash. Structures are laid out as its C library has them
 * (musl, wasm32). Errors are the chip's: negative from `__syscall_…`, positive from WASI's `fd_…`.
 */
export class FlashCalls {
  readonly #listings = new Map<number, Listing>();
  #nextListing = FIRST_LISTING;
  readonly #encoder = new TextEncoder();
  readonly #decoder = new TextDecoder();

  constructor(
    private readonly flash: Flash,
    private readonly memory: () => WasmMemory,
    /**
     * Holds back a program that changes files faster than the page stores them. The page may change files meanwhile:
     * so it is called before anything is looked at.
     */
    private readonly waitForRoom: () => Promise<void> | undefined,
  ) {}

  /** By the names of Emscripten's imports. */
  readonly calls: Readonly<Record<string, SystemCall>> = {
    __syscall_chdir: (path) => this.flash.chdir(this.#text(path)),
    __syscall_getcwd: (at, size) => this.#getcwd(at, size),
    __syscall_stat64: (path, at) => this.#stat(path, at),
    __syscall_lstat64: (path, at) => this.#stat(path, at),
    __syscall_newfstatat: (_, path, at) => this.#stat(path, at),
    __syscall_statfs64: (_path, _size, at) => this.#statfs(at),
    __syscall_mkdirat: (_, path) => this.#change(() => this.flash.mkdir(this.#text(path))),
    __syscall_rmdir: (path) => this.#change(() => this.flash.remove(this.#text(path))),
    __syscall_unlinkat: (_, path) => this.#change(() => this.flash.remove(this.#text(path))),
    __syscall_renameat: (_, from, _other, to) =>
      this.#change(() => this.flash.rename(this.#text(from), this.#text(to))),
    __syscall_openat: (_, path, flags) => this.#open(this.#text(path), flags),
    __syscall_getdents64: (fd, at, size) => this.#list(fd, at, size),
  };

  /** By the names of WASI's imports; of open files only. */
  readonly fileCalls: Readonly<Record<string, SystemCall>> = {
    fd_close: (fd) => (this.#listings.delete(fd) ? 0 : this.#store(fd, () => -this.flash.close(fd))),
    fd_sync: (fd) => this.#store(fd, () => -this.flash.sync(fd)),
    fd_read: (fd, vectors, count, result) => this.#read(fd, vectors, count, result),
    fd_write: (fd, vectors, count, result) => this.#write(fd, vectors, count, result),
    fd_seek: ((fd: number, offset: bigint, whence: number, result: number) =>
      this.#seek(fd, Number(offset), whence, result)) as Seek as unknown as SystemCall,
  };

  owns(fd: number): boolean {
    return this.flash.file(fd) !== undefined || this.#listings.has(fd);
  }

  #change(call: () => number): number | Promise<number> {
    const waiting = this.waitForRoom();
    return waiting ? waiting.then(call) : call();
  }

  #store(fd: number, call: () => number): number | Promise<number> {
    return this.flash.file(fd)?.isChanged === true ? this.#change(call) : call();
  }

  #text(at: number): string {
    const { bytes } = this.memory();
    return this.#decoder.decode(bytes.subarray(at, bytes.indexOf(0, at)));
  }

  #getcwd(at: number, size: number): number {
    const cwd = this.#encoder.encode(`${this.flash.cwd}\0`);
    if (size < cwd.length) return -ERANGE;
    this.memory().bytes.set(cwd, at);
    return cwd.length;
  }

  /** `os.stat` shows what is set here; all else is 0 (reference/esp8266 §5). */
  #stat(path: number, at: number): number {
    const found = this.flash.stat(this.#text(path));
    if (typeof found === 'number') return found;
    const view = this.#struct(at, STAT_BYTES);
    view.setUint32(4, found.size === null ? S_IFDIR : S_IFREG, true);
    view.setUint32(24, found.size ?? 0, true);
    for (const time of [40, 56, 72]) view.setUint32(time, found.changedAt, true);
    return 0;
  }

  #statfs(at: number): number {
    const view = this.#struct(at, STATFS_BYTES);
    view.setUint32(4, BLOCK_BYTES, true);
    view.setUint32(8, FLASH_BLOCKS, true);
    view.setUint32(16, this.flash.freeBlocks, true);
    view.setUint32(24, this.flash.freeBlocks, true);
    view.setUint32(56, MOST_NAME, true);
    view.setUint32(60, BLOCK_BYTES, true);
    return 0;
  }

  #open(path: string, flags: number): number | Promise<number> {
    if ((flags & Flag.create) !== 0) return this.#change(() => this.flash.open(path, flags));
    if ((flags & Flag.directory) === 0) return this.flash.open(path, flags);
    const entries = this.flash.list(path);
    if (typeof entries === 'number') return entries;
    this.#listings.set(this.#nextListing, { entries, next: 0 });
    return this.#nextListing++;
  }

  #list(fd: number, at: number, size: number): number {
    const listing = this.#listings.get(fd);
    if (!listing) return -EBADF;
    const room = Math.floor(size / DIRENT_BYTES);
    const entries = listing.entries.slice(listing.next, listing.next + room);
    for (const [index, { name, isDirectory }] of entries.entries()) {
      const view = this.#struct(at + index * DIRENT_BYTES, DIRENT_BYTES);
      view.setUint32(0, 1, true);
      view.setUint32(8, listing.next + index + 1, true);
      view.setUint16(16, DIRENT_BYTES, true);
      view.setUint8(18, isDirectory ? DT_DIR : DT_REG);
      this.memory().bytes.set(this.#encoder.encode(name), at + index * DIRENT_BYTES + 19);
    }
    listing.next += entries.length;
    return entries.length * DIRENT_BYTES;
  }

  #read(fd: number, vectors: number, count: number, result: number): number {
    const file = this.flash.file(fd);
    if (!file) return this.#listings.has(fd) ? EISDIR : EBADF;
    if (!file.mayRead) return EBADF;
    let total = 0;
    this.#eachVector(vectors, count, (bytes) => {
      const read = file.read(bytes);
      total += read;
      return read === bytes.length;
    });
    this.memory().words[result >>> 2] = total;
    return 0;
  }

  #write(fd: number, vectors: number, count: number, result: number): number {
    let total = 0;
    let error = 0;
    this.#eachVector(vectors, count, (bytes) => {
      const written = this.flash.write(fd, bytes);
      if (written < 0) error = -written;
      else total += written;
      return written >= 0;
    });
    this.memory().words[result >>> 2] = total;
    return error;
  }

  #seek(fd: number, offset: number, whence: number, result: number): number {
    const file = this.flash.file(fd);
    if (!file) return EBADF;
    const from = whence === SEEK_CUR ? file.position : whence === SEEK_END ? file.size : 0;
    if (from + offset < 0) return EINVAL;
    file.position = from + offset;
    const view = this.#view(result, 8);
    view.setBigInt64(0, BigInt(file.position), true);
    return 0;
  }

  /** Visits the buffers of a scattered read or write until one says that it was the last. */
  #eachVector(vectors: number, count: number, visit: (bytes: Uint8Array) => boolean): void {
    const memory = this.memory();
    for (let index = 0; index < count; index++) {
      const at = memory.word(vectors + index * 8);
      const length = memory.word(vectors + index * 8 + 4);
      if (length > 0 && !visit(memory.bytes.subarray(at, at + length))) return;
    }
  }

  #view(at: number, size: number): DataView {
    const { bytes } = this.memory();
    return new DataView(bytes.buffer, bytes.byteOffset + at, size);
  }

  /** A structure to be filled, all zeros. */
  #struct(at: number, size: number): DataView {
    this.memory().bytes.fill(0, at, at + size);
    return this.#view(at, size);
  }
}
