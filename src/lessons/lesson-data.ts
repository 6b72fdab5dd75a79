import type { LessonDocument } from './model';

/** The data file of a lesson, `lesson.json`, beside its text. */
export interface LessonData {
  /** The lesson's name in addresses; the same as its folder's. */
  readonly slug: string;
  /** One sentence for the list of lessons. */
  readonly summary: string;
  readonly credit: Credit;
  /** What the board's flash starts with: path to text. `main.py` is what the editor opens. */
  readonly files: Readonly<Record<string, string>> & { readonly 'main.py': string };
  /** The panes this lesson needs, most needed first. */
  readonly panes: readonly PaneName[];
}

export interface Credit {
  /** Who wrote the text, and from where it comes. */
  readonly text: string;
  readonly license: string;
  readonly url: string;
}

export type PaneName = (typeof PANE_NAMES)[number];
export const PANE_NAMES = ['editor', 'terminal', 'board', 'browser', 'network'] as const;

export interface Lesson {
  readonly data: LessonData;
  readonly document: LessonDocument;
}

/** The message is for the lesson's author: which file, which key, what to do. */
export class LessonDataError extends Error {
  override readonly name = 'LessonDataError';

  constructor(file: string, key: string, todo: string, options?: ErrorOptions) {
    super(`${file}: ${key === '' ? '' : `“${key}”: `}${todo}`, options);
  }
}

const KEYS = ['slug', 'summary', 'credit', 'files', 'panes'];

/**
 * @param file its name, for messages
 * @param folder the name of the lesson's folder
 * @throws {LessonDataError} for the first thing that is not as it must be
 */
export function parseLessonData(json: string, file: string, folder: string): LessonData {
  const fail = (key: string, todo: string, cause?: unknown): never => {
    throw new LessonDataError(file, key, todo, { cause });
  };
  const data = record(parseJson(json, fail), '', fail);
  for (const key of Object.keys(data))
    if (!KEYS.includes(key)) fail(key, `is not known. Remove it, or use one of ${KEYS.join(', ')}.`);
  const slug = text(data, 'slug', '', fail);
  if (slug !== folder) fail('slug', `must be the folder's name, ${folder}.`);
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(slug)) fail('slug', 'use small letters, digits and single hyphens.');
  const credit = record(data['credit'], 'credit', fail);
  const url = text(credit, 'url', 'credit.', fail);
  if (!/^https?:\/\/\S+$/.test(url)) fail('credit.url', 'write an address that starts with https://.');
  return {
    slug,
    summary: text(data, 'summary', '', fail),
    credit: {
      text: text(credit, 'text', 'credit.', fail),
      license: text(credit, 'license', 'credit.', fail),
      url,
    },
    files: files(data['files'], fail),
    panes: panes(data['panes'], fail),
  };
}

type Fail = (key: string, todo: string, cause?: unknown) => never;

function parseJson(json: string, fail: Fail): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    return fail(
      '',
      `is not JSON (${cause instanceof Error ? cause.message : 'unreadable'}). Correct it.`,
      cause,
    );
  }
}

function record(value: unknown, key: string, fail: Fail): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  return fail(key, 'must be an object, { … }.');
}

function text(from: Record<string, unknown>, key: string, prefix: string, fail: Fail): string {
  const value = from[key];
  if (typeof value === 'string' && value.trim() !== '') return value;
  return fail(
    prefix + key,
    value === undefined ? 'is missing. Add it.' : 'must be a text that is not empty.',
  );
}

function files(value: unknown, fail: Fail): LessonData['files'] {
  const given = record(value, 'files', fail);
  const result: Record<string, string> = {};
  for (const [path, contents] of Object.entries(given)) {
    if (!/^[\w-][\w.-]*(?:\/[\w-][\w.-]*)*$/.test(path))
      fail(`files.${path}`, 'use a path such as main.py or lib/tool.py.');
    result[path] = typeof contents === 'string' ? contents : fail(`files.${path}`, 'must be a text.');
  }
  const main =
    result['main.py'] ?? fail('files.main.py', 'is missing. Add the text that the editor opens with.');
  return { ...result, 'main.py': main };
}

function panes(value: unknown, fail: Fail): PaneName[] {
  if (!Array.isArray(value)) return fail('panes', `must be a list of ${PANE_NAMES.join(', ')}.`);
  const names = value.map(
    (name: unknown) =>
      PANE_NAMES.find((known) => known === name) ??
      fail('panes', `${JSON.stringify(name)} is no pane. Use ${PANE_NAMES.join(', ')}.`),
  );
  if (new Set(names).size < names.length) fail('panes', 'names a pane twice. Remove one.');
  return names;
}
