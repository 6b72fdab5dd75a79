import { expect, test } from 'vitest';
import { firstSpoken, languageOf } from './language';

test('a language is known by its first part, however it is written', () => {
  expect(['de', 'de-AT', 'DE_de', ' en-GB '].map(languageOf)).toEqual(['de', 'de', 'de', 'en']);
  expect(['fr', 'den', '', null, undefined].map(languageOf)).toEqual([null, null, null, null, null]);
});

test('the first language wins that the page can speak; English where there is none', () => {
  expect(firstSpoken([null, 'fr-CH', 'de-CH', 'en'])).toBe('de');
  expect(firstSpoken(['fr'])).toBe('en');
  expect(firstSpoken([])).toBe('en');
});
