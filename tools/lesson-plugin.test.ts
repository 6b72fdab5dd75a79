import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, createServer, type ViteDevServer } from 'vite';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { catalog, findLesson } from '../src/lessons/catalog';
import type { Lesson } from '../src/lessons/lesson-data';
import { lessonPlugin } from './lesson-plugin';

let root = '';
let server: ViteDevServer | undefined;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'pinwire-lessons-'));
  mkdirSync(join(root, 'lessons/blink'), { recursive: true });
  writeFileSync(
    join(root, 'main.js'),
    `import { lessons } from 'virtual:lessons'; globalThis.lessons = lessons;`,
  );
  write('lesson.rst', 'Blink\n=====\n\nTry::\n\n    >>> led.on()\n');
  write('lesson.json', JSON.stringify(data));
});

afterEach(async () => {
  await server?.close();
  server = undefined;
  rmSync(root, { recursive: true });
});

const data = {
  slug: 'blink',
  summary: 'A lamp.',
  credit: { text: 'Us', license: 'MIT', url: 'https://example.org/' },
  files: { 'main.py': '' },
  panes: ['board'],
};

const write = (name: string, text: string) => writeFileSync(join(root, 'lessons/blink', name), text);

async function bundle(): Promise<string> {
  const result = await build({
    root,
    configFile: false,
    logLevel: 'silent',
    plugins: [lessonPlugin({ folder: 'lessons' })],
    build: { write: false, rolldownOptions: { input: join(root, 'main.js') } },
  });
  const outputs = [result].flat().flatMap((r) => ('output' in r ? r.output : []));
  return outputs.map((o) => (o.type === 'chunk' ? o.code : '')).join('');
}

test('our own lessons are in the catalog, under test as in the page', () => {
  expect(catalog).toContainEqual(
    expect.objectContaining({ slug: 'network-tcp', title: 'Network - TCP sockets' }),
  );
  expect(findLesson('network-tcp')?.document.diagnostics).toEqual([]);
  expect(findLesson('no-such')).toBeUndefined();
});

test('the built page holds the compiled lesson and no compiler', async () => {
  const code = await bundle();
  expect(code).toContain('led.on()');
  expect(code).not.toContain('code-block');
});

test('an error in the text fails the build and names file and line', async () => {
  write('lesson.rst', 'A\n=====\n\nB\n-----\n\nC\n=====\n\nD\n~~~~~\n');
  await expect(bundle()).rejects.toThrow(/lessons\/blink\/lesson\.rst:10: The title “D” skips a level\. \S/);
});

test('an error in the data file fails the build and names file and key', async () => {
  write('lesson.json', JSON.stringify({ ...data, panes: ['bored'] }));
  await expect(bundle()).rejects.toThrow(/lessons\/blink\/lesson\.json: “panes”: "bored" is no pane/);
});

test('a missing file is named', async () => {
  rmSync(join(root, 'lessons/blink/lesson.json'));
  await expect(bundle()).rejects.toThrow(/lessons\/blink\/lesson\.json: cannot be read/);
});

test('a change of the text reaches the page that is being served', async () => {
  server = await createServer({
    root,
    configFile: false,
    logLevel: 'silent',
    plugins: [lessonPlugin({ folder: 'lessons' })],
    server: { middlewareMode: true, ws: false, hmr: { port: 41190 } },
  });
  const titles = async () => {
    const module = await server?.ssrLoadModule('virtual:lessons');
    return (module?.['lessons'] as Lesson[]).map((lesson) => lesson.document.title);
  };
  expect(await titles()).toEqual(['Blink']);
  write('lesson.rst', 'Wink\n====\n');
  await vi.waitFor(async () => expect(await titles()).toEqual(['Wink']), { timeout: 5000 });
});
