import { parseArgs } from 'node:util';
import { buildForNode } from '../../tools/node-build';
import { SERVER_NAMES, type ServerName } from './servers';
import { soak, type SoakReport } from './soak';

const USAGE = 'npm run soak -- [--requests N] [--minutes M] [--server lesson|asyncio] [--seed S]';

function number(text: string | undefined, otherwise: number): number {
  const value = text === undefined ? otherwise : Number(text);
  if (!Number.isInteger(value) || value < 0) throw new Error(`${String(text)} is no count\n${USAGE}`);
  return value;
}

function serversOf(text: string | undefined): readonly ServerName[] {
  if (text === undefined) return SERVER_NAMES;
  const found = SERVER_NAMES.filter((name) => name === text);
  if (found.length === 0) throw new Error(`there is no server ${text}\n${USAGE}`);
  return found;
}

async function run(): Promise<SoakReport> {
  const text = { type: 'string' } as const;
  const options = { requests: text, minutes: text, server: text, seed: text };
  const { values } = parseArgs({ args: process.argv.slice(2), options });
  await buildForNode();
  return soak({
    servers: serversOf(values.server),
    requests: number(values.requests, 1_000_000),
    seed: number(values.seed, Date.now() % 2 ** 31),
    seconds: 60 * number(values.minutes, 30),
    say: (line) => console.error(line),
  });
}

/** Found while this module is imported: Vite's module runner, which imports it, closes after that. */
export const result = await run();
