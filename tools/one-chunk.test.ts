import { expect, test } from 'vitest';
import { oneChunk } from './one-chunk';

const IMPORTS: Record<string, string[]> = {
  main: ['session', 'shared'],
  session: ['shared'],
  page: ['pane', 'shared', 'page'],
  pane: ['button'],
  // Loaded later.
  dialog: ['button', 'library'],
};
const modules = { getModuleInfo: (id: string) => ({ importedIds: IMPORTS[id] ?? [] }) };

test('what a module imports at once is one file, but for what was there before it', () => {
  const { name } = oneChunk('show-page', 'page', 'main');
  const named = ['main', 'session', 'shared', 'page', 'pane', 'button', 'dialog', 'library'].filter(
    (id) => name(id, modules) === 'show-page',
  );
  expect(named).toEqual(['page', 'pane', 'button']);
});
