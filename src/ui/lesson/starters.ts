import type { Block, LessonDocument } from '../../lessons/model';
import type { StarterProgram } from '../editor/editor-pane';

/** The lesson's programs, the last one first: by then the student has typed the earlier ones. */
export function startersOf(lesson: LessonDocument): readonly StarterProgram[] {
  const found: StarterProgram[] = [];
  collect(lesson.children, lesson.title, found);
  return found.reverse();
}

function collect(blocks: readonly Block[], title: string, found: StarterProgram[]): void {
  for (const block of blocks) {
    if (block.kind === 'python') found.push({ label: title, source: block.source });
    if (block.kind === 'section') {
      collect(block.children, block.title.map((part) => part.text).join(''), found);
    }
  }
}
