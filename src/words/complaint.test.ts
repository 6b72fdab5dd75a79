import { expect, test } from 'vitest';
import { complain, complaintText } from './complaint';
import { german } from './de';
import { complaints } from './en/complaints';

test('what is wrong with a lesson is told in each language, with its values as the language writes them', () => {
  const what = complain('tooManyPixels', 40_000, 20_000, 16);
  expect(complaintText(what)).toBe('has 40,000 × 20,000 pixels: at most 16 million. Make it smaller.');
  expect(complaintText(what, german.complaints)).toContain('hat 40.000 × 20.000 Pixel');
  expect(complaintText(complain('fileTooLong', 1.5 * 1024 * 1024), german.complaints)).toContain('1,5 MiB');
});

test('a complaint within another is said in the same language', () => {
  const what = complain('missing', complain('mustBeText'));
  expect(complaintText(what)).toBe('is missing: it must be a text.');
  expect(complaintText(what, german.complaints)).toBe('fehlt; es muss ein Text sein.');
});

test('it survives the way from a worker to the page', () => {
  const what = complain('badPath', '../x', complain('pathTooLong', 200));
  expect(structuredClone(what)).toEqual(what);
  expect(complaintText(structuredClone(what))).toContain('“../x”, which is longer than 200 characters.');
});

test('the errors of YAML’s parser are told in German, as far as authors come upon them', () => {
  const told = (code: string) => complaintText(complain('notYaml', code, 'English words'), german.complaints);
  expect(told('DUPLICATE_KEY')).toContain('steht zweimal da');
  expect(told('NEW_CODE')).toContain('English words');
  expect(complaintText(complain('notYaml', 'DUPLICATE_KEY', 'English words'), complaints.english)).toContain(
    'English words',
  );
});
