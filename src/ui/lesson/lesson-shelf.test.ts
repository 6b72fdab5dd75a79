import { expect, test } from 'vitest';
import type { Lesson } from '../../lessons/lesson-data';
import { LessonShelf, type Address } from './lesson-shelf';
import { LessonWords } from './lesson-texts';
import { PackDoor } from './packs/pack-door';

const lesson = (slug: string): Lesson => ({
  data: { slug, language: 'en', credit: { text: 'Us', license: 'MIT' }, panes: [], files: {}, outline: [] },
  document: { title: slug, children: [], diagnostics: [], hidden: [] },
});

class FakeAddress implements Address {
  readonly visited: string[] = [];
  #listener = (): void => undefined;

  constructor(public hash = '') {}

  push(hash: string): void {
    this.visited.push(hash);
    this.hash = hash;
  }

  onChange(listener: () => void) {
    this.#listener = listener;
    return () => undefined;
  }

  /** Back, or a link. */
  becomes(hash: string): void {
    this.hash = hash;
    this.#listener();
  }
}

function shelf(address: FakeAddress, failing = { now: false }, wanted: string | null = null) {
  const opened: string[] = [];
  const others = [lesson('second')];
  const made: LessonShelf = new LessonShelf({
    words: new LessonWords(() => Promise.resolve(null)),
    first: lesson('first'),
    wanted,
    load: (slug) =>
      failing.now
        ? Promise.reject(new Error())
        : Promise.resolve(others.find(({ data }) => data.slug === slug) ?? null),
    address,
    newSteps: null,
    packs: new PackDoor(() => Promise.reject(new Error('not asked for'))),
    onForeignCode: () => undefined,
    onOpened: () => opened.push(made.state.value.slug),
  });
  return { made, opened };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('without a word in the address the first lesson is open', () => {
  expect(shelf(new FakeAddress()).made.state.value).toMatchObject({ slug: 'first', target: null });
  expect(shelf(new FakeAddress('#a-section')).made.state.value.slug).toBe('first');
});

test('the query asks for a lesson, a site has its own, and the address is heard before both', async () => {
  const first = async (hash: string, wanted: string | null): Promise<string | undefined> => {
    const { made } = shelf(new FakeAddress(hash), undefined, wanted);
    made.offer(['second']);
    await settled();
    return made.state.value.lesson?.data.slug;
  };
  expect(await first('', null)).toBe('second');
  expect(await first('', 'first')).toBe('first');
  expect(await first('#/lesson/first', null)).toBe('first');
  expect(await first('#/lesson/second', 'first')).toBe('second');
});

test('a deep link leads to a lesson and a step of it', async () => {
  const { made } = shelf(new FakeAddress('#/lesson/second/a-step'));
  expect(made.state.value).toMatchObject({ slug: 'second', lesson: null, target: 'a-step' });
  await settled();
  expect(made.state.value.lesson?.data.slug).toBe('second');
});

test('another lesson is opened by its address, and Back leads back', async () => {
  const address = new FakeAddress();
  const { made, opened } = shelf(address);
  made.open({ slug: 'second', step: null });
  await settled();
  expect(made.state.value.lesson?.data.slug).toBe('second');
  address.becomes('');
  expect(made.state.value.lesson?.data.slug).toBe('first');
  expect(address.visited).toEqual(['#/lesson/second']);
  expect(opened).toEqual(['second', 'first']);
});

test('a step of the lesson that is open does not open it anew', () => {
  const { made, opened } = shelf(new FakeAddress());
  const { lesson: before } = made.state.value;
  made.open({ slug: 'first', step: 'one' });
  expect(made.state.value).toMatchObject({ lesson: before, target: 'one' });
  expect(opened).toEqual([]);
});

test('a lesson that does not exist, or cannot be loaded, is a sentence; the second can be tried again', async () => {
  const failing = { now: true };
  const { made } = shelf(new FakeAddress('#/lesson/second'), failing);
  await settled();
  expect(made.state.value.problem?.()).toMatch(/could not be loaded/);
  failing.now = false;
  made.retry();
  await settled();
  expect(made.state.value).toMatchObject({ problem: null, lesson: { data: { slug: 'second' } } });
  made.open({ slug: 'third', step: null });
  await settled();
  expect(made.state.value.problem?.()).toBe('There is no lesson “third” here.');
});
