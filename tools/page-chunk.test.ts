import { expect, test } from 'vitest';
import { pageChunk } from './page-chunk';

const IMPORTS: Record<string, string[]> = {
  main: ['session', 'shared'],
  session: ['shared'],
  page: ['pane', 'shared', 'page'],
  pane: ['button'],
  // Loaded later.
  dialog: ['button', 'library'],
};
const modules = { getModuleInfo: (id: string) => ({ importedIds: IMPORTS[id] ?? [] }) };

test('what the page imports at once is its file, but for what was there before it', () => {
  const { name } = pageChunk('page', 'main');
  const named = ['main', 'session', 'shared', 'page', 'pane', 'button', 'dialog', 'library'].filter(
    (id) => name(id, modules) === 'show-page',
  );
  expect(named).toEqual(['page', 'pane', 'button']);
});
