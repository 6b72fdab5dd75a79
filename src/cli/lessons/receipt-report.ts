import { readReceipt, RECEIPT_LIMITS, type ReceiptContents } from '../../lessons/receipt';

export interface ReceiptReport {
  readonly text: string;
  /** 0: unchanged since it was written; 1: changed, or of another edition; 2: no receipt. */
  readonly code: 0 | 1 | 2;
}

/** @param editions the hashes of the lessons that were meant; null: any will do */
export function receiptReport(file: string, editions: readonly string[] | null): ReceiptReport {
  const read = readReceipt(file);
  if (read.kind === 'none') return { text: `This is no receipt: ${read.why}.`, code: 2 };
  const { contents } = read;
  const isOther = editions?.includes(contents.lesson.text) === false;
  const verdict =
    read.kind === 'changed'
      ? 'CHANGED: the file is not as it was written. Nothing in it can be relied on.'
      : 'Unchanged: the file is as it was written.';
  const lines = [
    verdict,
    ...(isOther ? ['ANOTHER EDITION: the lesson’s files were not those of the folder that you named.'] : []),
    RECEIPT_LIMITS,
    '',
    ...contentLines(contents),
  ];
  return { text: lines.map(plain).join('\n'), code: read.kind === 'changed' || isOther ? 1 : 0 };
}

function contentLines({ student, written, lesson, steps }: ReceiptContents): readonly string[] {
  const done = steps.filter((step) => step.done).length;
  return [
    `Student  ${student ?? '(no name given)'}`,
    `Lesson   ${lesson.title} (${lesson.slug}, files ${lesson.text.slice(0, 12)})`,
    `Written  ${written}`,
    `Done     ${done} of ${steps.length} steps`,
    ...steps.map(({ done: isDone, at, title, hints, solutionShown }) => {
      const helps = [
        ...(hints > 0 ? [`${hints} ${hints === 1 ? 'hint' : 'hints'}`] : []),
        ...(solutionShown ? ['solution shown'] : []),
      ];
      const help = helps.length === 0 ? '' : ` (${helps.join(', ')})`;
      return `  ${isDone ? '✓' : '–'} ${title}${help}${at === null ? '' : `, ${at}`}`;
    }),
  ];
}

/** Whoever wrote the file has no say in what the terminal does. */
const plain = (line: string): string => line.replace(/\p{C}/gu, '\ufffd');
