import type { Equivalent } from './equivalent/equivalent';
import { FIRST_CONTACT } from './equivalent/first-contact';
import { NETWORK_TCP } from './equivalent/network-tcp';
import { ONE_SERVER_MANY_CLIENTS } from './equivalent/one-server-many-clients';
import { PINS_FROM_A_WEB_PAGE } from './equivalent/pins-from-a-web-page';
import { WHEN_THE_NETWORK_FAILS } from './equivalent/when-the-network-fails';

const EQUIVALENT: Readonly<Record<string, readonly Equivalent[]>> = {
  'first-contact': FIRST_CONTACT,
  'network-tcp': NETWORK_TCP,
  'when-the-network-fails': WHEN_THE_NETWORK_FAILS,
  'one-server-many-clients': ONE_SERVER_MANY_CLIENTS,
  'pins-from-a-web-page': PINS_FROM_A_WEB_PAGE,
};

/** Why a mutant is as good as the solution; null: it is not known to be. */
export function equivalence(lesson: string, step: string, mutant: string): string | null {
  const found = EQUIVALENT[lesson]?.find(
    ({ steps, mutants }) => steps.includes(step) && mutants.some((one) => mutant.includes(one)),
  );
  return found?.why ?? null;
}
