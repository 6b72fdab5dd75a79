import type { Translation } from '../areas';
import { and, number } from './formats';

export const conditions: Translation['conditions'] = {
  label: 'Bedingungen',
  choices: {
    good: 'Gutes Netz',
    slowPhone: 'Langsames Handy',
    lossyWifi: 'WLAN mit Verlusten',
    nameServerDown: 'Nameserver gestört',
    hostDown: 'Host antwortet nicht',
    linkDown: 'WLAN weg',
    custom: 'Eigene Werte',
  },
  bad: 'Schlechtes Netz',
  backToGood: 'Zurück zu gut',
  host: 'Host',
  latency: 'Latenz',
  bandwidth: 'Bandbreite',
  loss: 'Verlust',
  milliseconds: (value) => `${number(value)} ms`,
  percent: (value) => `${number(value)} %`,
  noLimit: 'unbegrenzt',
  kilobits: (value) => `${number(value)} kbit/s`,
  megabits: (value) => `${number(value)} Mbit/s`,
  linkDown: 'Der Zugangspunkt (Access Point) ist ausgeschaltet.',
  allLost: 'Jedes Paket geht verloren.',
  packets: ({ latency, jitter, bandwidth }) => {
    const span = jitter === 0 ? `${latency} ms` : `${latency} bis ${latency + jitter} ms`;
    const parts = [
      ...(latency > 0 || jitter > 0 ? [`brauchen ${span}`] : []),
      ...(bandwidth === null ? [] : [`kommen mit ${bandwidth} durch`]),
    ];
    return `Pakete ${parts.join(' und ')}.`;
  },
  someLost: (percent) => `${number(percent)} % der Pakete gehen verloren.`,
  dnsSilent: 'Der Nameserver antwortet nicht.',
  dnsFails: 'Der Nameserver kennt zu keinem Namen eine Adresse.',
  hostsDown: (hosts) => `Von ${and(hosts)} kommt keine Antwort.`,
};
