import { WebSocket } from 'ws';
import { figure, single, type Figures } from '../figures';
import { BenchPage, plainSocket, pour, type Listener } from './page';
import { hasWebsockify, Peers, type ProxyProcess } from './peers';

const X = Buffer.from('x');

/** Our proxy under load, and beside Debian's websockify where that is installed; all on loopback. */
export async function proxySection(quick: boolean): Promise<Figures> {
  const peers = await Peers.start();
  try {
    const figures: Figures = {};
    Object.assign(figures, await load(peers, quick));
    Object.assign(figures, await throughput(peers, quick));
    Object.assign(figures, await beside(peers, quick));
    return figures;
  } finally {
    await peers.stop();
  }
}

/** 200 pages with 8 streams each; then one of them reads no more while its hosts send without end. */
async function load(peers: Peers, quick: boolean): Promise<Figures> {
  const before = (await peers.memory()).heap;
  const pages: Echoing[] = [];
  for (let n = 0; n < (quick ? 20 : 200); n++) pages.push(await Echoing.start(peers, 8));
  const rounds = quick ? 5 : 10;
  const alone = await roundTrips(pages, rounds);
  const stalled = await BenchPage.connect(peers.url);
  for (let id = 1; id <= 8; id++) void stalled.open(id, peers.targets.source, () => undefined);
  stalled.socket.pause();
  const withStalled = await roundTrips(pages, rounds);
  const during = (await peers.memory()).heap;
  stalled.socket.terminate();
  for (const { page } of pages) await page.leave();
  while ((await peers.memory()).streams > 0) await new Promise((settle) => setTimeout(settle, 50));
  const after = (await peers.memory()).heap;
  return {
    'echo, all streams by turns': figure('ms', alone),
    'echo, with a stalled reader': figure('ms', withStalled, 'as without'),
    'memory, all pages open': single('MiB more', (during - before) / 2 ** 20),
    'memory, all pages gone': single('MiB more', Math.max(0, after - before) / 2 ** 20, '<= 2'),
  };
}

class Echoing {
  readonly #waiting = new Map<number, () => void>();

  private constructor(
    readonly page: BenchPage,
    readonly streams: number,
  ) {}

  static async start(peers: Peers, streams: number): Promise<Echoing> {
    const echoing = new Echoing(await BenchPage.connect(peers.url), streams);
    for (let id = 1; id <= streams; id++) {
      await echoing.page.open(id, peers.targets.echo, () => echoing.#waiting.get(id)?.());
    }
    return echoing;
  }

  async roundTrip(id: number): Promise<number> {
    const start = performance.now();
    const back = new Promise<void>((settle) => this.#waiting.set(id, settle));
    this.page.write(id, X);
    await back;
    return performance.now() - start;
  }
}

/** One stream after the other, so that it is the proxy that is measured and not our own queue. */
async function roundTrips(pages: readonly Echoing[], rounds: number): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const page of pages) times.push(await page.roundTrip(1 + (round % page.streams)));
  }
  return times;
}

async function throughput(peers: Peers, quick: boolean): Promise<Figures> {
  const bytes = quick ? 100_000_000 : 1_000_000_000;
  const runs: Run[] = [];
  for (let round = 0; round < (quick ? 1 : 3); round++) runs.push(await ourRun(peers, bytes, 'down'));
  const speeds = runs.map((run) => run.speed);
  return { [`one stream, ${bytes / 1_000_000} MB`]: figure('MB/s', speeds, '>= 100') };
}

/** To the page, or from it. */
type Way = 'down' | 'up';

interface Run {
  readonly speed: number;
  readonly cpuPerGB: number;
}

async function ourRun(peers: Peers, bytes: number, way: Way): Promise<Run> {
  const page = await BenchPage.connect(peers.url);
  const run = await measured(peers.process, bytes, (listener) => {
    if (way === 'down') void page.open(1, peers.targets.source, listener);
    else void page.open(1, peers.targets.sink, acknowledged(listener)).then(() => page.pour(1));
  });
  page.socket.terminate();
  return run;
}

async function theirRun(proxy: ProxyProcess, bytes: number, way: Way): Promise<Run> {
  const sockets: WebSocket[] = [];
  const run = await measured(proxy, bytes, (listener) => {
    void plainSocket(proxy.url, way === 'down' ? listener : acknowledged(listener)).then((one) => {
      sockets.push(one);
      if (way === 'up') pour(one);
    });
  });
  for (const socket of sockets) socket.terminate();
  return run;
}

/** The sink says one byte for a million. */
const acknowledged =
  (listener: Listener): Listener =>
  (count) =>
    listener(count * 1_000_000);

/** How fast bytes come, and what that costs the proxy: the latter hardly depends on what else the machine does. */
async function measured(
  proxy: ProxyProcess,
  bytes: number,
  begin: (listener: Listener) => void,
): Promise<Run> {
  const before = await proxy.cpu();
  const MBs = await speed(bytes, begin);
  return { speed: MBs, cpuPerGB: ((await proxy.cpu()) - before) / (bytes / 1e9) };
}

/** In MB a second, from the first byte. */
function speed(bytes: number, begin: (listener: Listener) => void): Promise<number> {
  return new Promise((settle) => {
    let got = 0;
    let start = 0;
    begin((count) => {
      if (got === 0) start = performance.now();
      got += count;
      if (got >= bytes && got - count < bytes) settle(got / 1_000 / (performance.now() - start));
    });
  });
}

/** By turns with websockify, so that both see the same machine. */
async function beside(peers: Peers, quick: boolean): Promise<Figures> {
  if (!hasWebsockify()) {
    console.error('websockify is not installed (apt-get install websockify): no comparison.');
    return {};
  }
  const echo = await peers.websockify(peers.targets.echo);
  const proxies = {
    down: await peers.websockify(peers.targets.source),
    up: await peers.websockify(peers.targets.sink),
  };
  for (const { url } of [echo, proxies.down, proxies.up]) await untilOpen(url);
  const times = { ours: [] as number[], theirs: [] as number[] };
  for (let n = 0; n < (quick ? 10 : 100); n++) {
    times.ours.push(await firstEchoOfOurs(peers));
    times.theirs.push(await firstEchoOf(echo.url));
  }
  return {
    'new connection to first echo': figure('ms', times.ours),
    'new connection to first echo (websockify)': figure('ms', times.theirs),
    ...(await race(peers, proxies, 'down', 'to the page', quick)),
    ...(await race(peers, proxies, 'up', 'from the page', quick)),
    ...(await memory(echo, quick ? 10 : 50)),
  };
}

async function race(
  peers: Peers,
  proxies: Readonly<Record<Way, ProxyProcess>>,
  way: Way,
  words: string,
  quick: boolean,
): Promise<Figures> {
  const runs = { ours: [] as Run[], theirs: [] as Run[] };
  for (let round = 0; round < (quick ? 1 : 3); round++) {
    const bytes = quick ? 100_000_000 : 1_000_000_000;
    runs.ours.push(await ourRun(peers, bytes, way));
    runs.theirs.push(await theirRun(proxies[way], bytes, way));
  }
  const of = (some: readonly Run[], what: keyof Run): number[] => some.map((run) => run[what]);
  return {
    [`throughput ${words}`]: figure('MB/s', of(runs.ours, 'speed')),
    [`throughput ${words} (websockify)`]: figure('MB/s', of(runs.theirs, 'speed')),
    [`processor time ${words}`]: figure('s/GB', of(runs.ours, 'cpuPerGB')),
    [`processor time ${words} (websockify)`]: figure('s/GB', of(runs.theirs, 'cpuPerGB')),
  };
}

/** Of a proxy of ours that has just started: one that has had 200 pages has room left for 50. */
async function memory(echo: ProxyProcess, count: number): Promise<Figures> {
  const fresh = await Peers.start();
  try {
    await firstEchoOfOurs(fresh);
    const ours = await fresh.process.share();
    for (let n = 0; n < count; n++) await Echoing.start(fresh, 1);
    const ourGrowth = (await fresh.process.share()) - ours;
    const theirs = await echo.share();
    const sockets: WebSocket[] = [];
    for (let n = 0; n < count; n++) sockets.push(await plainSocket(echo.url, () => undefined));
    const theirGrowth = (await echo.share()) - theirs;
    for (const socket of sockets) socket.terminate();
    return {
      'memory per connection': single('KiB', Math.max(0, ourGrowth) / count / 1_024),
      'memory per connection (websockify)': single('KiB', theirGrowth / count / 1_024),
    };
  } finally {
    await fresh.stop();
  }
}

async function firstEchoOfOurs(peers: Peers): Promise<number> {
  const start = performance.now();
  const page = await BenchPage.connect(peers.url);
  await new Promise<void>((settle) => {
    void page.open(1, peers.targets.echo, () => settle());
    page.write(1, X);
  });
  const took = performance.now() - start;
  page.socket.terminate();
  return took;
}

async function firstEchoOf(url: string): Promise<number> {
  const start = performance.now();
  let socket: WebSocket | undefined;
  await new Promise<void>((settle) => {
    void plainSocket(url, () => settle()).then((one) => {
      socket = one;
      one.send(X);
    });
  });
  const took = performance.now() - start;
  socket?.terminate();
  return took;
}

async function untilOpen(url: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const isOpen = await new Promise<boolean>((settle) => {
      const socket = new WebSocket(url, ['binary']);
      socket.on('open', () => {
        socket.terminate();
        settle(true);
      });
      socket.on('error', () => settle(false));
    });
    if (isOpen) return;
    await new Promise((settle) => setTimeout(settle, 100));
  }
  throw new Error(`${url} does not answer`);
}
