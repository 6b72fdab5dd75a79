import { terms as ours } from 'virtual:lessons/terms';
import type { Term } from './glossary';

/** The words of the field that our lessons use, in alphabetical order. */
export const terms: readonly Term[] = ours;

/** Those of a text in this language; none where there is no glossary in it. */
export const termsIn = (language: string): readonly Term[] => (language === 'en' ? ours : []);
