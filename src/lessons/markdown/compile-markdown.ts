import MarkdownIt from 'markdown-it';
import type { LessonDocument } from '../model';
import { titleOf } from '../title';
import { BlockReader } from './blocks';

/**
 * Compiles Markdown (CommonMark, and tables) into the lesson model. Never throws: what is wrong with the text stands in
 * `diagnostics`, and what is not understood, HTML among it, is shown as it stands.
 */
export function compileMarkdown(source: string): LessonDocument {
  // HTML is told from text so that the author hears of it: it is never made.
  const parser = new MarkdownIt('commonmark', { html: true, maxNesting: 100 }).enable('table');
  // Addresses are judged where they are used, with a sentence of ours.
  parser.validateLink = () => true;
  const reader = new BlockReader(parser.parse(source, {}));
  const children = reader.document();
  return {
    title: titleOf(children),
    children,
    diagnostics: reader.diagnostics.sort((a, b) => a.line - b.line),
    hidden: [],
  };
}
