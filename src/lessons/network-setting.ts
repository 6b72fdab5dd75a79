import { CONDITION_PRESETS, lanConditions, type LanConditions } from '../protocol/lan-conditions';
import type { NetworkSetting } from './lesson-data';

/** What a lesson says of the network, as the conditions that are set; without a word it works well. */
export function conditionsOf(setting: NetworkSetting | null): LanConditions {
  if (typeof setting === 'string') return CONDITION_PRESETS[setting];
  const values = Object.entries(setting ?? {}).filter(([, value]) => value !== undefined);
  return lanConditions(Object.fromEntries(values));
}
