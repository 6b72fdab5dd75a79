// The npm package as it is, in a worker thread of its own: what the board's interpreter is compared with.
import { parentPort } from 'node:worker_threads';
import { loadMicroPython } from '@micropython/micropython-webassembly-pyscript/micropython.mjs';

/** @type {string[]} */
const printed = [];
const python = await loadMicroPython({ stdout: (line) => printed.push(line) });

parentPort?.on('message', (/** @type {{ file?: { path: string, text: string }, run: string }} */ message) => {
  if (message.file) python.FS.writeFile(message.file.path, message.file.text);
  printed.length = 0;
  python.runPython(message.run);
  parentPort?.postMessage(printed.join('\n'));
});
