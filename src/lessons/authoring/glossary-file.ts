import { z } from 'zod';
import { GLOSSARY, termAnchor, type Term } from '../glossary';
import type { Lesson } from '../lesson-data';
import { LessonError, readYaml, type Problem } from './lesson-file';

const word = z
  .string('must be a word')
  .regex(/^[\p{L}\d][\p{L}\d \-/]{0,39}$/u, 'must be a word or a few, at most 40 characters long');

const GLOSSARY_FILE = z
  .array(
    z.strictObject(
      {
        term: word,
        also: z.array(word, 'must be a list of words').max(10).default([]),
        says: z
          .string('must be a text')
          .regex(/\S/, 'must not be empty')
          .max(300, 'must be at most 300 characters long: what it is, in a sentence or two'),
        mark: z.boolean('must be true or false').default(true),
      },
      'must be a term, with term and says',
    ),
    'must be a list of terms',
  )
  .max(500);

/** @throws {LessonError} when it is not as the schema has it, or explains a word twice */
export function readGlossary(source: string, file: string): readonly Term[] {
  const { data, lineOf } = readYaml(GLOSSARY_FILE, source, file);
  const seen = new Set<string>();
  const problems: Problem[] = [];
  for (const [at, { term, also }] of data.entries())
    for (const form of [term, ...also].map((one) => one.toLowerCase())) {
      const text = `“${form}” is explained above already. Remove one of them.`;
      if (seen.has(form)) problems.push({ file, line: lineOf([at, 'term']), text });
      seen.add(form);
    }
  if (problems.length > 0) throw new LessonError(problems);
  return data
    .map((entry) => ({ ...entry, id: idOf(entry.term) }))
    .sort((one, other) => one.term.localeCompare(other.term, 'en'));
}

const idOf = (term: string): string => term.toLowerCase().replace(/[^\p{L}\d]+/gu, '-');

/** The glossary as a text of its own, which is drawn as lessons are. */
export function glossaryLesson(terms: readonly Term[]): Lesson {
  const line = 1;
  const text = (words: string) => ({ kind: 'text', line, text: words }) as const;
  const items = terms.map(({ id, term, says }) => ({
    line,
    term: [text(term)],
    children: [
      { kind: 'anchor', line, id: termAnchor(id) } as const,
      { kind: 'paragraph', line, children: [text(says)] } as const,
    ],
  }));
  return {
    data: {
      slug: GLOSSARY,
      language: 'en',
      credit: { text: 'Written for Pinwire.', license: 'MIT' },
      panes: [],
      files: {},
      outline: [],
    },
    document: {
      title: 'Glossary',
      children: [
        {
          kind: 'section',
          ...{ line, id: GLOSSARY, level: 1, title: [text('Glossary')] },
          children: [
            {
              kind: 'paragraph',
              line,
              children: [text('The words of the field, as the lessons use them.')],
            },
            { kind: 'definition-list', line, items: items.map((item, at) => ({ ...item, line: at })) },
          ],
        },
      ],
      diagnostics: [],
      hidden: [],
    },
  };
}
