import { existsSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { DATA_FILE, readIndex, readLessonFolder, TEXT_FILES } from '../lessons/lesson-folders';
import { LessonError } from '../../lessons/authoring/lesson-file';
import { lessonJsonSchema } from '../../lessons/authoring/lesson-schema';
import type { WholeLesson } from '../../lessons/lesson-data';
import { ConfigError } from '../../proxy/config';
import { checkLesson, type Case } from '../lessons/check-lesson';
import { caseLine, junitReport, summary } from '../lessons/report';
import { say } from './common';
import type { Surroundings } from './surroundings';

const HELP = `Usage: pinwire lessons check DIR [--junit FILE]
       pinwire lessons schema

check    tries lessons on real boards: no step is done before its solution begins, each solution does its step, each
         mistake is told, each code block prints what the text shows. DIR is a lesson's folder, or one with several.
         --junit FILE writes the result for CI servers, too. Ends with 1 when something is not as it should be.
schema   prints the JSON Schema of lesson.yaml, for editors.
`;

/** `pinwire lessons`. */
export async function lessonsCommand(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const [what, ...rest] = args;
  if (what === 'check') return check(rest, surroundings);
  if (what === 'schema') {
    process.stdout.write(`${JSON.stringify(lessonJsonSchema(), null, 2)}\n`);
    return 0;
  }
  if (what === '--help' || what === '-h') {
    process.stdout.write(HELP);
    return 0;
  }
  throw new ConfigError(
    `${what === undefined ? 'Say what to do' : `There is no “${what}”`}: check or schema?`,
  );
}

async function check(args: readonly string[], { board }: Surroundings): Promise<number> {
  const { values, positionals } = parse(args);
  const [folder, ...others] = positionals;
  if (values.help === true) {
    process.stdout.write(HELP);
    return 0;
  }
  if (folder === undefined || others.length > 0)
    throw new ConfigError('Name one folder: pinwire lessons check DIR');
  const lessons = readLessons(folder);
  if (lessons === null) return 1;
  const build = await board();
  const cases: Case[] = [];
  for (const lesson of lessons) {
    const options = { build, now: () => performance.now(), onCase: (one: Case) => say(caseLine(one)) };
    cases.push(...(await checkLesson(lesson, options)));
  }
  say(summary(cases));
  if (values.junit !== undefined) writeReport(values.junit, cases);
  return cases.every(({ problem }) => problem === null) ? 0 : 1;
}

function parse(args: readonly string[]): {
  values: { junit?: string; help?: boolean };
  positionals: readonly string[];
} {
  try {
    const options = { junit: { type: 'string' }, help: { type: 'boolean', short: 'h' } } as const;
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new ConfigError(error instanceof Error ? error.message : String(error));
  }
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
      for (const { file, line, text } of warnings) say(`${file}:${line}: ${text}`);
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
