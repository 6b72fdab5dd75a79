import { z } from 'zod';
import { complain, type Complaint } from '../../words/complaint';
import { GLOSSARY, termAnchor, type Term } from '../glossary';
import type { Lesson, LessonTranslation } from '../lesson-data';
import type { LessonDocument } from '../model';
import { LessonError, readYaml, type Problem } from './lesson-file';
import { must } from './must';

const word = z.string(must('mustBeWord')).regex(/^[\p{L}\d][\p{L}\d \-/]{0,39}$/u, must('mustBeWord'));
const forms = z.array(word, must('mustBeWords')).max(10).default([]);
const says = z
  .string(must('mustBeText'))
  .regex(/\S/, must('mustNotBeEmpty'))
  .max(300, must('mustBeShorter', 300));

const GLOSSARY_FILE = z
  .array(
    z.strictObject(
      { term: word, also: forms, says, mark: z.boolean(must('mustBeYesOrNo')).default(true) },
      must('mustBeTerm'),
    ),
    must('mustBeTerms'),
  )
  .max(500);

const TRANSLATION_FILE = z.strictObject(
  {
    title: says,
    intro: says,
    terms: z.record(
      z.string(),
      z.strictObject({ term: word, also: forms, says }, must('mustBeTerm')),
      must('mustBeTermsByName'),
    ),
  },
  must('mustBeGlossary'),
);

/** @throws {LessonError} when it is not as the schema has it, or explains a word twice */
export function readGlossary(source: string, file: string): readonly Term[] {
  const { data, lineOf } = readYaml(GLOSSARY_FILE, source, file);
  throwAll(doubles(data).map(({ at, form }) => ({ file, line: lineOf([at, 'term']), what: twice(form) })));
  return inOrder(
    data.map((entry) => ({ ...entry, id: idOf(entry.term) })),
    'en',
  );
}

/** What the glossary's page says besides the words. */
interface PageWords {
  readonly title: string;
  readonly intro: string;
}

/** The same words in another language: each has the id of the English one, and is marked in texts if that is. */
export interface GlossaryTranslation extends PageWords {
  readonly terms: readonly Term[];
}

/** Of `glossary.de.yaml`. @throws {LessonError} when it does not have the very words that `english` has */
export function readGlossaryTranslation(
  source: string,
  file: string,
  english: readonly Term[],
  language: string,
): GlossaryTranslation {
  const { data, lineOf } = readYaml(TRANSLATION_FILE, source, file);
  const names = Object.keys(data.terms);
  const problem = (path: readonly PropertyKey[], what: Complaint): Problem => ({
    file,
    line: lineOf(path),
    what,
  });
  const known = new Set(english.map(({ term }) => term));
  throwAll([
    ...[...known]
      .filter((name) => !names.includes(name))
      .map((name) => problem(['terms'], complain('termMissing', name))),
    ...names
      .filter((name) => !known.has(name))
      .map((name) => problem(['terms', name], complain('noTerm', name))),
    ...doubles(Object.values(data.terms)).map(({ at, form }) =>
      problem(['terms', names[at] ?? '', 'term'], twice(form)),
    ),
  ]);
  const { title, intro } = data;
  const terms = english.flatMap(({ id, term, mark }) => {
    const words = data.terms[term];
    return words ? [{ ...words, id, mark }] : [];
  });
  return { title, intro, terms: inOrder(terms, language) };
}

const idOf = (term: string): string => term.toLowerCase().replace(/[^\p{L}\d]+/gu, '-');

const inOrder = (terms: readonly Term[], language: string): readonly Term[] =>
  [...terms].sort((one, other) => one.term.localeCompare(other.term, language));

/** Forms that an entry before has already, by the place of the entry. */
function doubles(
  entries: readonly Pick<Term, 'term' | 'also'>[],
): readonly { readonly at: number; readonly form: string }[] {
  const seen = new Set<string>();
  return entries.flatMap(({ term, also }, at) =>
    [term, ...also].flatMap((one) => {
      const form = one.toLowerCase();
      if (seen.has(form)) return [{ at, form }];
      seen.add(form);
      return [];
    }),
  );
}

const twice = (form: string): Complaint => complain('termTwice', form);

function throwAll(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new LessonError(problems);
}

const ENGLISH: PageWords = {
  title: 'Glossary',
  intro: 'The words of the field, as the lessons use them.',
};

/** The glossary as a text of its own, which is drawn as lessons are. */
export function glossaryLesson(terms: readonly Term[]): Lesson {
  return {
    data: {
      slug: GLOSSARY,
      language: 'en',
      credit: { text: 'Written for Pinwire.', license: 'MIT' },
      panes: [],
      files: {},
      outline: [],
    },
    document: glossaryPage(terms, ENGLISH),
  };
}

export function translatedGlossary({ terms, ...words }: GlossaryTranslation): LessonTranslation {
  return { title: words.title, summary: words.intro, document: glossaryPage(terms, words), texts: {} };
}

function glossaryPage(terms: readonly Term[], { title, intro }: PageWords): LessonDocument {
  const line = 1;
  const text = (words: string) => ({ kind: 'text', line, text: words }) as const;
  const items = terms.map(({ id, term, says: explanation }, at) => ({
    line: at,
    term: [text(term)],
    children: [
      { kind: 'anchor', line, id: termAnchor(id) } as const,
      { kind: 'paragraph', line, children: [text(explanation)] } as const,
    ],
  }));
  return {
    title,
    children: [
      {
        kind: 'section',
        ...{ line, id: GLOSSARY, level: 1, title: [text(title)] },
        children: [
          { kind: 'paragraph', line, children: [text(intro)] },
          { kind: 'definition-list', line, items },
        ],
      },
    ],
    diagnostics: [],
    hidden: [],
  };
}
