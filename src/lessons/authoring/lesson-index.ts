import { z } from 'zod';
import { readYaml } from './lesson-file';
import { ID_FORM } from './lesson-schema';

const name = z
  .string('must be the name of a folder')
  .max(60, 'must be at most 60 characters long')
  .regex(ID_FORM, 'must be the name of a folder beside it: small letters, digits and single hyphens');

const INDEX = z.strictObject(
  {
    opens: name.optional(),
    order: z.array(name, 'must be a list of folders').max(200, 'must name at most 200 lessons').optional(),
  },
  'must hold keys, as `order: [first, second]`',
);

/** `index.yaml` beside the lessons' folders: which come first, and with which one the page opens. */
export type LessonIndexFile = z.infer<typeof INDEX>;

/** @throws {LessonError} when the text is not YAML, or has something else in it */
export const parseLessonIndex = (source: string, file: string): LessonIndexFile =>
  readYaml(INDEX, source, file).data;
