import { z } from 'zod';
import { readYaml } from './lesson-file';
import { must } from './must';
import { ID_FORM } from './lesson-schema';

const name = z
  .string(must('mustBeFolder'))
  .max(60, must('mustBeShorter', 60))
  .regex(ID_FORM, must('mustBeFolder'));

const INDEX = z.strictObject(
  {
    opens: name.optional(),
    order: z.array(name, must('mustBeFolders')).max(200, must('mustBeFewer', 200)).optional(),
  },
  must('mustBeIndex'),
);

/** `index.yaml` beside the lessons' folders: which come first, and with which one the page opens. */
export type LessonIndexFile = z.infer<typeof INDEX>;

/** @throws {LessonError} when the text is not YAML, or has something else in it */
export const parseLessonIndex = (source: string, file: string): LessonIndexFile =>
  readYaml(INDEX, source, file).data;
