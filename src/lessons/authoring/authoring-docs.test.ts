import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { checkSchema } from './check-schema';
import { compileFolder } from './compile-folder';

const docs = readFileSync('docs/authoring.md', 'utf8');
const blocks = (language: string): string[] =>
  [...docs.matchAll(/```(\w+)\n([\s\S]*?)```/g)].flatMap(([, name, text = '']) =>
    name === language ? [text] : [],
  );

test('the lesson of the documentation is one', () => {
  const [source = ''] = blocks('rst');
  const [data = ''] = blocks('yaml');
  const { lesson, warnings } = compileFolder({
    slug: 'lamp',
    text: { file: 'lesson.rst', source },
    data: { file: 'lesson.yaml', source: data },
  });
  expect(warnings).toEqual([]);
  expect(lesson.entry).toMatchObject({ title: 'The lamp', steps: 1 });
});

test('its Markdown is the same lesson', () => {
  const [, markdown = ''] = /````markdown\n([\s\S]*?)````/.exec(docs) ?? [];
  const [data = ''] = blocks('yaml');
  const { lesson, warnings } = compileFolder({
    slug: 'lamp',
    text: { file: 'lesson.md', source: markdown },
    data: { file: 'lesson.yaml', source: data },
  });
  expect(warnings).toEqual([]);
  expect(lesson.entry).toMatchObject({ title: 'The lamp', steps: 1 });
});

test('every check that it shows is one, and every kind of check is shown', () => {
  const rows = [...docs.matchAll(/^\| `(\w+)` +\| (.*) \|$/gm)];
  const kinds = rows.map(([, kind = '', text = '']) => {
    for (const [, example = ''] of text.matchAll(/`([^`]+)`/g)) {
      if (example === '>>>') continue;
      const check = checkSchema.safeParse({ [kind]: parse(example) as unknown });
      expect(check.success, `${kind}: ${example}: ${check.error?.message ?? ''}`).toBe(true);
    }
    return kind;
  });
  expect(kinds.sort()).toEqual(
    [
      'connection',
      'datagram',
      'error',
      'file',
      'listening',
      'lookup',
      'output',
      'pin',
      'prompt',
      'request',
      'variable',
      'waiting',
    ].sort(),
  );
  const composed = parse(blocks('yaml')[1] ?? '') as unknown[];
  expect(composed.length).toBeGreaterThan(5);
  for (const check of composed)
    expect(checkSchema.safeParse(check).success, JSON.stringify(check)).toBe(true);
});
