import { fork, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { Worker } from 'node:worker_threads';
import { buildCommand } from '../../tools/command-build.mjs';

export interface Targets {
  readonly echo: number;
  readonly source: number;
  readonly sink: number;
}

/** A proxy to be measured from outside; one that forks is all its processes. */
export interface ProxyProcess {
  readonly url: string;
  /** Its memory in bytes, what processes share counted once (Linux). */
  readonly share: () => Promise<number>;
  /** Its processor time so far, in seconds (Linux). */
  readonly cpu: () => Promise<number>;
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

  /** Our proxy as a process. */
  get process(): ProxyProcess {
    return processOf(this.#host, this.url);
  }

  /** A websockify that leads to a port. */
  async websockify(target: number): Promise<ProxyProcess> {
    const port = await freePort();
    const child = spawn(WEBSOCKIFY, [`127.0.0.1:${port}`, `127.0.0.1:${target}`], { stdio: 'ignore' });
    this.#others.push(child);
    return processOf(child, `ws://127.0.0.1:${port}/`);
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

function processOf({ pid = 0 }: ChildProcess, url: string): ProxyProcess {
  return {
    url,
    share: async () => {
      const shares = (await familyOf(pid)).map(async (one) => {
        const rollup = await readFile(`/proc/${one.pid}/smaps_rollup`, 'utf8').catch(() => '');
        return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0) * 1_024;
      });
      return sum(await Promise.all(shares));
    },
    cpu: async () => sum((await familyOf(pid)).map(({ ticks }) => ticks)) / TICKS_PER_SECOND,
  };
}

/** USER_HZ, which Linux has fixed for what it tells. */
const TICKS_PER_SECOND = 100;

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

interface Process {
  readonly pid: number;
  readonly parent: number;
  /** Its own, and those of children that have ended. */
  readonly ticks: number;
}

/** A process and what it has forked. */
async function familyOf(pid: number): Promise<Process[]> {
  const all = await Promise.all(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(async (name) => {
        const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
        // proc(5): the name, in brackets, may hold anything; the state follows it.
        const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        const [parent, ...ticks] = [1, 11, 12, 13, 14].map((index) => Number(fields[index]));
        return { pid: Number(name), parent: parent ?? 0, ticks: sum(ticks) };
      }),
  );
  return all.filter((one) => one.pid === pid || one.parent === pid);
}
