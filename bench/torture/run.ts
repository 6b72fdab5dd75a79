import { parseArgs } from 'node:util';
import { buildForNode } from '../../tools/node-build';
import { boards } from './boards';
import { fuzz } from './fuzz';
import { kills } from './kills';
import { tabs } from './tabs';

const USAGE = `npm run torture -- kills [count] [seed]
npm run torture -- tabs [requests]
npm run torture -- boards [--turns N] [--boards N] [--seed N] [--minutes M]
npm run torture -- fuzz [--bytes N] [--programs N] [--seed N] [--first N] [--minutes N]`;

const [name, ...args] = process.argv.slice(2);
const say = (line: string): void => console.error(line);

function number(text: string | undefined, otherwise: number): number {
  const value = text === undefined ? otherwise : Number(text);
  if (!Number.isInteger(value) || value < 0) throw new Error(`${String(text)} is no count\n${USAGE}`);
  return value;
}

function seedOf(text: string | undefined): number {
  const seed = number(text, Date.now() % 2 ** 31);
  say(`seed ${seed}`);
  return seed;
}

async function runFuzz(): Promise<Awaited<ReturnType<typeof fuzz>>> {
  const text = { type: 'string' } as const;
  const options = { bytes: text, programs: text, seed: text, first: text, minutes: text };
  const { values } = parseArgs({ args, options });
  await buildForNode();
  return fuzz({
    bytes: number(values.bytes, 10_000_000),
    programs: number(values.programs, 2_000),
    seed: seedOf(values.seed),
    first: number(values.first, 0),
    seconds: 60 * number(values.minutes, 30),
    say,
  });
}

async function runBoards(): ReturnType<typeof boards> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ args, options: { turns: text, boards: text, seed: text, minutes: text } });
  return boards({
    turns: number(values.turns, 2_500),
    boards: number(values.boards, 3),
    seed: seedOf(values.seed),
    seconds: 60 * number(values.minutes, 60),
    say,
  });
}

/** Found while this module is imported: Vite's module runner, which imports it, closes after that. */
async function run(): Promise<{ readonly isWell: boolean; readonly report: object }> {
  if (name === 'kills') {
    const report = await kills({ count: number(args[0], 500), seed: seedOf(args[1]), say });
    return { isWell: report.faults.length === 0, report };
  }
  if (name === 'tabs') {
    const report = await tabs({ requests: number(args[0], 1_000), say });
    return { isWell: report.faults.length === 0, report };
  }
  if (name === 'boards') {
    const report = await runBoards();
    return { isWell: report.faults.length === 0, report };
  }
  if (name !== 'fuzz') throw new Error(USAGE);
  const report = await runFuzz();
  return { isWell: report.findings.length === 0, report };
}

export const result = await run();
