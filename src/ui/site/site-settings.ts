import { LANGUAGES, type Language } from '../../words/language';
import { site } from '../../words/en/site';
import { wordsOf } from '../../words/spoken';
import { type Said, SaidError } from '../common/said';
import { proxyUrl } from '../internet/proxy-address';
import type { ThemeChoice } from '../theme/theme';

/** What stands in `pinwire.json` beside the page, which an instructor may put there (docs/hosting.md). */
export interface SiteSettings {
  /** In place of “Pinwire”. */
  readonly title: string | null;
  /** Which lessons there are, in which order; the first is shown. */
  readonly lessons: readonly string[] | null;
  /** Addresses of lessons that are not the site's. */
  readonly packs: readonly string[] | null;
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
const MOST_PACKS = 10;

export const NO_SETTINGS: SiteSettings = {
  title: null,
  lessons: null,
  packs: null,
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
): { settings: SiteSettings; problems: readonly Said[] } {
  const problems: Said[] = [];
  const fields = fieldsOf(text, problems);
  const read = <T>(name: keyof SiteSettings, reader: (value: unknown, name: string) => T): T | null => {
    const value = fields[name];
    if (value === undefined || value === null) return null;
    try {
      return reader(value, name);
    } catch (error) {
      if (!(error instanceof SaidError)) throw error;
      problems.push(error.said);
      return null;
    }
  };
  const settings: SiteSettings = {
    title: read('title', title),
    lessons: read('lessons', (value, name) => lessons(value, name, facts.lessons)),
    packs: read('packs', packs),
    proxy: read('proxy', (value, name) => proxy(value, name, facts.base)),
    real: read('real', real) ?? false,
    theme: read('theme', (value, name) => choice(value, name, THEMES)),
    language: read('language', (value, name) => choice(value, name, LANGUAGES)),
  };
  for (const name of Object.keys(fields).filter((each) => !Object.hasOwn(NO_SETTINGS, each)))
    problems.push(() => wordsOf(site).notKnown(name, Object.keys(NO_SETTINGS)));
  return { settings, problems };
}

function fieldsOf(text: string, problems: Said[]): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Readonly<Record<string, unknown>>;
    problems.push(() => wordsOf(site).notAnObject);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    problems.push(() => wordsOf(site).notJson(why));
  }
  return {};
}

function title(value: unknown, name: string): string {
  const words = text(value, name).trim();
  if (words === '') throw new SaidError(() => wordsOf(site).empty(name));
  if (words.length > LONGEST_TITLE) throw new SaidError(() => wordsOf(site).tooLong(name, LONGEST_TITLE));
  return words;
}

function lessons(value: unknown, name: string, known: readonly string[]): readonly string[] {
  if (!Array.isArray(value) || value.length === 0)
    throw new SaidError(() => wordsOf(site).notLessons(name, known[0] ?? ''));
  const [unknown] = value.filter((slug) => !known.includes(slug as string)) as readonly unknown[];
  if (unknown !== undefined) throw new SaidError(() => wordsOf(site).noLesson(name, shown(unknown), known));
  return [...new Set(value as readonly string[])];
}

/** Whether there are lessons is found out where they are read. */
function packs(value: unknown, name: string): readonly string[] {
  const isList = Array.isArray(value) && value.length <= MOST_PACKS;
  if (!isList || !value.every((address) => typeof address === 'string'))
    throw new SaidError(() => wordsOf(site).notAddresses(name, MOST_PACKS));
  return value;
}

function proxy(value: unknown, name: string, base: string): string {
  const address = text(value, name);
  try {
    return proxyUrl(address, base);
  } catch (error) {
    if (error instanceof SaidError) {
      const { said } = error;
      throw new SaidError(() => wordsOf(site).notUsable(name, said()));
    }
    throw error;
  }
}

function real(value: unknown, name: string): boolean {
  if (typeof value !== 'boolean') throw new SaidError(() => wordsOf(site).notYesOrNo(name));
  return value;
}

function choice<T extends string>(value: unknown, name: string, among: readonly T[]): T {
  const found = among.find((each) => each === value);
  if (found === undefined) throw new SaidError(() => wordsOf(site).notAmong(name, shown(value), among));
  return found;
}

function text(value: unknown, name: string): string {
  if (typeof value !== 'string') throw new SaidError(() => wordsOf(site).notText(name));
  return value;
}

/** A value of the file's, not too long to be said. */
function shown(value: unknown): string {
  const json = JSON.stringify(value);
  return json.length > 40 ? `${json.slice(0, 40)}…` : json;
}
