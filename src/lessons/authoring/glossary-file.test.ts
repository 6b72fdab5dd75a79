import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { glossaryLesson, readGlossary, readGlossaryTranslation, translatedGlossary } from './glossary-file';

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

describe('in another language', () => {
  const english = read('- term: access point\n  says: A radio.\n- term: host\n  says: A.\n  mark: false\n');
  const german = (terms: string) =>
    readGlossaryTranslation(
      `title: Glossar\nintro: Die Wörter.\nterms:\n${terms}`,
      'glossary.de.yaml',
      english,
      'de',
    );
  const HOST = '  host: { term: Host, says: Eines. }\n';
  const AP = '  access point: { term: Zugangspunkt, also: [Zugangspunkte], says: Ein Sender. }\n';

  test('each word has the id of the English one, and the order of its own language', () => {
    expect(german(AP + HOST).terms).toEqual([
      { id: 'host', term: 'Host', also: [], says: 'Eines.', mark: false },
      { id: 'access-point', term: 'Zugangspunkt', also: ['Zugangspunkte'], says: 'Ein Sender.', mark: true },
    ]);
    const { title, document } = translatedGlossary(german(AP + HOST));
    expect([title, document?.title]).toEqual(['Glossar', 'Glossar']);
    expect(JSON.stringify(document)).toContain('term-access-point');
  });

  test('words that are missing, too much, or there twice are told with their lines', () => {
    expect(() => german(HOST)).toThrow('glossary.de.yaml:3: “access point” is missing. Translate it.');
    expect(() => german(`${AP}${HOST}  port: { term: Port, says: P. }\n`)).toThrow(
      'glossary.de.yaml:6: glossary.yaml has no “port”. Remove it.',
    );
    expect(() => german(`${AP}  host: { term: zugangspunkt, says: Eines. }\n`)).toThrow(
      'glossary.de.yaml:5: “zugangspunkt” is explained above already',
    );
    expect(() => german(`${AP}  host: { term: Host }\n`)).toThrow('says: is missing');
  });
});
