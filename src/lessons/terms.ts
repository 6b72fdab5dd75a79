import { terms as ours } from 'virtual:lessons/terms';
import type { Term } from './glossary';

/** The words of the field that our lessons use, in alphabetical order. */
export const terms: readonly Term[] = ours;
