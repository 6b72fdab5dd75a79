import type { Fault } from '../protocol/messages';
import type { Translation } from './areas';

/** What broke, in a sentence. A cause that nobody here knows comes from a worker of another version. */
export function faultText({ why }: Pick<Fault, 'why'>, words: Translation['faults']): string {
  return words.why[Object.hasOwn(words.why, why) ? why : 'mixed-versions'];
}
