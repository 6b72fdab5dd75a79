import { spawn } from 'node:child_process';

/**
 * @typedef {object} RunResult
 * @property {number} code exit code; 127 when the program could not be started, 128 when a signal ended it
 * @property {string} output what it printed, stdout and stderr as they came; empty unless captured
 */

/**
 * Runs a program to its end. Never rejects: what went wrong is in the result.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {object} options
 * @param {string} options.cwd
 * @param {'show' | 'capture'} [options.output] `show` passes everything through as it comes
 * @param {NodeJS.ProcessEnv} [options.env] added to the environment
 * @param {number} [options.timeout] milliseconds, after which it is ended
 * @returns {Promise<RunResult>}
 */
export function run(command, args, { cwd, output = 'show', env = {}, timeout = 0 }) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', output === 'show' ? 'inherit' : 'pipe', output === 'show' ? 'inherit' : 'pipe'],
      timeout,
      // npm and npx are .cmd files on Windows, which only a shell starts. All arguments are our own.
      shell: process.platform === 'win32',
    });
    /** @type {Buffer[]} */
    const chunks = [];
    const collect = (/** @type {Buffer} */ chunk) => chunks.push(chunk);
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    const text = () => Buffer.concat(chunks).toString('utf8');
    child.on('error', (error) => resolve({ code: 127, output: `${text()}${error.message}\n` }));
    child.on('close', (code) => resolve({ code: code ?? 128, output: text() }));
  });
}
