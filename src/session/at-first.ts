import { GOOD_CONDITIONS } from '../protocol/lan-conditions';
import { REAL_HOSTS_OFF } from '../protocol/real-hosts';
import { NOTHING_USED } from './board-files';
import type { FlashState } from './flash/flash-state';
import type { SessionSnapshot } from './session';

/** What a session shows before its board is there. */
export const atFirst = (flash: FlashState): SessionSnapshot => ({
  phase: 'loading',
  device: null,
  fault: null,
  faultsInRow: 0,
  networkFault: null,
  conditions: GOOD_CONDITIONS,
  realHosts: REAL_HOSTS_OFF,
  pagesTrusted: true,
  pending: null,
  files: [],
  flash,
  flashUse: NOTHING_USED,
  savesPending: 0,
  fileChanges: 0,
});
