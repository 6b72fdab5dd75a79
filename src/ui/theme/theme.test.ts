import { beforeEach, expect, test } from 'vitest';
import { MemoryStore } from '../memory-store.test-helpers';
import { Theme } from './theme';

let store: MemoryStore;
beforeEach(() => {
  store = new MemoryStore();
});

function theme(): { theme: Theme; shown: () => string | undefined } {
  const dataset: DOMStringMap = {};
  const media = { matches: false, addEventListener: () => undefined };
  const made = new Theme(store, { dataset } as unknown as HTMLElement, media as unknown as MediaQueryList);
  return { theme: made, shown: () => dataset['theme'] };
}

test("the site's theme holds for who has not chosen, from the first paint the next time", () => {
  const first = theme();
  expect(first.shown()).toBeUndefined();
  first.theme.suggest('dark');
  expect(first.shown()).toBe('dark');
  expect(theme().shown()).toBe('dark');
});

test("the student's own goes before it, “system” as well", () => {
  const one = theme();
  one.theme.choose('system');
  one.theme.suggest('dark');
  expect(one.shown()).toBeUndefined();
  expect(one.theme.choice.value).toBe('system');
});

test('a site that has none any more leaves it to the system', () => {
  theme().theme.suggest('dark');
  const later = theme();
  later.theme.suggest(null);
  expect(later.shown()).toBeUndefined();
  expect(theme().shown()).toBeUndefined();
});
