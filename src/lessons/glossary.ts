/** A word of the field, as the glossary explains it. */
export interface Term {
  /** Usable as an element's id. */
  readonly id: string;
  readonly term: string;
  /** Other forms of the word. */
  readonly also: readonly string[];
  readonly says: string;
  /** Whether it is marked in texts. */
  readonly mark: boolean;
}

/** The name of the glossary's page among the lessons. */
export const GLOSSARY = 'glossary';

/** Where a term stands on that page. */
export const termAnchor = (id: string): string => `term-${id}`;
