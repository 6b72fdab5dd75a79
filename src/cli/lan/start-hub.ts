import { spawn } from 'node:child_process';

/** How long a busy computer may take to start a process, in milliseconds. */
const PATIENCE = 20_000;

/**
 * Starts a hub for a LAN, in a process of its own: no board that is stopped or killed stands in the way of others. It
 * outlives whoever started it, and ends when the last board has left.
 *
 * @returns null when boards can join, by it or by another that was faster; else why not
 */
export function startHub(file: string, name: string, build: string): Promise<string | null> {
  return new Promise((settle) => {
    const child = spawn(process.execPath, [...MEMORY, file, name, build], {
      // Ctrl-C and the end of a terminal are for boards.
      detached: true,
      cwd: '/',
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    let said = '';
    const done = (problem: string | null): void => {
      clearTimeout(impatience);
      child.removeAllListeners();
      child.stdout.destroy();
      child.stderr.destroy();
      child.unref();
      settle(problem);
    };
    const impatience = setTimeout(() => {
      child.kill('SIGKILL');
      done('it does not start');
    }, PATIENCE);
    child.stdout.once('data', () => done(null));
    child.stderr.on('data', (bytes: Buffer) => (said += bytes.toString()));
    child.on('error', (error) => done(error.message));
    child.on('close', (code) => done(code === 0 ? null : lastLine(said) || `it ended with ${code}`));
  });
}

/** It keeps little: a small heap is collected in time. */
const MEMORY = ['--max-old-space-size=64', '--max-semi-space-size=1'];

/** Of what Node says of an error. */
const lastLine = (text: string): string =>
  /^\w*Error: .*$/m.exec(text)?.[0] ?? text.trim().split('\n').at(-1) ?? '';
