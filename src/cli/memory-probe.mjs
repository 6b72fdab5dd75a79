// Runs in a device worker before the worker itself, in tests and benchmarks: counts the VM's hooks, and measures
// memory when asked, from inside a hook, because the worker never returns to its event loop. The words, by index, are
// those of memory-probe.test-helpers.ts.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { getEnvironmentData } from 'node:worker_threads';

const [REQUEST, HOOKS, PAGES, HEAP, COLLECTIONS] = [0, 1, 2, 3, 4];
const PAGE = 65_536;

setFlagsFromString('--expose-gc');
/** @type {unknown} */
const exposed = runInNewContext('gc');
const collect = /** @type {() => void} */ (exposed);
const words = new Int32Array(/** @type {SharedArrayBuffer} */ (getEnvironmentData('pinwire memory probe')));

const instantiate = WebAssembly.instantiate.bind(WebAssembly);
Object.assign(WebAssembly, {
  /** @param {WebAssembly.Module} module @param {WebAssembly.Imports} imports */
  async instantiate(module, imports) {
    const env = /** @type {Record<string, (argument: number) => number>} */ (imports['env']);
    const hook = env['vm_hook'];
    const collectGarbage = env['host_gc'];
    if (!hook || !collectGarbage) return instantiate(module, imports);
    /** @type {WebAssembly.Memory | undefined} */
    let memory;
    env['vm_hook'] = (codeState) => {
      Atomics.add(words, HOOKS, 1);
      if (memory && Atomics.load(words, REQUEST) === 1) answer(memory);
      return hook(codeState);
    };
    env['host_gc'] = (argument) => {
      Atomics.add(words, COLLECTIONS, 1);
      return collectGarbage(argument);
    };
    const instance = await instantiate(module, imports);
    memory = /** @type {WebAssembly.Memory} */ (instance.exports['memory']);
    return instance;
  },
});

/** @param {WebAssembly.Memory} memory */
function answer(memory) {
  collect();
  collect();
  Atomics.store(words, PAGES, memory.buffer.byteLength / PAGE);
  Atomics.store(words, HEAP, process.memoryUsage().heapUsed);
  Atomics.store(words, REQUEST, 0);
  Atomics.notify(words, REQUEST);
}
