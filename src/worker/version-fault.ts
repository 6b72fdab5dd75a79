import type { Fault } from '../protocol/messages';
import { PROTOCOL_VERSION } from '../protocol/version';

/** @param version what the page says that it is */
export const versionFault = (where: Fault['where'], version: number): Fault => ({
  where,
  why: 'mixed-versions',
  detail: `${where} ${PROTOCOL_VERSION}, page ${version}`,
  remedy: 'reload',
});
