import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, createServer, type ViteDevServer } from 'vite';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { catalog } from '../src/lessons/catalog';
import { firstLesson, loadLesson, loadSteps } from '../src/lessons/our-lessons';
import type { Lesson } from '../src/lessons/lesson-data';
import { lessonPlugin } from './lesson-plugin';

let root = '';
let server: ViteDevServer | undefined;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'pinwire-lessons-'));
  mkdirSync(join(root, 'lessons/blink'), { recursive: true });
  writeFileSync(
    join(root, 'main.js'),
    `import * as lessons from 'virtual:lessons'; globalThis.lessons = lessons;`,
  );
  write('lesson.rst', 'Blink\n=====\n\nTry::\n\n    >>> led.on()\n');
  write('lesson.yaml', JSON.stringify(data));
});

afterEach(async () => {
  await server?.close();
  server = undefined;
  rmSync(root, { recursive: true });
});

const step = {
  id: 'light',
  title: 'Light',
  at: 'led-on',
  goal: 'Let it shine.',
  checks: [{ output: { contains: 'a secret of the check' } }],
  solution: [{ run: 'led-on' }],
};
const data = {
  summary: 'A lamp.',
  minutes: 5,
  credit: { text: 'Us', license: 'MIT' },
  panes: ['board'],
  steps: [step],
};

const write = (name: string, text: string) => writeFileSync(join(root, 'lessons/blink', name), text);

async function bundle(): Promise<string> {
  return (await chunks()).join('');
}

/** What the page loads first, then the others. */
async function chunks(): Promise<string[]> {
  const result = await build({
    root,
    configFile: false,
    logLevel: 'silent',
    plugins: [lessonPlugin({ folder: 'lessons' })],
    build: { write: false, rolldownOptions: { input: join(root, 'main.js') } },
  });
  const outputs = [result].flat().flatMap((r) => ('output' in r ? r.output : []));
  return outputs
    .flatMap((output) => (output.type === 'chunk' ? [output] : []))
    .sort((one, other) => Number(other.isEntry) - Number(one.isEntry))
    .map(({ code }) => code);
}

test('our own lessons are in the catalog, under test as in the page', async () => {
  expect(catalog).toContainEqual(
    expect.objectContaining({ slug: 'network-tcp', title: 'Network - TCP sockets' }),
  );
  expect(firstLesson.data.slug).toBe('network-tcp');
  for (const { slug, title, steps } of catalog) {
    expect((await loadLesson(slug))?.document).toMatchObject({ title, diagnostics: [] });
    expect((await loadSteps(slug))?.steps).toHaveLength(steps);
  }
  expect(await loadLesson('no-such')).toBeNull();
  expect(await loadSteps('toString')).toBeNull();
});

test('the built page holds the compiled lesson and no compiler', async () => {
  const code = await bundle();
  expect(code).toContain('led.on()');
  expect(code).not.toContain('code-block');
});

test('what is not drawn is in files of their own: the steps, and other lessons', async () => {
  mkdirSync(join(root, 'lessons/arc'));
  writeFileSync(join(root, 'lessons/arc/lesson.rst'), 'Arc\n===\n\nTry::\n\n    >>> arc()\n');
  writeFileSync(join(root, 'lessons/arc/lesson.yaml'), JSON.stringify({ ...data, steps: [] }));
  writeFileSync(join(root, 'lessons/index.yaml'), 'opens: blink\n');
  const [entry = '', ...others] = await chunks();
  expect(entry).toContain('Let it shine.');
  expect(entry).not.toMatch(/a secret of the check|arc\(\)/);
  expect(others.join('')).toMatch(/a secret of the check/);
  expect(others.join('')).toMatch(/arc\(\)/);
});

test('an error in the text fails the build and names file and line', async () => {
  write('lesson.rst', 'A\n=====\n\nB\n-----\n\nC\n=====\n\nD\n~~~~~\n');
  await expect(bundle()).rejects.toThrow(/lessons\/blink\/lesson\.rst:10: The title “D” skips a level\. \S/);
});

test('an error in the data file fails the build and names file, line and key', async () => {
  write('lesson.yaml', JSON.stringify({ ...data, panes: ['bored'] }, null, 2));
  await expect(bundle()).rejects.toThrow(
    /lessons\/blink\/lesson\.yaml:\d+: panes\[1\]: must be one of editor/,
  );
});

test('a missing file is named', async () => {
  rmSync(join(root, 'lessons/blink/lesson.yaml'));
  await expect(bundle()).rejects.toThrow(/lessons\/blink\/lesson\.yaml:1: cannot be read/);
});

test('an index that names no lesson fails the build', async () => {
  writeFileSync(join(root, 'lessons/index.yaml'), 'order: [blink, wink]\n');
  await expect(bundle()).rejects.toThrow(/index\.yaml: there is no lesson “wink”/);
});

test('a change of the text reaches the page that is being served', async () => {
  server = await createServer({
    root,
    configFile: false,
    logLevel: 'silent',
    plugins: [lessonPlugin({ folder: 'lessons' })],
    server: { middlewareMode: true, ws: false, hmr: { port: 41190 } },
  });
  const title = async () => {
    const module = await server?.ssrLoadModule('virtual:lessons');
    return (module?.['first'] as Lesson).document.title;
  };
  expect(await title()).toBe('Blink');
  write('lesson.rst', 'Wink\n====\n\nTry::\n\n    >>> led.on()\n');
  await vi.waitFor(async () => expect(await title()).toBe('Wink'), { timeout: 5000 });
});
