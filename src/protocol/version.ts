/** Page, device worker and net worker must be of one build: a mismatch is a fault with a sentence, never a guess. */
export const PROTOCOL_VERSION = 1;
