import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'vite';
import { interpreterPlugin } from '../../../tools/interpreter/plugin';
import { figure, single, type Figures } from '../../figures';
import { REQUEST, serverProgram } from '../../lesson-server';
import type { BuiltSite } from '../site';
import type {} from './entry';

/** The lesson's server asked by the page, as the browser pane asks it, and a stream from a host on the LAN. */
export function pageHttpSection(quick: boolean, site: BuiltSite): Promise<Figures> {
  return withLanPage(site, async (url) => {
    const times = await requests(site, url, quick);
    return {
      'requests per second': single('1/s', perSecond(times), '>= 1000'),
      'one request': figure('ms', times),
      'recv(500)': figure('MB/s', await receive(site, `${url}?stream`, quick), '>= 30'),
    };
  });
}

/** @param measure gets the address of a page with a board and nothing else; `?messages`, `?stream` (entry.ts) */
export async function withLanPage<T>(site: BuiltSite, measure: (url: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'pinwire-bench-'));
  try {
    await buildPage(folder);
    return await measure(await site.serve(folder));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** How long each took, one after another, in milliseconds. */
export async function requests(site: BuiltSite, url: string, quick: boolean): Promise<number[]> {
  const count = quick ? 1_000 : 5_000;
  const source = await serverProgram();
  return site.withPage(async (page) => {
    await page.goto(url);
    await page.evaluate(
      (program) => window.lan.run('/server.py', program, 'exec(open("/server.py").read())', 'listening on'),
      source,
    );
    const ask = (requests: number) =>
      page.evaluate(([request, many]) => window.lan.ask(request, many), [REQUEST, requests] as const);
    await ask(count / 5);
    return ask(count);
  });
}

/** @param times of requests one after another, in milliseconds */
export const perSecond = (times: readonly number[]): number =>
  (times.length * 1000) / times.reduce((sum, time) => sum + time, 0);

/** Megabytes per second, of each round. @param url with `stream` */
export async function receive(site: BuiltSite, url: string, quick: boolean): Promise<number[]> {
  const source = await readFile('bench/programs/receive.py', 'utf8');
  return site.withPage(async (page) => {
    await page.goto(url);
    const measured: number[] = [];
    for (let round = 0; round < (quick ? 3 : 8); round++) {
      const printed = await page.evaluate(
        (program) => window.lan.run('/receive.py', program, 'import receive; receive.run()', '>>> '),
        source,
      );
      const [bytes = Number.NaN, micros = Number.NaN] = (printed.match(/\d+/g) ?? []).map(Number);
      measured.push(bytes / micros);
    }
    return measured;
  });
}

async function buildPage(outDir: string): Promise<void> {
  await build({
    configFile: false,
    root: 'bench/page/lan',
    base: './',
    logLevel: 'warn',
    publicDir: false,
    plugins: [interpreterPlugin()],
    worker: { format: 'es', plugins: () => [interpreterPlugin()] },
    build: { target: 'es2022', outDir, emptyOutDir: true },
  });
}
