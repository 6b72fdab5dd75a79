import type { Fault } from '../protocol/messages';
import { PROTOCOL_VERSION } from '../protocol/version';

/** @param version what the page says that it is */
export const versionFault = (where: Fault['where'], version: number): Fault => ({
  where,
  text: 'Parts of two versions of this page were mixed. Reload the page.',
  detail: `${where} ${PROTOCOL_VERSION}, page ${version}`,
  remedy: 'reload',
});
