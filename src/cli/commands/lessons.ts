import { existsSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readIndex, readLessonFolder } from '../lessons/lesson-folders';
import { DATA_FILE, TEXT_FILES } from '../../lessons/lesson-files';
import { LessonError, problemLine } from '../../lessons/authoring/lesson-file';
import { lessonJsonSchema } from '../../lessons/authoring/lesson-schema';
import type { WholeLesson } from '../../lessons/lesson-data';
import { ConfigError } from '../../proxy/flags';
import { checkLesson, type Case } from '../lessons/check-lesson';
import { mutateLesson, type MutantResult } from '../lessons/mutate-lesson';
import { caseLine, junitReport, summary } from '../lessons/report';
import { newLesson } from '../lessons/new-lesson';
import { receiptReport } from '../lessons/receipt-report';
import { say, textOf } from './saying';
import type { Surroundings } from './surroundings';

const HELP = `Usage: pinwire lessons new DIR
       pinwire lessons preview DIR [--port PORT]
       pinwire lessons check DIR [--junit FILE] [--mutate [--quick]]
       pinwire lessons receipt FILE... [--lesson DIR]
       pinwire lessons schema

new      makes a folder that is a lesson already, to be changed.
preview  serves the page with the lessons of DIR, and shows each change of their files, or what is wrong with them.

check    tries lessons on real boards: no step is done before its solution begins, each solution does its step, each
         mistake is told, each code block prints what the text shows. DIR is a lesson's folder, or one with several.
         --junit FILE writes the result for CI servers, too. Ends with 1 when something is not as it should be.
         --mutate breaks each solution in many small ways instead, and says which of them the checks let pass; prints JSON.
         --quick takes a dozen of them for each lesson.
receipt  says whether receipts of students' pages are unchanged since they were written, and what they say. It shows
         nothing else: whoever wants to can write one. Ends with 0 when all are unchanged, with 1 when one was changed
         or, by --lesson, is of no lesson in DIR as it is now, and with 2 when one is no receipt.
schema   prints the JSON Schema of lesson.yaml, for editors.
`;

const PREVIEW_PORT = 8_090;
const QUICK_MUTANTS = 12;

/** `pinwire lessons`. */
export async function lessonsCommand(
  args: readonly string[],
  surroundings: Surroundings,
): Promise<number | null> {
  const [what, ...rest] = args;
  if (what === 'check') return check(rest, surroundings);
  if (what === 'new') return makeNew(rest, surroundings);
  if (what === 'preview') return preview(rest, surroundings);
  if (what === 'receipt') return receipt(rest);
  if (what === 'schema') {
    process.stdout.write(`${JSON.stringify(lessonJsonSchema(), null, 2)}\n`);
    return 0;
  }
  if (what === '--help' || what === '-h') {
    process.stdout.write(HELP);
    return 0;
  }
  throw new ConfigError(
    `${what === undefined ? 'Say what to do' : `There is no “${what}”`}: new, preview, check, receipt or schema?`,
  );
}

function makeNew(args: readonly string[], { name }: Surroundings): number {
  const [folder] = parse(args, 1, 'Name one folder: pinwire lessons new DIR').positionals;
  if (folder === undefined) return 0;
  for (const file of newLesson(folder)) say(file);
  say(`Look at it: ${name} lessons preview ${folder}`);
  return 0;
}

async function preview(args: readonly string[], { preview: serve }: Surroundings): Promise<number | null> {
  const { values, positionals } = parse(args, 1, 'Name one folder: pinwire lessons preview DIR');
  const [folder] = positionals;
  if (folder === undefined) return 0;
  const path = resolve(folder);
  const isOne = existsSync(join(path, DATA_FILE));
  if (!isOne && (!existsSync(path) || readIndex(path).slugs.length === 0))
    throw new ConfigError(`${folder} holds no lesson: no ${DATA_FILE}, and no folder.`);
  const port = values.port === undefined ? PREVIEW_PORT : Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new ConfigError('--port wants a port.');
  await serve({ folder: isOne ? dirname(path) : path, only: isOne ? basename(path) : null, port });
  return null;
}

async function receipt(args: readonly string[]): Promise<number> {
  const { values, positionals: files } = parse(args, null, 'Name a file: pinwire lessons receipt FILE');
  const lessons = values.lesson === undefined ? null : readLessons(values.lesson);
  if (values.lesson !== undefined && lessons === null) return 2;
  const editions = lessons?.map(({ rest }) => rest.hash) ?? null;
  let worst = 0;
  for (const file of files) {
    const { text, code } = receiptReport(await textOf(file), editions);
    process.stdout.write(files.length === 1 ? `${text}\n` : `${file}\n${text}\n\n`);
    worst = Math.max(worst, code);
  }
  return worst;
}

async function check(args: readonly string[], { board }: Surroundings): Promise<number> {
  const { values, positionals } = parse(args, 1, 'Name one folder: pinwire lessons check DIR');
  const [folder] = positionals;
  if (folder === undefined) return 0;
  const lessons = readLessons(folder);
  if (lessons === null) return 1;
  const build = await board();
  if (values.mutate === true) return mutate(lessons, build, values.quick === true);
  const cases: Case[] = [];
  for (const lesson of lessons) {
    const options = { build, now: () => performance.now(), onCase: (one: Case) => say(caseLine(one)) };
    cases.push(...(await checkLesson(lesson, options)));
  }
  say(summary(cases));
  if (values.junit !== undefined) writeReport(values.junit, cases);
  return cases.every(({ problem }) => problem === null) ? 0 : 1;
}

/** Ends with 0 also where some survive: whether one of them is as good as the solution is for the author to say. */
async function mutate(lessons: readonly WholeLesson[], build: string, quick: boolean): Promise<number> {
  const results: MutantResult[] = [];
  const onMutant = ({ lesson, step, mutant, outcome }: MutantResult): void =>
    say(`${outcome === 'caught' ? '✓' : '✗'} ${lesson}: ${step}, ${mutant}: ${outcome}`);
  for (const lesson of lessons)
    results.push(...(await mutateLesson(lesson, { build, most: quick ? QUICK_MUTANTS : null, onMutant })));
  const such = (wanted: MutantResult['outcome']): readonly MutantResult[] =>
    results.filter(({ outcome }) => outcome === wanted);
  const report = {
    ...{ mutants: results.length, caught: such('caught').length, survived: such('survived') },
    ...{ equivalent: such('equivalent'), unreached: such('unreached') },
  };
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  return 0;
}

interface Parsed {
  readonly values: {
    readonly junit?: string;
    readonly lesson?: string;
    readonly port?: string;
    readonly mutate?: boolean;
    readonly quick?: boolean;
    readonly help?: boolean;
  };
  /** None where help was asked for, and has been given. */
  readonly positionals: readonly string[];
}

/** @param count how many names there must be; null: one at least */
function parse(args: readonly string[], count: number | null, usage: string): Parsed {
  const options = {
    junit: { type: 'string' },
    lesson: { type: 'string' },
    port: { type: 'string' },
    mutate: { type: 'boolean' },
    quick: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  } as const;
  let parsed: Parsed;
  try {
    parsed = parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new ConfigError(error instanceof Error ? error.message : String(error));
  }
  if (parsed.values.help === true) {
    process.stdout.write(HELP);
    return { values: parsed.values, positionals: [] };
  }
  const { length } = parsed.positionals;
  if (count === null ? length === 0 : length !== count) throw new ConfigError(usage);
  return parsed;
}

/** @returns null when one of them has errors, which have been said */
function readLessons(folder: string): readonly WholeLesson[] | null {
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new ConfigError(`${folder} is no folder.`);
  const path = resolve(folder);
  const isOne = existsSync(join(path, DATA_FILE));
  const parent = isOne ? dirname(path) : path;
  const slugs = isOne ? [basename(path)] : readIndex(path).slugs;
  if (slugs.length === 0)
    throw new ConfigError(`${folder} holds no lesson: no ${TEXT_FILES.join(' or ')}, and no folder.`);
  try {
    return slugs.map((slug) => {
      const { lesson, warnings } = readLessonFolder(parent, slug, process.cwd());
      for (const warning of warnings) say(problemLine(warning));
      return lesson;
    });
  } catch (error) {
    if (!(error instanceof LessonError)) throw error;
    say(error.message);
    return null;
  }
}

function writeReport(file: string, cases: readonly Case[]): void {
  try {
    writeFileSync(file, junitReport(cases));
  } catch (error) {
    throw new ConfigError(
      `${file} cannot be written: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
