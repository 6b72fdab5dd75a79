import { afterEach, describe, expect, test } from 'vitest';
import type { Translation } from '../../words/areas';
import { german } from '../../words/de';
import { page } from '../../words/en/page';
import type { Language } from '../../words/language';
import { speak, spokenLanguage, wordsOf } from '../../words/spoken';
import { MemoryStore } from '../memory-store.test-helpers';
import { LanguageChoice, type LanguageParts } from './language-choice';

afterEach(() => speak('en', null));

function setUp(parts: Partial<LanguageParts> = {}) {
  const root = { lang: '' };
  const forgotten: string[] = [];
  const choice = new LanguageChoice({
    store: new MemoryStore(),
    root,
    asked: null,
    forgetAsked: () => forgotten.push('asked'),
    preferred: ['en-US', 'en'],
    load: (language: Language) => Promise.resolve(language === 'en' ? null : german),
    ...parts,
  });
  return { choice, root, forgotten };
}

describe('which language the page speaks', () => {
  test('that of the browser, where nobody has chosen, before anything is drawn', async () => {
    const { choice, root } = setUp({ preferred: ['fr', 'de-AT', 'en'] });
    await choice.begin();
    expect([spokenLanguage(), root.lang]).toEqual(['de', 'de']);
    expect(wordsOf(page).stop).toBe(german.page.stop);
  });

  test('English, where the browser asks for none that is there; nothing is loaded for it', async () => {
    const loaded: Language[] = [];
    const load = (language: Language): Promise<null> => {
      loaded.push(language);
      return Promise.resolve(null);
    };
    const { choice, root } = setUp({ preferred: ['fr'], load });
    await choice.begin();
    expect([spokenLanguage(), root.lang, loaded]).toEqual(['en', 'en', []]);
    expect(wordsOf(page).stop).toBe(page.english.stop);
  });

  test('the address comes before the student, the student before the site, the site before the browser', async () => {
    const store = new MemoryStore();
    const site = setUp({ store });
    await site.choice.begin();
    await site.choice.suggest('de');
    expect(spokenLanguage()).toBe('de');
    await site.choice.choose('en');
    expect(spokenLanguage()).toBe('en');
    await site.choice.suggest('de');
    expect(spokenLanguage()).toBe('en');
    await setUp({ store, asked: 'de' }).choice.begin();
    expect(spokenLanguage()).toBe('de');
  });

  test('what student and site chose holds from the next start on', async () => {
    const store = new MemoryStore();
    await setUp({ store }).choice.suggest('de');
    speak('en', null);
    await setUp({ store }).choice.begin();
    expect(spokenLanguage()).toBe('de');
    await setUp({ store }).choice.suggest(null);
    expect(spokenLanguage()).toBe('en');
  });

  test('a choice takes what was asked for out of the address', async () => {
    const { choice, forgotten } = setUp({ asked: 'de' });
    await choice.begin();
    await choice.choose('en');
    expect([spokenLanguage(), forgotten]).toEqual(['en', ['asked']]);
    await choice.choose('de');
    expect(forgotten).toHaveLength(1);
  });
});

test('of two choices the later one holds, whichever is loaded first', async () => {
  const arrive: (() => void)[] = [];
  const load = (language: Language): Promise<Translation | null> =>
    new Promise((resolve) => arrive.push(() => resolve(language === 'en' ? null : german)));
  const { choice } = setUp({ load });
  const slow = choice.choose('de');
  await choice.choose('en');
  arrive[0]?.();
  await slow;
  expect(spokenLanguage()).toBe('en');
});

test('a language that cannot be loaded leaves the page as it is, and is told', async () => {
  const { choice, root } = setUp({ load: () => Promise.reject(new Error('no network')), asked: 'de' });
  await choice.begin();
  expect([spokenLanguage(), root.lang, choice.failed.value]).toEqual(['en', 'en', 'de']);
  await choice.choose('en');
  expect(choice.failed.value).toBeNull();
});
