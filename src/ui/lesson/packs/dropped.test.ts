import { beforeEach, expect, test } from 'vitest';
import { PACK_LIMITS } from '../../../lessons/packs/limits';
import type { PackFiles } from '../../../lessons/packs/layout';
import type { PackProblem } from '../../../lessons/packs/pack-error';
import { LAMP_DATA, LAMP_TEXT } from '../../../lessons/packs/pack.test-helpers';
import { complaintText } from '../../../words/complaint';
import { chosenFolder, dropped, takeDropped, type DroppedItem } from './dropped';
import type { Packs } from './packs';

/** A folder: what lies in it by name, made when somebody looks. */
interface Tree {
  readonly [name: string]: string | Tree | (() => Tree);
}

const BATCH = 100;
let looked: string[];

function entryOf(name: string, part: Tree[string]): FileSystemEntry {
  if (typeof part === 'string') {
    const file = (give: (file: File) => void): void => give(new File([part], name));
    return { name, isFile: true, isDirectory: false, file } as unknown as FileSystemEntry;
  }
  const createReader = () => {
    looked.push(name);
    const waiting = Object.entries(typeof part === 'function' ? part() : part);
    const readEntries = (give: (entries: FileSystemEntry[]) => void): void =>
      give(waiting.splice(0, BATCH).map(([inner, of]) => entryOf(inner, of)));
    return { readEntries };
  };
  return { name, isFile: false, isDirectory: true, createReader } as unknown as FileSystemEntry;
}

const folder = (name: string, tree: Tree[string]): DroppedItem => ({
  kind: 'file',
  webkitGetAsEntry: () => entryOf(name, tree),
  getAsFile: () => new File([], name),
});
const file = (name: string, text = 'x'): DroppedItem => ({
  kind: 'file',
  webkitGetAsEntry: () => entryOf(name, text),
  getAsFile: () => new File([text], name),
});

/** What the packs were given, or why not. */
let taken: { name: string; contents: Uint8Array | PackFiles } | null;
let told: string;
const packs = {
  take: (name: string, contents: Uint8Array | PackFiles) => {
    taken = { name, contents };
    return Promise.resolve();
  },
  refuse: (_whose: string, problems: readonly PackProblem[]) => {
    told = problems.map((problem) => `${problem.file} ${complaintText(problem.what)}`).join('\n');
  },
} as unknown as Packs;

beforeEach(() => {
  looked = [];
  taken = null;
  told = '';
});

async function drop(...items: DroppedItem[]): Promise<string> {
  const given = dropped(items);
  if (given) await takeDropped(packs, given);
  if (told !== '') return told;
  const { name, contents } = taken ?? { name: '', contents: new Map() };
  return `${name}: ${contents instanceof Uint8Array ? contents.length : [...contents.keys()].sort().join(' ')}`;
}

const LAMP: Tree = { 'lesson.yaml': LAMP_DATA, 'lesson.rst': LAMP_TEXT };

test('a folder is taken as if it had been zipped, and of its files those that a lesson can use', async () => {
  expect(await drop(folder('lamp', { ...LAMP, 'notes.txt': '', '.git': { 'lesson.yaml': '' } }))).toBe(
    'lamp: lesson.rst lesson.yaml',
  );
  expect(looked).toEqual(['lamp']);
  const repository = { 'repo-main': { lamp: { ...LAMP, img: { 'a.png': 'x' } }, 'index.yaml': '' } };
  expect(await drop(folder('repo-main', repository))).toBe(
    'repo-main: repo-main/index.yaml repo-main/lamp/img/a.png repo-main/lamp/lesson.rst repo-main/lamp/lesson.yaml',
  );
});

test('a zip file is, and several files or folders are as they lie side by side', async () => {
  expect(await drop(file('a.zip', 'PK..'))).toBe('a.zip: 4');
  expect(await drop(file('lesson.yaml'), file('lesson.rst'), file('a.png'), file('b.exe'))).toBe(
    'a.png, b.exe, lesson.rst, lesson.yaml: a.png lesson.rst lesson.yaml',
  );
  expect(await drop(folder('two', LAMP), folder('one', LAMP))).toBe(
    'one, two: one/lesson.rst one/lesson.yaml two/lesson.rst two/lesson.yaml',
  );
});

test('a browser that tells nothing of folders still tells of files', async () => {
  expect(await drop({ kind: 'file', getAsFile: () => new File(['x'], 'a.zip') })).toBe('a.zip: 1');
  expect(dropped([{ kind: 'string', getAsFile: () => null }])).toBeNull();
});

test('what is no lesson is told, each with what to do', async () => {
  expect(await drop(file('lesson.de.rst'))).toMatch(
    /^lesson\.de\.rst is one file of a lesson\. Drop the folder/,
  );
  expect(await drop(file('lamp.tar.gz'))).toMatch(/^lamp\.tar\.gz is packed in a way/);
  expect(await drop(file('main.py'))).toMatch(/^main\.py is neither a zip file nor a folder/);
  expect(await drop(file('a.zip'), file('b.zip'))).toMatch(/^a\.zip came together with other files/);
});

test('a file that is gone by the time it is read is named', async () => {
  const gone = new File(['x'], 'lesson.yaml');
  Object.defineProperties(gone, {
    webkitRelativePath: { value: 'lamp/lesson.yaml' },
    arrayBuffer: { value: () => Promise.reject(new Error('NotFoundError')) },
  });
  const given = chosenFolder([gone]);
  if (given) await takeDropped(packs, given);
  expect(told).toMatch(/^lesson\.yaml cannot be read/);
});

const loop = (): Tree => ({ self: loop });
const many = (count: number, name: (n: number) => string): Tree =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [name(n), 'x']));

test.each<[string, Tree[string], RegExp]>([
  ['a folder that is in itself', loop, /holds a file named “self\/self\/.*more than 8 folders deep/],
  ['100,000 files', many(100_000, (n) => `${n}.txt`), /^x holds more than 2,000 files/],
  [
    '100,000 files in folders',
    Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`f${n}`, many(1_000, String)])),
    /^x holds more than 2,000 files/,
  ],
  [
    'an endless name',
    { [`${'a'.repeat(10_000)}.png`]: 'x' },
    /^x holds a file named “a{60}…”, which is longer than 200/,
  ],
  ['a name that reads otherwise', { '\u202egnp.png': 'x' }, /with characters in it that cannot be seen/],
  ['a name that leads out', { 'C:': LAMP }, /which leads to a place outside/],
  ['files that are too large together', many(20, (n) => `${n}.png`), /larger than 16 MiB/],
])('%s is an error, and soon', async (name, tree, why) => {
  if (name.startsWith('files'))
    for (const [inner] of Object.entries(tree)) Object.assign(tree, { [inner]: 'x'.repeat(1_000_000) });
  expect(await drop(folder('x', tree))).toMatch(why);
  expect(looked.length).toBeLessThan(PACK_LIMITS.entries);
});
