import { formatsFor } from '../formats';

export const { number, plural, and, or } = formatsFor('de');
