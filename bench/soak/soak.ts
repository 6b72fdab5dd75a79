import { withNetWorker } from '../net-worker-build';
import type { Served } from './clients';
import { SoakBoard, type Use } from './soak-board';
import type { ServerName } from './servers';

/** Requests before what must not grow is measured for the first time: code is compiled, tables have their size. */
const WARM_UP = 2_000;
/** Connections that the board has places for (reference/esp8266 §2.7). */
const PLACES = 5;

/** What each may grow by. Code that is compiled again and tables that double come and go. */
const MOST_GROWTH: Readonly<Record<keyof Use, number>> = {
  deviceHeap: 1 << 20,
  netHeap: 1 << 20,
  wasmPages: 0,
  boardHeap: 256,
  sockets: 0,
  connections: 0,
};

export interface SoakOptions {
  readonly servers: readonly ServerName[];
  /** To each server. */
  readonly requests: number;
  readonly seed: number;
  /** For each server: no new client comes after that. */
  readonly seconds: number;
  readonly say: (line: string) => void;
}

export interface ServerReport extends Served {
  /** From the end of the warm-up to the end. */
  readonly growth: Use;
  /** On the board after the server was ended and its names were dropped. */
  readonly stuckSockets: number;
  /** Of five. */
  readonly freePlaces: number;
  /** What is not as it should be. */
  readonly problems: readonly string[];
}

export interface SoakReport {
  readonly seed: number;
  readonly servers: Readonly<Partial<Record<ServerName, ServerReport>>>;
  readonly isWell: boolean;
}

/** Sends very many clients, some of them bad, to each server, and looks whether the board is as well as before. */
export async function soak(options: SoakOptions): Promise<SoakReport> {
  const servers: Partial<Record<ServerName, ServerReport>> = {};
  await withNetWorker('bench/soak/soak-net-worker.ts', async (build) => {
    for (const server of options.servers) servers[server] = await soakServer(server, build, options);
  });
  const isWell = Object.values(servers).every(({ problems }) => problems.length === 0);
  return { seed: options.seed, servers, isWell };
}

async function soakServer(
  server: ServerName,
  build: string,
  { requests, seed, seconds, say }: SoakOptions,
): Promise<ServerReport> {
  const board = await SoakBoard.start(server, build);
  const progress = (count: number): void => say(`${server}: ${count} of ${requests} requests`);
  try {
    const warmUp = Math.min(WARM_UP, requests);
    const first = await board.serve({ server, requests: warmUp, seed: seed ^ 1, seconds }, progress);
    const before = await board.measure(false);
    const served = await board.serve({ server, requests, seed, seconds }, progress);
    const { printed } = board;
    const after = await board.measure(true);
    const freePlaces = await board.freePlaces();
    const growth = difference(before, after);
    const problems = [
      ...first.faults,
      ...served.faults,
      ...grown(growth),
      ...(after.sockets > 0 ? [`${after.sockets} sockets are open`] : []),
      ...(after.connections > 0 ? [`${after.connections} connections are not over`] : []),
      ...(freePlaces === PLACES ? [] : [`${freePlaces} places for connections are free`]),
      ...(TRACEBACK_OF_CTRL_C.test(printed) ? [] : [`the server printed ${JSON.stringify(printed)}`]),
    ];
    return { ...served, growth, stuckSockets: after.sockets, freePlaces, problems };
  } finally {
    await board.dispose();
  }
}

/** All that a server prints, but for its greeting. */
const TRACEBACK_OF_CTRL_C = /^exec[^\n]*\nTraceback[^\n]*\n(?: {2}File[^\n]*\n)+KeyboardInterrupt: \r\n>>> $/;

const KEYS = Object.keys(MOST_GROWTH) as (keyof Use)[];

const difference = (before: Use, after: Use): Use => ({
  deviceHeap: after.deviceHeap - before.deviceHeap,
  netHeap: after.netHeap - before.netHeap,
  wasmPages: after.wasmPages - before.wasmPages,
  boardHeap: after.boardHeap - before.boardHeap,
  sockets: after.sockets - before.sockets,
  connections: after.connections - before.connections,
});

const grown = (growth: Use): string[] =>
  KEYS.filter((key) => growth[key] > MOST_GROWTH[key]).map((key) => `${key} grew by ${growth[key]}`);
