import type { LanConditions } from '../../protocol/lan-conditions';

/** What is wrong with the network, in sentences; empty when nothing is. */
export function conditionsWords(conditions: LanConditions): string {
  const { latency, jitter, bandwidth, loss, dns, link, hostsDown } = conditions;
  if (link === 'down') return 'The access point is switched off.';
  if (loss >= 100) return 'Every packet gets lost.';
  const packets = [
    ...(latency > 0 || jitter > 0 ? [`take ${delayWords(latency, jitter)}`] : []),
    ...(bandwidth === null ? [] : [`pass at ${bandwidthWords(bandwidth)}`]),
  ];
  return [
    ...(packets.length > 0 ? [`Packets ${packets.join(' and ')}.`] : []),
    ...(loss > 0 ? [`${loss}% of packets get lost.`] : []),
    ...(dns === 'silent' ? ['The name server does not answer.'] : []),
    ...(dns === 'fails' ? ['The name server has no address for any name.'] : []),
    ...(hostsDown.length > 0 ? [`No answer comes from ${hostsDown.join(', ')}.`] : []),
  ].join(' ');
}

function delayWords(latency: number, jitter: number): string {
  return jitter === 0 ? `${latency} ms` : `${latency} to ${latency + jitter} ms`;
}

export function bandwidthWords(bandwidth: number | null): string {
  if (bandwidth === null) return 'no limit';
  return bandwidth < 1_000 ? `${bandwidth} kbit/s` : `${bandwidth / 1_000} Mbit/s`;
}
