import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { glossaryLesson, readGlossary } from './glossary-file';

const read = (source: string) => readGlossary(source, 'glossary.yaml');

test('terms come in alphabetical order, with an id each', () => {
  const source =
    '- term: TCP\n  says: It sends again.\n- term: access point\n  also: [APs]\n  says: A radio.\n  mark: false\n';
  expect(read(source)).toEqual([
    { id: 'access-point', term: 'access point', also: ['APs'], says: 'A radio.', mark: false },
    { id: 'tcp', term: 'TCP', also: [], says: 'It sends again.', mark: true },
  ]);
});

test('what an author has to mend is told with its line', () => {
  expect(() => read('- term: TCP\n- says: What?\n  term: UDP\n')).toThrow(
    /^glossary\.yaml:1: \[1\] › says: is missing/,
  );
  expect(() => read('- term: host\n  says: A.\n- term: hosts\n  also: [Host]\n  says: B.\n')).toThrow(
    'glossary.yaml:3: “host” is explained above already',
  );
  expect(() => read('- term: <b>\n  says: A.\n')).toThrow('must be a word');
});

test('ours explains more than forty words, each in a few lines, and is drawn as a page', () => {
  const terms = read(readFileSync('public/lessons/glossary.yaml', 'utf8'));
  expect(terms.length).toBeGreaterThan(40);
  for (const { says } of terms) expect(says.length).toBeLessThan(260);
  const { document } = glossaryLesson(terms);
  expect(JSON.stringify(document)).toContain('term-half-close');
});
