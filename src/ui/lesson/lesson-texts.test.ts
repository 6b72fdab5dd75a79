import { afterEach, expect, test } from 'vitest';
import type { LessonTranslation } from '../../lessons/lesson-data';
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

test('what is not translated stays as it was written', () => {
  expect(textsOf(translation)('Stop it')).toBe('Halt es an');
  expect(textsOf(translation)('Go on')).toBe('Go on');
  expect(textsOf(null)('Stop it')).toBe('Stop it');
});
