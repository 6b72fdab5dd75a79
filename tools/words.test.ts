// What the compiler does not say of messages: that somebody shows each of them, and that translations keep their marks.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readGlossaryOf } from '../src/cli/lessons/lesson-folders';
import { lessonSlugs, loadLesson, loadTranslation } from '../src/lessons/our-lessons';
import { terms, termsIn } from '../src/lessons/terms';
import type { Area } from '../src/words/area';
import { german } from '../src/words/de';
import { LANGUAGES } from '../src/words/language';

const WORDS = join(process.cwd(), 'src/words');
const areaFiles = readdirSync(join(WORDS, 'en')).filter((name) => name !== 'formats.ts');

type Messages = Readonly<Record<string, unknown>>;
type AnyArea = Area<string, Messages>;

const areas: readonly AnyArea[] = await Promise.all(
  areaFiles.map(async (file) => {
    const module = (await import(`../src/words/en/${file.replace('.ts', '')}.ts`)) as Record<string, AnyArea>;
    const [only] = Object.values(module);
    if (!only) throw new Error(`${file} exports no area.`);
    return only;
  }),
);

const translations: Readonly<Record<string, Readonly<Record<string, Messages>>>> = { de: german };

/** Sources that may show messages, without tests. */
const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter(
    (path) => /\.tsx?$/.test(path) && !/\.test(-helpers)?\./.test(path) && !/^words[\\/](en|de)/.test(path),
  )
  .map((path) => readFileSync(join('src', path), 'utf8'));

/** Messages of `names` that nobody asks for among those who know the area in `file`. */
function unusedMessages(file: string, names: readonly string[], texts: readonly string[]): readonly string[] {
  const module = file.replace('.ts', '');
  const key = module.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  // Where messages are handed on as a whole, whoever gets them need not know where they come from.
  const handedOn = texts.some((text) => text.includes(`Translation['${key}']`));
  const users = handedOn ? texts : texts.filter((text) => text.includes(`words/en/${module}'`));
  return names.filter(
    (name) => !users.some((text) => new RegExp(`(?:\\.|[{,] |\\w\\(')${name}\\b`).test(text)),
  );
}

describe('messages', () => {
  test.each(areas.map((area, index) => [areaFiles[index] ?? '', area] as const))(
    '%s: each is shown somewhere',
    (file, area) => {
      expect(file).toBe(`${area.name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.ts`);
      expect(unusedMessages(file, Object.keys(area.english), sources)).toEqual([]);
    },
  );

  test('one that nobody asks for is found', () => {
    const user = `import { page } from '../../words/en/page';\nconst a = wordsOf(page).stop;`;
    expect(unusedMessages('page.ts', ['stop', 'reset'], [user, 'x.reset'])).toEqual(['reset']);
  });
});

/** Every string of `messages` by its path. A message that has parameters is its source. */
function stringsOf(messages: unknown, path = ''): readonly (readonly [string, string])[] {
  if (typeof messages === 'string') return [[path, messages]];
  if (typeof messages === 'function') return [[path, String(messages)]];
  if (typeof messages !== 'object' || messages === null) return [];
  return Object.entries(messages).flatMap(([name, value]) =>
    stringsOf(value, path === '' ? name : `${path}.${name}`),
  );
}

const marksOf = (text: string): readonly string[] =>
  [...new Set([...text.matchAll(/<\/?\w+>/g)].map(([mark]) => mark))].sort();

describe.each(LANGUAGES.filter((language) => language !== 'en'))('in %s', (language) => {
  const translation = translations[language] ?? {};

  test.each(areas.map((area) => [area.name, area] as const))(
    '%s: marks are those of English',
    (name, area) => {
      const translated = new Map(stringsOf(translation[name]));
      expect(translated.size).toBeGreaterThan(0);
      for (const [path, english] of stringsOf(area.english))
        expect([path, marksOf(translated.get(path) ?? '')]).toEqual([path, marksOf(english)]);
    },
  );

  test('no message is empty or still has English quotation marks', () => {
    for (const [path, text] of stringsOf(translation)) {
      expect([path, text.trim()]).not.toEqual([path, '']);
      expect(text, path).not.toMatch(/“[^”]*”/);
    }
  });
});

describe('pages that stand by themselves', () => {
  /** What a visitor could read, without the parts that are marked as being in a language. */
  const unmarked = (html: string, marked: RegExp): string =>
    (/<body>[^]*<\/body>/.exec(html)?.[0] ?? '')
      .replace(/<(script|style)[^]*?<\/\1>/g, '')
      .replace(marked, '')
      .replace(/<[^>]*>/g, '')
      .trim();

  test('index.html: what it says before its scripts it says in each language', () => {
    const html = readFileSync('index.html', 'utf8');
    const said = [...html.matchAll(/<p lang="(\w+)">/g)].map(([, language]) => language);
    expect(said).toEqual([...LANGUAGES, ...LANGUAGES]);
    expect(unmarked(html, /<p lang="\w+">[^]*?<\/p>/g)).toBe('');
    const frame = [...html.matchAll(/^ {10}(\w\w): \[$/gm)].map(([, language]) => language);
    expect(frame).toEqual(LANGUAGES);
    // A visitor is shown one of them.
    for (const language of LANGUAGES) expect(html).toContain(`:root:lang(${language}) .late`);
  });

  test('404.html: what it says has its German beside it', () => {
    const html = readFileSync('public/404.html', 'utf8');
    expect(unmarked(html, /<(\w+)[^<>]*\bdata-de="[^"]+"[^<>]*>[^<>]*<\/\1>/g)).toBe('');
    expect(LANGUAGES).toEqual(['en', 'de']);
  });
});

describe.each(LANGUAGES.filter((language) => language !== 'en'))('the glossary in %s', (language) => {
  test('has every word, each in a few lines', async () => {
    const ours = readGlossaryOf('public/lessons', '.').translations.get(language)?.terms;
    expect(ours).toHaveLength(terms.length);
    for (const { says } of ours ?? []) expect(says.length).toBeLessThan(280);
    expect(await termsIn(language)).toEqual(ours);
    expect((await loadTranslation('glossary', language))?.document?.children).toHaveLength(1);
  });

  test('marks in a translated lesson the words that it marks in the original', async () => {
    const marked = (document: unknown): readonly string[] =>
      [...new Set(JSON.stringify(document).match(/"term":"[\w-]+"/g))].sort();
    for (const slug of lessonSlugs) {
      const document = (await loadTranslation(slug, language))?.document ?? null;
      if (document === null) continue;
      const original = marked((await loadLesson(slug))?.document);
      expect(original.length).toBeGreaterThan(0);
      expect(marked(document), slug).toEqual(expect.arrayContaining([...original]));
    }
  });
});
