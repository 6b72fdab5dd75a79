import { beforeEach, expect, test } from 'vitest';
import { FakeSession } from '../fake-session.test-helpers';
import { MemoryStore } from '../memory-store.test-helpers';
import { EditorModel, MAIN } from './editor-model';

let session: FakeSession;
let store: MemoryStore;
let editor: EditorModel;

beforeEach(() => {
  session = new FakeSession({ '/main.py': 'print(1)\n', '/lib.py': 'x = 1\n' });
  store = new MemoryStore();
  session.boot();
  editor = new EditorModel(session, store);
});

test('main.py is open with what the board has', () => {
  expect(editor.active).toEqual({ path: MAIN, text: 'print(1)\n', unsaved: false });
});

test('typing makes a draft that survives a reload, saving ends it', async () => {
  editor.edit(MAIN, 'print(2)\n');
  expect(editor.active.unsaved).toBe(true);
  const reloaded = new EditorModel(session, store);
  expect(reloaded.active).toEqual({ path: MAIN, text: 'print(2)\n', unsaved: true });
  await reloaded.save();
  expect(reloaded.active.unsaved).toBe(false);
  expect(new TextDecoder().decode(session.readFile(MAIN) ?? undefined)).toBe('print(2)\n');
  expect(new EditorModel(session, store).active.unsaved).toBe(false);
});

test('what the board has and the storage has not yet is not saved, and its draft stays', async () => {
  const write = session.writeFile.bind(session);
  let stored: () => void = () => undefined;
  session.writeFile = async (path, bytes) => {
    await write(path, bytes);
    await new Promise<void>((resolve) => (stored = resolve));
  };
  editor.edit(MAIN, 'print(2)\n');
  const saved = editor.save();
  await Promise.resolve();
  expect(editor.active.unsaved).toBe(true);
  expect(store.texts.get('draft./main.py')).toBe('print(2)\n');
  stored();
  await saved;
  expect(editor.active.unsaved).toBe(false);
});

test('typing back to what the board has is no change', () => {
  editor.edit(MAIN, 'x');
  editor.edit(MAIN, 'print(1)\n');
  expect(editor.active.unsaved).toBe(false);
});

test('Run file saves first and runs that file', async () => {
  editor.edit(MAIN, 'print(3)\n');
  await editor.run();
  expect(session.ran).toEqual([MAIN]);
  expect(editor.state.value).toMatchObject({ busy: null, problem: null });
  expect(editor.active.unsaved).toBe(false);
});

test('what cannot be saved is not run, and says so', async () => {
  session.writeFile = () => Promise.reject(new Error('The flash is full.'));
  editor.edit(MAIN, 'print(4)\n');
  await editor.run();
  expect(session.ran).toEqual([]);
  expect(editor.state.value.problem?.()).toBe(
    'main.py was not saved: The flash is full. Its text is kept here.',
  );
});

test('what the board has and the browser did not store is run, and it is said', async () => {
  const write = session.writeFile.bind(session);
  session.writeFile = async (path, bytes) => {
    await write(path, bytes);
    throw new Error('main.py is on the board, but this browser did not keep it.');
  };
  editor.edit(MAIN, 'print(5)\n');
  await editor.run();
  expect(session.ran).toEqual([MAIN]);
  expect(editor.state.value.problem?.()).toContain('did not keep it');
});

test('the line of an uncaught error is marked until the text changes', () => {
  editor.open('/lib.py');
  const frames = [
    { file: 'main.py', line: 7, block: '<module>' },
    { file: 'lib.py', line: 3, block: 'f' },
  ];
  session.raise({ type: 'ValueError', message: 'no', frames });
  expect(editor.state.value.error).toEqual({ path: '/lib.py', line: 3, message: 'ValueError: no' });
  editor.edit('/lib.py', 'x = 2\n');
  expect(editor.state.value.error).toBeNull();
});

test('Ctrl-C marks nothing', () => {
  session.raise({
    type: 'KeyboardInterrupt',
    message: '',
    frames: [{ file: 'main.py', line: 1, block: '<module>' }],
  });
  expect(editor.state.value.error).toBeNull();
});

test('a file that a program wrote is followed, unless it has unsaved text', async () => {
  await session.writeFile(MAIN, new TextEncoder().encode('new\n'));
  expect(editor.active.text).toBe('new\n');
  editor.edit(MAIN, 'mine');
  await session.writeFile(MAIN, new TextEncoder().encode('newer\n'));
  expect(editor.active).toMatchObject({ text: 'mine', unsaved: true });
});

test('open files are remembered, and the last one cannot be closed', () => {
  editor.open('/lib.py');
  expect(new EditorModel(session, store).state.value.files.map((file) => file.path)).toEqual([
    MAIN,
    '/lib.py',
  ]);
  editor.close('/lib.py');
  editor.close(MAIN);
  expect(editor.state.value.files.map((file) => file.path)).toEqual([MAIN]);
});

test('the file that was in front is in front after a reload, while it is open', () => {
  editor.open('/lib.py');
  expect(new EditorModel(session, store).active.path).toBe('/lib.py');
  editor.open(MAIN);
  expect(new EditorModel(session, store).active.path).toBe(MAIN);
  editor.open('/lib.py');
  editor.close('/lib.py');
  expect(new EditorModel(session, store).active.path).toBe(MAIN);
});

test('a browser that keeps nothing still edits', () => {
  store.full = true;
  editor.edit(MAIN, 'x');
  expect(editor.active).toMatchObject({ text: 'x', unsaved: true });
});
