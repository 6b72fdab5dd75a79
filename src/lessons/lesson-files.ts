/** One of them is a lesson's text: reStructuredText or Markdown. */
export const TEXT_FILES = ['lesson.rst', 'lesson.md'] as const;
export const DATA_FILE = 'lesson.yaml';
/** Beside the folders: their order, and with which one the page opens. */
export const INDEX_FILE = 'index.yaml';
/** Beside the folders: the words of the field, for all of them. */
export const GLOSSARY_FILE = 'glossary.yaml';

/** Beside a lesson, the same in another language: `lesson.de.yaml`, and `lesson.de.rst`, if its text is translated. */
export const translatedFile = (name: string, language: string): string =>
  name.replace('lesson.', `lesson.${language}.`);

const TRANSLATED = /^lesson\.([a-z]{2})\.(?:rst|md|yaml)$/;

/** Of such a file; null for any other. */
export const languageOfFile = (name: string): string | null => TRANSLATED.exec(name)?.[1] ?? null;
