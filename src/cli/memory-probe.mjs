// Runs in a device worker before the worker itself, in tests and benchmarks: counts the VM's hooks, and measures
// memory or counts what is open when asked, from inside a hook, because the worker never returns to its event loop.
// The words, by index, are those of memory-probe.test-helpers.ts.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { getEnvironmentData } from 'node:worker_threads';

const [REQUEST, HOOKS, PAGES, HEAP, COLLECTIONS, BUDGET, FILES, SOCKETS] = [0, 1, 2, 3, 4, 5, 6, 7];
const [MEMORY, OPEN] = [1, 2];
const PAGE = 65_536;

setFlagsFromString('--expose-gc');
/** @type {unknown} */
const exposed = runInNewContext('gc');
const collect = /** @type {() => void} */ (exposed);
const words = new Int32Array(/** @type {SharedArrayBuffer} */ (getEnvironmentData('pinwire memory probe')));

/** @typedef {Record<string, (...given: number[]) => number>} Imports */

/** Files and listings of directories that the interpreter has open. */
let files = new Set();

const instantiate = WebAssembly.instantiate.bind(WebAssembly);
Object.assign(WebAssembly, {
  /** @param {WebAssembly.Module} module @param {WebAssembly.Imports} imports */
  async instantiate(module, imports) {
    const env = /** @type {Imports} */ (imports['env']);
    const hook = env['vm_hook'];
    const collectGarbage = env['host_gc'];
    if (!hook || !collectGarbage) return instantiate(module, imports);
    /** @type {WebAssembly.Exports | undefined} */
    let exports;
    env['vm_hook'] = (codeState = 0) => {
      Atomics.add(words, HOOKS, 1);
      if (exports && Atomics.load(words, REQUEST) !== 0) answer(exports);
      const result = hook(codeState);
      if (exports) shortenBudget(exports);
      return result;
    };
    env['host_gc'] = (argument = 0) => {
      Atomics.add(words, COLLECTIONS, 1);
      return collectGarbage(argument);
    };
    countFiles(env, /** @type {Imports} */ (imports['wasi_snapshot_preview1']));
    const instance = await instantiate(module, imports);
    exports = instance.exports;
    return instance;
  },
});

/** Has the next hook come sooner than the host wants it. @param {WebAssembly.Exports} exports */
function shortenBudget(exports) {
  const most = Atomics.load(words, BUDGET);
  const budget = /** @type {WebAssembly.Global<'i32'>} */ (exports['vm_budget']);
  if (most > 0 && budget.value > most) budget.value = most;
}

/** @param {Imports} env @param {Imports} wasi */
function countFiles(env, wasi) {
  files = new Set();
  const open = env['__syscall_openat'];
  const close = wasi['fd_close'];
  if (!open || !close) return;
  env['__syscall_openat'] = (...given) => {
    const fd = open(...given);
    if (fd >= 0) files.add(fd);
    return fd;
  };
  wasi['fd_close'] = (...given) => {
    files.delete(given[0]);
    return close(...given);
  };
}

/** @param {WebAssembly.Exports} exports */
function answer(exports) {
  if (Atomics.load(words, REQUEST) === MEMORY) {
    collect();
    collect();
    const memory = /** @type {WebAssembly.Memory} */ (exports['memory']);
    Atomics.store(words, PAGES, memory.buffer.byteLength / PAGE);
    Atomics.store(words, HEAP, process.memoryUsage().heapUsed);
  } else if (Atomics.load(words, REQUEST) === OPEN) {
    Atomics.store(words, FILES, files.size);
    Atomics.store(words, SOCKETS, openSockets());
  }
  Atomics.store(words, REQUEST, 0);
  Atomics.notify(words, REQUEST);
}

/**
 * @typedef {object} Lwip
 * @property {() => number} socket
 * @property {(descriptor: number, on: boolean) => number} set_reuse_address
 * @property {(descriptor: number) => void} close
 */

/** Descriptors are given out in turn: those below are known to be closed. */
let firstOpen = 1;

/**
 * Asks the host's `_lwip` module, which is among the objects that the package's loader keeps for Python: as many
 * sockets as the board has, whether a program still knows of them or not. -1 when it is not there.
 */
function openSockets() {
  const kept = /** @type {{ proxy_js_ref?: unknown[] }} */ (globalThis).proxy_js_ref ?? [];
  const found = kept.find((object) => typeof object === 'object' && object !== null && 'looked_up' in object);
  if (found === undefined) return -1;
  /** @type {object} */
  const host = found;
  const lwip = /** @type {Lwip} */ (host);
  const end = lwip.socket();
  lwip.close(end);
  let open = 0;
  for (let descriptor = firstOpen; descriptor < end; descriptor++) {
    // The one call that only tells whether there is such a socket, also of one that has failed.
    if (lwip.set_reuse_address(descriptor, true) === 0) open++;
    else if (open === 0) firstOpen = descriptor + 1;
  }
  return open;
}
