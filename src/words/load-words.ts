import type { Translation } from './areas';
import type { Language } from './language';

const LOADERS: Readonly<Record<Exclude<Language, 'en'>, () => Promise<Translation>>> = {
  de: () => import('./de').then(({ german }) => german),
};

/** All messages of a language, in one file; null for English, which needs none. */
export async function loadWords(language: Language): Promise<Translation | null> {
  return language === 'en' ? null : LOADERS[language]();
}
