import { terms as ours, translated } from 'virtual:lessons/terms';
import type { Term } from './glossary';

/** The words of the field that our lessons use, in alphabetical order. */
export const terms: readonly Term[] = ours;

/** Those of a text in this language; none where there is no glossary in it. Rejects when it cannot be fetched. */
export async function termsIn(language: string): Promise<readonly Term[]> {
  if (language === 'en') return ours;
  return Object.hasOwn(translated, language) ? ((await translated[language]?.())?.default ?? []) : [];
}
