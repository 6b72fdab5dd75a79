/**
 * Vite plugin: `virtual:lessons` holds the lessons of `public/lessons`, compiled when the page is built or served, so
 * that the page carries no compiler: what is drawn of the lesson that the page opens with. The list, the texts of the
 * others and the steps of all are modules of their own, fetched when they are needed. A lesson with an error fails the
 * build, naming file and line.
 */
import { existsSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import type { Plugin } from 'vite';
import { glossaryLesson, translatedGlossary } from '../src/lessons/authoring/glossary-file';
import { problemLine } from '../src/lessons/authoring/lesson-file';
import { GLOSSARY, type Term } from '../src/lessons/glossary';
import { entryOf } from '../src/lessons/lesson-entry';
import type { LessonDocument } from '../src/lessons/model';
import { markTerms } from '../src/lessons/mark-terms';
import { DATA_FILE, GLOSSARY_FILE, INDEX_FILE, TEXT_FILES } from '../src/lessons/lesson-files';
import {
  readGlossaryOf,
  readIndex,
  readLessonFolder,
  type Glossary,
  type ReadFolder,
} from '../src/cli/lessons/lesson-folders';

const NAME = 'virtual:lessons';
/** The list of lessons, which is shown when somebody asks for it. */
const LIST = 'virtual:lessons/list';
/** The words of the field; `virtual:lessons/terms/<language>` has them in another one. */
const TERMS = 'virtual:lessons/terms';
const TERMS_IN = /^virtual:lessons\/terms\/([a-z]{2})$/;
/** `virtual:lessons/text/<slug>`, `virtual:lessons/steps/<slug>`, `virtual:lessons/<language>/<slug>`. */
const PART = /^virtual:lessons\/(text|steps|[a-z]{2})\/([\w-]+)$/;

export interface LessonPluginOptions {
  /** The folder with one folder for each lesson; relative to the project. */
  readonly folder?: string | undefined;
  /** The only lesson of it that is wanted. */
  readonly only?: string | undefined;
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
      const isOurs = id === NAME || id === LIST || id === TERMS || TERMS_IN.test(id) || PART.test(id);
      return isOurs ? `\0${id}` : null;
    },
    load(id) {
      if (!id.startsWith(`\0${NAME}`)) return null;
      const [, part, slug] = PART.exec(id.slice(1)) ?? [];
      // The development server takes a file that is not there for a module that is missing.
      const watch = (file: string): void => {
        if (existsSync(file)) this.addWatchFile(file);
      };
      watch(join(folder(), GLOSSARY_FILE));
      const glossary = readGlossaryOf(folder(), root);
      const { terms } = glossary;
      for (const language of glossary.translations.keys())
        watch(join(folder(), GLOSSARY_FILE.replace('.', `.${language}.`)));
      const [, termsIn] = TERMS_IN.exec(id.slice(1)) ?? [];
      if (termsIn !== undefined)
        return `export default ${json(glossary.translations.get(termsIn)?.terms ?? [])};`;
      if (id === `\0${TERMS}`) return termsModule(glossary);
      const read = (name: string): ReadFolder => {
        for (const file of [...TEXT_FILES, DATA_FILE]) watch(join(folder(), name, file));
        const found = readLessonFolder(folder(), name, root);
        const { lesson, warnings } = found;
        for (const warning of warnings) this.warn(problemLine(warning));
        const translations = new Map(
          [...found.translations].map(([language, translation]) => {
            const { document } = translation;
            const words = glossary.translations.get(language)?.terms ?? [];
            return [language, { ...translation, document: document && marked(document, words) }] as const;
          }),
        );
        return { ...found, lesson: { ...lesson, document: marked(lesson.document, terms) }, translations };
      };
      if (slug === GLOSSARY) {
        const translation = glossary.translations.get(part ?? '');
        return `export default ${json(translation ? translatedGlossary(translation) : glossaryLesson(terms))};`;
      }
      if (slug !== undefined) {
        const { lesson, translations } = read(slug);
        const { data, document, rest } = lesson;
        if (part === 'text') return `export default ${json({ data, document })};`;
        return `export default ${json(part === 'steps' ? rest : translations.get(part ?? ''))};`;
      }
      watch(join(folder(), INDEX_FILE));
      const { slugs, opens } =
        options.only === undefined ? readIndex(folder()) : { slugs: [options.only], opens: options.only };
      const lessons = slugs.map(read);
      return id === `\0${LIST}`
        ? `export const entries = ${json(lessons.map(({ lesson, translations }) => entryOf(lesson.entry, translations)))};`
        : firstModule(lessons, opens, glossary);
    },
    hotUpdate({ file }) {
      if (!resolve(file).startsWith(folder() + sep)) return;
      const modules = [...this.environment.moduleGraph.idToModuleMap].flatMap(([id, module]) =>
        id.startsWith(`\0${NAME}`) ? [module] : [],
      );
      return modules.length === 0 ? undefined : modules;
    },
  };
}

const marked = (document: LessonDocument, terms: readonly Term[]): LessonDocument => ({
  ...document,
  children: markTerms(document.children, terms),
});

function termsModule({ terms, translations }: Glossary): string {
  const loaders = [...translations.keys()].map(
    (language) => `${language}: () => import('${TERMS}/${language}')`,
  );
  return `export const terms = ${json(terms)}; export const translated = {${loaders.join(',')}};`;
}

function firstModule(folders: readonly ReadFolder[], opens: string, glossary: Glossary): string {
  const lessons = folders.map(({ lesson }) => lesson);
  const first = lessons.find(({ entry }) => entry.slug === opens);
  const loaders = (part: string, slugs: readonly string[]): string =>
    slugs.map((slug) => loader(part, slug)).join(',');
  const slugs = lessons.map(({ entry }) => entry.slug);
  const languages = [
    ...new Set([...folders, glossary].flatMap(({ translations }) => [...translations.keys()])),
  ].sort();
  const translated = languages.map((language) => {
    const some = folders.filter(({ translations }) => translations.has(language));
    const names = some.map(({ lesson }) => lesson.entry.slug);
    if (glossary.translations.has(language)) names.push(GLOSSARY);
    return `${language}: {${loaders(language, names)}}`;
  });
  const words = glossary.terms.length === 0 ? '' : `,${loader('text', GLOSSARY)}`;
  return [
    `export const first = ${json(first && { data: first.data, document: first.document })};`,
    `export const texts = {${loaders(
      'text',
      slugs.filter((slug) => slug !== opens),
    )}${words}};`,
    `export const steps = {${loaders('steps', slugs)}};`,
    `export const translations = {${translated.join(',')}};`,
  ].join('\n');
}

const loader = (part: string, slug: string): string => `'${slug}': () => import('${NAME}/${part}/${slug}')`;

/** The string form is parsed faster than the same data as a literal. */
function json(value: unknown): string {
  return `JSON.parse(${JSON.stringify(JSON.stringify(value))})`;
}
