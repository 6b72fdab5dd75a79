import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { setEnvironmentData } from 'node:worker_threads';
import { NODE_BUILD } from '../../tools/node-build';

/** The words that the probe shares with us (memory-probe.mjs). */
const Word = {
  request: 0,
  hooks: 1,
  pages: 2,
  heap: 3,
  collections: 4,
  budget: 5,
  files: 6,
  sockets: 7,
} as const;
/** What can be requested. */
const Request = { memory: 1, open: 2 } as const;

export interface MemoryUse {
  /** Of the interpreter's WebAssembly memory, 64 KiB each. */
  readonly pages: number;
  /** Bytes of the device worker's JavaScript heap after a forced collection. */
  readonly heap: number;
}

/** What the interpreter has not given back. */
export interface OpenHandles {
  /** Files, and directories that are being listed. */
  readonly files: number;
  readonly sockets: number;
}

/** Sees into the device worker of a board that is started from `build`. One at a time in a process. */
export class MemoryProbe {
  readonly #words = new Int32Array(new SharedArrayBuffer(4 * Object.keys(Word).length));

  private constructor(readonly build: string) {
    setEnvironmentData('pinwire memory probe', this.#words.buffer);
  }

  /** @param build the Node build that is probed: its files stay where they are */
  static async of(build = NODE_BUILD): Promise<MemoryProbe> {
    const folder = await mkdtemp(path.join(tmpdir(), 'pinwire-probe-'));
    const probe = pathToFileURL(path.resolve('src/cli/memory-probe.mjs')).href;
    const worker = pathToFileURL(path.join(build, 'device-worker.js')).href;
    await writeFile(path.join(folder, 'package.json'), '{"type":"module"}');
    await writeFile(
      path.join(folder, 'device-worker.js'),
      `import ${JSON.stringify(probe)};\nawait import(${JSON.stringify(worker)});\n`,
    );
    const net = pathToFileURL(path.join(build, 'net-worker.js')).href;
    await writeFile(path.join(folder, 'net-worker.js'), `import ${JSON.stringify(net)};\n`);
    for (const file of ['micropython.wasm', 'libraries.js'])
      await symlink(path.join(build, file), path.join(folder, file));
    return new MemoryProbe(folder);
  }

  /** How often the VM has asked its host so far. */
  get hooks(): number {
    return Atomics.load(this.#words, Word.hooks);
  }

  /** How often garbage was collected so far. */
  get collections(): number {
    return Atomics.load(this.#words, Word.collections);
  }

  /** Measures at the next hook: a program must be running, or be woken by the caller. */
  async measure(): Promise<MemoryUse> {
    await this.#ask(Request.memory);
    return { pages: Atomics.load(this.#words, Word.pages), heap: Atomics.load(this.#words, Word.heap) };
  }

  /** Counts at the next hook, as `measure`. */
  async countOpen(): Promise<OpenHandles> {
    await this.#ask(Request.open);
    return { files: Atomics.load(this.#words, Word.files), sockets: Atomics.load(this.#words, Word.sockets) };
  }

  /** Has hooks come after so many jumps at most; 0: when the host wants them. */
  shortenBudget(jumps: number): void {
    Atomics.store(this.#words, Word.budget, jumps);
  }

  async #ask(request: number): Promise<void> {
    Atomics.store(this.#words, Word.request, request);
    for (let left = 5_000; Atomics.load(this.#words, Word.request) !== 0; left--) {
      if (left === 0) throw new Error('no hook came in five seconds');
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }

  dispose(): Promise<void> {
    return rm(this.build, { recursive: true });
  }
}
