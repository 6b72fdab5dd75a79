// Made by tools/lesson-plugin.ts from public/lessons.

declare module 'virtual:lessons' {
  /** The one that the page opens with. */
  export const first: import('./lesson-data').Lesson;
  type Loaders<T> = Readonly<Record<string, () => Promise<{ default: T }>>>;
  /** What is drawn of the others, and the steps of all, each in a file of its own. */
  export const texts: Loaders<import('./lesson-data').Lesson>;
  export const steps: Loaders<import('./lesson-data').LessonSteps>;
  /** By language. */
  export const translations: Readonly<Record<string, Loaders<import('./lesson-data').LessonTranslation>>>;
}

declare module 'virtual:lessons/terms' {
  /** The words of the field, in alphabetical order. */
  export const terms: readonly import('./glossary').Term[];
  /** The same words in other languages. */
  export const translated: Readonly<
    Record<string, () => Promise<{ default: readonly import('./glossary').Term[] }>>
  >;
}

declare module 'virtual:lessons/list' {
  /** All lessons, in their order. */
  export const entries: readonly import('./lesson-data').LessonEntry[];
}
