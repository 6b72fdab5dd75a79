import type { CarrierFound } from '../../session/carrier-choice';

/** How the page reaches a busy board, for a teacher who is asked for help. */
export function carrierWords(carrier: CarrierFound): string {
  switch (carrier.kind) {
    case 'memory':
      return 'shared memory and Atomics: the page is isolated';
    case 'messages':
      return 'messages: the page shares no memory, the browser suspends the program instead (JSPI)';
    case 'none':
      return `none, the board cannot start: ${carrier.why}`;
  }
}
