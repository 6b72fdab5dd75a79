import { afterEach, expect, test } from 'vitest';
import type { Brought, LessonTranslation } from '../../lessons/lesson-data';
import { german } from '../../words/de';
import { speak } from '../../words/spoken';
import { LessonWords, textsOf } from './lesson-texts';

afterEach(() => speak('en', null));

const translation: LessonTranslation = {
  title: 'Erster Kontakt',
  summary: '',
  document: null,
  texts: { 'Stop it': 'Halt es an' },
};

test('a lesson is translated when the page speaks another language, and back', async () => {
  const asked: string[] = [];
  const words = new LessonWords((slug, language) => {
    asked.push(`${slug} ${language}`);
    return Promise.resolve(translation);
  });
  words.open('first-contact');
  expect(words.translation.value).toBeNull();
  speak('de', german);
  await Promise.resolve();
  await Promise.resolve();
  expect(words.translation.value).toBe(translation);
  speak('en', null);
  expect([words.translation.value, asked]).toEqual([null, ['first-contact de']]);
  words.dispose();
});

test('a lesson that was brought has its translations with it, and those of a newer version of it', () => {
  const asked: string[] = [];
  const words = new LessonWords((slug) => {
    asked.push(slug);
    return Promise.resolve(null);
  });
  const brought = (title: string): Brought => ({
    ...{ pack: 'x', whose: 'x.zip', pictures: new Map() },
    translations: new Map([['de', { ...translation, title }]]),
  });
  words.open('x--lamp', brought('Eins'));
  expect(words.translation.value).toBeNull();
  speak('de', german);
  expect(words.translation.value?.title).toBe('Eins');
  words.open('x--lamp', brought('Zwei'));
  expect([words.translation.value?.title, asked]).toEqual(['Zwei', []]);
  words.dispose();
});

test('what is not translated stays as it was written', () => {
  expect(textsOf(translation)('Stop it')).toBe('Halt es an');
  expect(textsOf(translation)('Go on')).toBe('Go on');
  expect(textsOf(translation)('constructor')).toBe('constructor');
  expect(textsOf(null)('Stop it')).toBe('Stop it');
});
