import { connectionKey, type NetworkLogEntry } from '../../protocol/network-log';
import type { Observation } from '../../protocol/observation';

/**
 * The network is told of in batches of a tenth of a second. What happened on one connection and then on another is heard
 * one after the other all the same, so that checks see the order. Neighbours of one connection stay together: a download
 * is not looked at again for each of its segments.
 */
export function inOrder(observation: Observation): readonly Observation[] {
  if (observation.kind !== 'network') return [observation];
  const runs: { readonly key: string; readonly entries: NetworkLogEntry[] }[] = [];
  for (const entry of observation.entries) {
    const key = 'connection' in entry ? connectionKey(entry.connection) : entry.kind;
    const last = runs.at(-1);
    if (last?.key === key) last.entries.push(entry);
    else runs.push({ key, entries: [entry] });
  }
  return runs.map(({ entries }) => ({ kind: 'network', entries }));
}
