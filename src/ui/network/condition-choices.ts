import {
  CONDITION_PRESETS,
  lanConditions,
  sameConditions,
  type LanConditions,
} from '../../protocol/lan-conditions';
import { VIRTUAL_HOSTS } from '../../protocol/virtual-hosts';

/** What the page offers, in its order. */
export const CHOICES = [
  'good',
  'slowPhone',
  'lossyWifi',
  'nameServerDown',
  'hostDown',
  'linkDown',
  'custom',
] as const;

export type Choice = (typeof CHOICES)[number];

/** A silent host cannot become more so. */
export const HOSTS: readonly string[] = VIRTUAL_HOSTS.map(({ name }) => name).filter(
  (name) => name !== 'silent.test',
);

/** What the conditions are called; whatever has no name of its own is custom. */
export function choiceOf(conditions: LanConditions): Choice {
  for (const kind of CHOICES) {
    if (kind === 'custom' || kind === 'hostDown') continue;
    if (sameConditions(conditions, CONDITION_PRESETS[kind])) return kind;
  }
  const { hostsDown } = conditions;
  return hostsDown.length === 1 && sameConditions(conditions, lanConditions({ hostsDown }))
    ? 'hostDown'
    : 'custom';
}

/** What is set when a choice is made; custom begins with what is there, without what its sliders do not show. */
export function conditionsOf(choice: Choice, present: LanConditions): LanConditions {
  switch (choice) {
    case 'hostDown':
      return lanConditions({ hostsDown: [present.hostsDown[0] ?? 'micropython.org'] });
    case 'custom': {
      const { latency, jitter, bandwidth, loss } = present;
      return lanConditions({ latency, jitter, bandwidth, loss });
    }
    default:
      return CONDITION_PRESETS[choice];
  }
}

/** Kilobits a second that the slider stops at; null is no limit. */
const BANDWIDTHS = [16, 32, 64, 128, 256, 512, 1_000, 2_000, 5_000, 10_000, null] as const;
export const LAST_BANDWIDTH = BANDWIDTHS.length - 1;

export function bandwidthAt(place: number): number | null {
  return BANDWIDTHS[place] ?? null;
}

/** The stop that is not above a bandwidth. */
export function bandwidthPlace(bandwidth: number | null): number {
  if (bandwidth === null) return LAST_BANDWIDTH;
  return Math.max(
    0,
    BANDWIDTHS.findLastIndex((stop) => stop !== null && stop <= bandwidth),
  );
}
