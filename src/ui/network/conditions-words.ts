import type { LanConditions } from '../../protocol/lan-conditions';
import { conditions as conditionsArea } from '../../words/en/conditions';
import { wordsOf } from '../../words/spoken';

/** What is wrong with the network, in sentences; empty when nothing is. */
export function conditionsWords(conditions: LanConditions): string {
  const words = wordsOf(conditionsArea);
  const { latency, jitter, bandwidth, loss, dns, link, hostsDown } = conditions;
  if (link === 'down') return words.linkDown;
  if (loss >= 100) return words.allLost;
  const slow = latency > 0 || jitter > 0 || bandwidth !== null;
  const limit = bandwidth === null ? null : bandwidthWords(bandwidth);
  return [
    ...(slow ? [words.packets({ latency, jitter, bandwidth: limit })] : []),
    ...(loss > 0 ? [words.someLost(loss)] : []),
    ...(dns === 'silent' ? [words.dnsSilent] : []),
    ...(dns === 'fails' ? [words.dnsFails] : []),
    ...(hostsDown.length > 0 ? [words.hostsDown(hostsDown)] : []),
  ].join(' ');
}

export function bandwidthWords(bandwidth: number | null): string {
  const { noLimit, kilobits, megabits } = wordsOf(conditionsArea);
  if (bandwidth === null) return noLimit;
  return bandwidth < 1_000 ? kilobits(bandwidth) : megabits(bandwidth / 1_000);
}
