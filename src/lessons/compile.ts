import type { HiddenLine, LessonDocument } from './model';
import { parseDocument } from './rst/blocks';
import { isDocTestMark, splitLines } from './rst/lines';
import { titleOf } from './title';

/**
 * Compiles reStructuredText into the lesson model. Never throws: what is wrong with the text stands in
 * `diagnostics`, and what is not understood is shown as it stands.
 */
export function compileLesson(source: string): LessonDocument {
  const marks: HiddenLine[] = [];
  const lines = splitLines(source).map((line) => {
    if (!isDocTestMark(line.text)) return line;
    marks.push({ line: line.line, why: 'doc-test' });
    return { text: '', line: line.line };
  });
  const { context, children } = parseDocument(lines);
  return {
    title: titleOf(children),
    children,
    diagnostics: context.diagnostics.sort((a, b) => a.line - b.line),
    hidden: [...marks, ...context.hidden].sort((a, b) => a.line - b.line),
  };
}
