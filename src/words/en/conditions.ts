import { area } from '../area';
import { and, number } from './formats';

interface Packets {
  /** In milliseconds. */
  readonly latency: number;
  readonly jitter: number;
  /** With its unit; null: no limit. */
  readonly bandwidth: string | null;
}

/** A network that is bad on purpose. */
export const conditions = area('conditions', {
  label: 'Conditions',
  choices: {
    good: 'Good network',
    slowPhone: 'Slow phone',
    lossyWifi: 'Lossy Wi-Fi',
    nameServerDown: 'Name server down',
    hostDown: 'Host does not answer',
    linkDown: 'Wi-Fi gone',
    custom: 'Custom',
  },
  bad: 'Bad network',
  backToGood: 'Back to good',
  host: 'Host',
  latency: 'Latency',
  bandwidth: 'Bandwidth',
  loss: 'Loss',
  milliseconds: (value: number) => `${number(value)} ms`,
  percent: (value: number) => `${number(value)}%`,
  noLimit: 'no limit',
  kilobits: (value: number) => `${number(value)} kbit/s`,
  megabits: (value: number) => `${number(value)} Mbit/s`,
  /** Sentences that follow each other. */
  linkDown: 'The access point is switched off.',
  allLost: 'Every packet gets lost.',
  packets: ({ latency, jitter, bandwidth }: Packets) => {
    const span = jitter === 0 ? `${latency} ms` : `${latency} to ${latency + jitter} ms`;
    const parts = [
      ...(latency > 0 || jitter > 0 ? [`take ${span}`] : []),
      ...(bandwidth === null ? [] : [`pass at ${bandwidth}`]),
    ];
    return `Packets ${parts.join(' and ')}.`;
  },
  someLost: (percent: number) => `${number(percent)}% of packets get lost.`,
  dnsSilent: 'The name server does not answer.',
  dnsFails: 'The name server has no address for any name.',
  hostsDown: (hosts: readonly string[]) => `No answer comes from ${and(hosts)}.`,
});
