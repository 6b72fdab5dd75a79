import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { MemoryFlash } from './node-host';
import type { TestBoard } from './test-board.test-helpers';

const fixtures = path.resolve('src/cli/fixtures/interpreter');
export const names = readdirSync(fixtures)
  .filter((name) => name.endsWith('.py'))
  .map((name) => name.slice(0, -3));

/** The programs, on a flash. */
export const corpus = (): MemoryFlash =>
  new MemoryFlash(
    Object.fromEntries(
      names.map((name) => [`/t_${name}.py`, readFileSync(path.join(fixtures, `${name}.py`))]),
    ),
  );

/** What CPython 3 prints, except where the board's own answers differ (see the folder's README). */
export const expected = (name: string): string => readFileSync(path.join(fixtures, `${name}.out`), 'utf8');

/** Runs a program of the flash in a namespace of its own, so that it leaves nothing behind. */
export async function run(board: TestBoard, name: string): Promise<string> {
  return board.line(
    `exec(open("/t_${name}.py").read()); [globals().pop(k) for k in list(globals()) if k[0]!="_"] and None`,
  );
}

/** Runs a program at the prompt, in its namespace. */
export async function execute(board: TestBoard, source: string): Promise<string> {
  await board.session.writeFile('/program.py', Buffer.from(source));
  return board.line('exec(open("/program.py").read())');
}
