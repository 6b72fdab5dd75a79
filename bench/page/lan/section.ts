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
export async function pageHttpSection(quick: boolean, site: BuiltSite): Promise<Figures> {
  const folder = await mkdtemp(path.join(tmpdir(), 'pinwire-bench-'));
  try {
    await buildPage(folder);
    const url = await site.serve(folder);
    return { ...(await requests(site, url, quick)), ...(await receive(site, url, quick)) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function requests(site: BuiltSite, url: string, quick: boolean): Promise<Figures> {
  const count = quick ? 1_000 : 5_000;
  const source = await serverProgram();
  const times = await site.withPage(async (page) => {
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
  const seconds = times.reduce((sum, time) => sum + time, 0) / 1000;
  return {
    'requests per second': single('1/s', count / seconds, '>= 1000'),
    'one request': figure('ms', times),
  };
}

async function receive(site: BuiltSite, url: string, quick: boolean): Promise<Figures> {
  const source = await readFile('bench/programs/receive.py', 'utf8');
  const speeds = await site.withPage(async (page) => {
    await page.goto(`${url}?stream`);
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
  return { 'recv(500)': figure('MB/s', speeds, '>= 30') };
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
