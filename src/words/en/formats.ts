import { formatsFor } from '../formats';

/** British, for lists: `a, b and c` without a comma before the last. */
export const { number, plural, and, or } = formatsFor('en-GB');
