import { Emitter } from '../shared/emitter';
import type { Area } from './area';
import type { Translation } from './areas';
import type { Language } from './language';

/**
 * The language that the page speaks. A page has one, and all of it changes at once: this is the only thing of ours that
 * belongs to no object.
 */
let language: Language = 'en';
let translation: Translation | null = null;
const changed = new Emitter<Language>();

export const spokenLanguage = (): Language => language;
export const onSpoken = changed.event;

/** @param words null for English */
export function speak(now: Language, words: Translation | null): void {
  language = now;
  translation = words;
  changed.fire(now);
}

/** The messages of an area in the language that the page speaks. They are asked for when they are shown, and not kept. */
export function wordsOf<Name extends keyof Translation>(
  area: Area<Name, Translation[Name]>,
): Translation[Name] {
  return translation === null ? area.english : translation[area.name];
}
