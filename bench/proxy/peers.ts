import { fork, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { Worker } from 'node:worker_threads';
import { buildCommand } from '../../tools/command-build.mjs';

export interface Targets {
  readonly echo: number;
  readonly source: number;
}

const WEBSOCKIFY = '/usr/bin/websockify';
export const hasWebsockify = (): boolean => existsSync(WEBSOCKIFY);

/** The processes and threads that a run needs. */
export class Peers {
  readonly targets: Targets;
  readonly url: string;
  readonly #host: ChildProcess;
  readonly #worker: Worker;
  readonly #others: ChildProcess[] = [];

  private constructor(worker: Worker, targets: Targets, host: ChildProcess, url: string) {
    this.#worker = worker;
    this.targets = targets;
    this.#host = host;
    this.url = url;
  }

  static async start(): Promise<Peers> {
    const worker = new Worker('./bench/proxy/targets.mjs');
    const targets = await new Promise<Targets>((settle) => worker.once('message', settle));
    const bundle = await buildCommand(process.cwd());
    const host = fork('bench/proxy/host.mjs', [bundle], { execArgv: ['--expose-gc'] });
    const { url } = await answer<{ url: string }>(host);
    return new Peers(worker, targets, host, url);
  }

  /** What our proxy holds, after a collection. */
  async memory(): Promise<{ heap: number; streams: number }> {
    const measured = answer<{ heap: number; streams: number }>(this.#host);
    this.#host.send('memory');
    return measured;
  }

  /** What our proxy's process has for itself. */
  share(): Promise<number> {
    return shareOf(this.#host.pid ?? 0);
  }

  /** A websockify that leads to a port. */
  async websockify(target: number): Promise<{ url: string; share: () => Promise<number> }> {
    const port = await freePort();
    const child = spawn(WEBSOCKIFY, [`127.0.0.1:${port}`, `127.0.0.1:${target}`], { stdio: 'ignore' });
    this.#others.push(child);
    return { url: `ws://127.0.0.1:${port}/`, share: () => shareOf(child.pid ?? 0) };
  }

  async stop(): Promise<void> {
    for (const child of [...this.#others, this.#host]) child.kill();
    await this.#worker.terminate();
  }
}

const answer = <T>(child: ChildProcess): Promise<T> =>
  new Promise((settle) => child.once('message', (message) => settle(message as T)));

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
  const { port } = server.address() as AddressInfo;
  await new Promise((settle) => server.close(settle));
  return port;
}

/** The memory of a process and those it has forked, what they share counted once (Linux), in bytes. */
async function shareOf(pid: number): Promise<number> {
  const stats = await Promise.all(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(async (name) => {
        const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
        return { pid: Number(name), parent: Number(/\) \S (\d+)/.exec(stat)?.[1]) };
      }),
  );
  const pids = [pid, ...stats.filter(({ parent }) => parent === pid).map((one) => one.pid)];
  const shares = await Promise.all(
    pids.map(async (one) => {
      const rollup = await readFile(`/proc/${one}/smaps_rollup`, 'utf8').catch(() => '');
      return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0) * 1_024;
    }),
  );
  return shares.reduce((sum, share) => sum + share, 0);
}
