import { terms as ours, translated } from 'virtual:lessons/terms';
import type { Term } from './glossary';

/** The words of the field that our lessons use, in alphabetical order. */
export const terms: readonly Term[] = ours;

/** The same words in another language, as far as there are any. Rejects when they cannot be fetched. */
export async function termsIn(language: string): Promise<readonly Term[]> {
  return Object.hasOwn(translated, language) ? ((await translated[language]?.())?.default ?? ours) : ours;
}
