import { expect, test } from 'vitest';
import { MemoryStore } from '../memory-store.test-helpers';
import { forgetFiles, offersOf, StepFiles, type FileDesk, type FileState } from './step-files';

const NOTHING: FileState = { flash: null, draft: null, open: false };

/** A bench on which files are put down. */
class Desk implements FileDesk {
  readonly files = new Map<string, FileState>();
  refuses: string | null = null;
  readonly look = (path: string): FileState => this.files.get(path) ?? NOTHING;
  readonly put = (path: string, text: string): Promise<void> => {
    if (this.refuses !== null) return Promise.reject(new Error(this.refuses));
    this.files.set(path, { flash: text, draft: null, open: true });
    return Promise.resolve();
  };
  readonly restore = (path: string, state: FileState): Promise<void> => {
    this.files.set(path, state);
    return Promise.resolve();
  };
  readonly subscribe = () => () => undefined;
}

const FILES = { 'main.py': 'print(1)\n', 'lib.py': 'x = 1\n' };

test('a file is new, there already, or another one of the student', () => {
  const desk = new Desk();
  const kinds = () => offersOf(FILES, desk).map(({ kind }) => kind);
  expect(kinds()).toEqual(['new', 'new']);
  desk.files.set('main.py', { flash: 'print(1)\n', draft: null, open: true });
  desk.files.set('lib.py', { flash: 'y = 2\n', draft: null, open: false });
  expect(kinds()).toEqual(['same', 'differs']);
});

test('what is written in the editor and not saved is the student’s, too', () => {
  const desk = new Desk();
  desk.files.set('main.py', { flash: 'print(1)\n', draft: 'print(2)\n', open: true });
  expect(offersOf(FILES, desk)[0]).toMatchObject({ kind: 'differs', present: 'print(2)\n' });
  desk.files.set('main.py', { flash: null, draft: 'print(1)\n', open: true });
  expect(offersOf(FILES, desk)[0]).toMatchObject({ kind: 'differs' });
});

test('what was put there can be taken back, after a reload too, and after it was put there twice', async () => {
  const [desk, store] = [new Desk(), new MemoryStore()];
  const own: FileState = { flash: 'mine\n', draft: 'mine, too\n', open: true };
  desk.files.set('main.py', own);
  const open = () => new StepFiles('lesson', 'step', desk, store);
  const files = open();
  await files.put(offersOf(FILES, desk));
  expect(desk.look('main.py')).toEqual({ flash: 'print(1)\n', draft: null, open: true });
  desk.files.set('main.py', { flash: 'changed\n', draft: null, open: true });
  await files.put(offersOf(FILES, desk));
  expect([...files.state.value.undoable].sort()).toEqual(['lib.py', 'main.py']);
  const later = open();
  expect(later.state.value.undoable).toHaveLength(2);
  await later.undo();
  expect(desk.look('main.py')).toEqual(own);
  expect(desk.look('lib.py')).toEqual(NOTHING);
  expect(later.state.value.undoable).toEqual([]);
  expect(open().state.value.undoable).toEqual([]);
});

test('a board that does not take a file says why, and nothing is there to be taken back', async () => {
  const desk = new Desk();
  const files = new StepFiles('lesson', 'step', desk, new MemoryStore());
  desk.refuses = 'The flash is full.';
  await files.put(offersOf(FILES, desk));
  expect(files.state.value).toMatchObject({ busy: false, undoable: [] });
  expect(files.state.value.problem?.()).toBe('The flash is full.');
});

test('what is stored and makes no sense is nothing to be taken back', () => {
  for (const text of ['{', 'null', '[3]', '{"main.py":{"flash":3}}', '{"main.py":null}']) {
    const store = new MemoryStore();
    store.write('before.lesson.step', text);
    expect(new StepFiles('lesson', 'step', new Desk(), store).state.value.undoable).toEqual([]);
  }
});

test('what a step and what the whole lesson put there is taken back apart, and forgotten with the lesson', async () => {
  const [desk, store] = [new Desk(), new MemoryStore()];
  const open = (step: string | null) => new StepFiles('lesson', step, desk, store);
  await open(null).put(offersOf({ 'lib.py': FILES['lib.py'] }, desk));
  await open('step').put(offersOf({ 'main.py': FILES['main.py'] }, desk));
  expect([open(null), open('step')].map(({ state }) => state.value.undoable)).toEqual([
    ['lib.py'],
    ['main.py'],
  ]);
  await open('step').undo();
  expect([desk.look('main.py'), open(null).state.value.undoable]).toEqual([NOTHING, ['lib.py']]);
  forgetFiles(store, 'lesson');
  expect(open(null).state.value.undoable).toEqual([]);
});
