import { LANGUAGES, type Language } from '../../words/language';
import { proxyUrl } from '../internet/proxy-address';
import type { ThemeChoice } from '../theme/theme';

/** What stands in `pinwire.json` beside the page, which an instructor may put there (docs/hosting.md). */
export interface SiteSettings {
  /** In place of “Pinwire”. */
  readonly title: string | null;
  /** Which lessons there are, in which order; the first is shown. */
  readonly lessons: readonly string[] | null;
  /** Address of the proxy to real hosts. */
  readonly proxy: string | null;
  /** Real hosts are on from the start. */
  readonly real: boolean;
  /** For who has not chosen. */
  readonly theme: ThemeChoice | null;
  readonly language: Language | null;
}

const THEMES = ['light', 'dark', 'system'] as const;
const LONGEST_TITLE = 80;

export const NO_SETTINGS: SiteSettings = {
  title: null,
  lessons: null,
  proxy: null,
  real: false,
  theme: null,
  language: null,
};

/** What a site's settings may speak of. */
export interface SiteFacts {
  /** The page's own address. */
  readonly base: string;
  /** The lessons that come with the page. */
  readonly lessons: readonly string[];
}

/**
 * Each setting stands alone: one that cannot be used is left out, and told in a sentence.
 *
 * By hand and not by a schema: this is on the way to the first prompt.
 */
export function readSiteSettings(
  text: string,
  facts: SiteFacts,
): { settings: SiteSettings; problems: readonly string[] } {
  const problems: string[] = [];
  const fields = fieldsOf(text, problems);
  const read = <T>(name: keyof SiteSettings, reader: (value: unknown) => T): T | null => {
    const value = fields[name];
    if (value === undefined || value === null) return null;
    try {
      return reader(value);
    } catch (error) {
      problems.push(`“${name}” ${error instanceof Error ? error.message : String(error)}`);
      return null;
    }
  };
  const settings: SiteSettings = {
    title: read('title', title),
    lessons: read('lessons', (value) => lessons(value, facts.lessons)),
    proxy: read('proxy', (value) => proxy(value, facts.base)),
    real: read('real', real) ?? false,
    theme: read('theme', (value) => choice(value, THEMES)),
    language: read('language', (value) => choice(value, LANGUAGES)),
  };
  for (const name of Object.keys(fields).filter((each) => !Object.hasOwn(NO_SETTINGS, each)))
    problems.push(`“${name}” is not known; there are ${listed(Object.keys(NO_SETTINGS), 'and')}.`);
  return { settings, problems };
}

function fieldsOf(text: string, problems: string[]): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Readonly<Record<string, unknown>>;
    problems.push('It is not an object, as in { "title": "Networks 1" }.');
  } catch (error) {
    problems.push(`It is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  return {};
}

function title(value: unknown): string {
  const words = text(value).trim();
  if (words === '') throw new RangeError('is empty.');
  if (words.length > LONGEST_TITLE) throw new RangeError(`is longer than ${LONGEST_TITLE} characters.`);
  return words;
}

function lessons(value: unknown, known: readonly string[]): readonly string[] {
  if (!Array.isArray(value) || value.length === 0)
    throw new RangeError(`is not a list of lessons, as in ["${known[0] ?? ''}"].`);
  const [unknown] = value.filter((slug) => !known.includes(slug as string)) as readonly unknown[];
  if (unknown !== undefined)
    throw new RangeError(`names ${shown(unknown)}; there is ${listed(known, 'and')}.`);
  return [...new Set(value as readonly string[])];
}

function proxy(value: unknown, base: string): string {
  try {
    return proxyUrl(text(value), base);
  } catch (error) {
    if (error instanceof RangeError && !(value === '' || typeof value !== 'string'))
      throw new RangeError(`cannot be used: ${error.message}`, { cause: error });
    throw error;
  }
}

function real(value: unknown): boolean {
  if (typeof value !== 'boolean') throw new RangeError('is neither true nor false.');
  return value;
}

function choice<T extends string>(value: unknown, among: readonly T[]): T {
  const found = among.find((each) => each === value);
  if (found === undefined) throw new RangeError(`is ${shown(value)}; there is ${listed(among, 'or')}.`);
  return found;
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw new RangeError('is not a text.');
  return value;
}

/** A value of the file's, not too long to be said. */
function shown(value: unknown): string {
  const json = JSON.stringify(value);
  return json.length > 40 ? `${json.slice(0, 40)}…` : json;
}

function listed(names: readonly string[], last: 'and' | 'or'): string {
  const quoted = names.map((name) => `“${name}”`);
  return quoted.length < 2
    ? quoted.join('')
    : `${quoted.slice(0, -1).join(', ')} ${last} ${quoted.at(-1) ?? ''}`;
}
