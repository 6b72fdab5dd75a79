import { area } from '../area';

/** What was done in a lesson, as a file to hand in. */
export const receipt = area('receipt', {
  title: 'Save a receipt of what you have done',
  limits:
    'A receipt shows only that the file is unchanged since it was written, by whoever wrote it. It does not prove who did the work, that it was done at all, or when.',
  name: 'Your name, if you want it in there',
  save: 'Save the file',
});
