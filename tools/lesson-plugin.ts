/**
 * Vite plugin: `virtual:lessons` holds all lessons of `public/lessons`, compiled when the page is built or served, so
 * that the page carries no compiler. A lesson with an error fails the build, naming file and line.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import type { Plugin } from 'vite';
import { compileLesson } from '../src/lessons/compile';
import { parseLessonData, type Lesson } from '../src/lessons/lesson-data';

const NAME = 'virtual:lessons';
const RESOLVED = `\0${NAME}`;

export interface LessonPluginOptions {
  /** The folder with one folder for each lesson; relative to the project. */
  readonly folder?: string;
}

export function lessonPlugin(options: LessonPluginOptions = {}): Plugin {
  let root = process.cwd();
  const folder = () => resolve(root, options.folder ?? 'public/lessons');
  return {
    name: 'pinwire:lessons',
    configResolved(config) {
      root = config.root;
    },
    resolveId(id) {
      return id === NAME ? RESOLVED : null;
    },
    load(id) {
      if (id !== RESOLVED) return null;
      const lessons = lessonFolders(folder()).map((name) => {
        for (const file of ['lesson.rst', 'lesson.json']) this.addWatchFile(join(folder(), name, file));
        return readLesson(folder(), name, root, (message) => this.warn(message));
      });
      // The string form is parsed faster than the same data as a literal.
      return `export const lessons = JSON.parse(${JSON.stringify(JSON.stringify(lessons))});`;
    },
    hotUpdate({ file }) {
      if (!resolve(file).startsWith(folder() + sep)) return;
      const module = this.environment.moduleGraph.getModuleById(RESOLVED);
      return module === undefined ? undefined : [module];
    },
  };
}

/** @throws with file, line and what to do, when the text or its data file has an error */
export function readLesson(
  folder: string,
  name: string,
  root: string,
  warn: (message: string) => void,
): Lesson {
  const textFile = join(folder, name, 'lesson.rst');
  const dataFile = join(folder, name, 'lesson.json');
  const data = parseLessonData(read(dataFile, root), shown(dataFile, root), name);
  const document = compileLesson(read(textFile, root));
  const problems = document.diagnostics.map((d) => ({
    severity: d.severity,
    message: `${shown(textFile, root)}:${d.line}: ${d.message} ${d.todo}`,
  }));
  for (const { severity, message } of problems) if (severity === 'warning') warn(message);
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join('\n'));
  return { data, document };
}

function lessonFolders(folder: string): string[] {
  if (!existsSync(folder)) throw new Error(`${folder}: there is no such folder. Lessons are kept there.`);
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

function read(file: string, root: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new Error(
      `${shown(file, root)}: cannot be read. Every lesson has a lesson.rst and a lesson.json.`,
      { cause },
    );
  }
}

function shown(file: string, root: string): string {
  return relative(root, file).split(sep).join('/');
}
