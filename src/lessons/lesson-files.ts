/** One of them is a lesson's text: reStructuredText or Markdown. */
export const TEXT_FILES = ['lesson.rst', 'lesson.md'] as const;
export const DATA_FILE = 'lesson.yaml';
/** Beside the folders: their order, and with which one the page opens. */
export const INDEX_FILE = 'index.yaml';
/** Beside the folders: the words of the field, for all of them. */
export const GLOSSARY_FILE = 'glossary.yaml';
