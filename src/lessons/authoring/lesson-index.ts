import { parse } from 'yaml';
import { z } from 'zod';

const INDEX = z.strictObject({ opens: z.string().optional(), order: z.array(z.string()).optional() });

/** `index.yaml` beside the lessons' folders: which come first, and with which one the page opens. */
export type LessonIndexFile = z.infer<typeof INDEX>;

/** @throws when the text is not YAML, or has something else in it */
export function parseLessonIndex(source: string): LessonIndexFile {
  return INDEX.parse(parse(source));
}
