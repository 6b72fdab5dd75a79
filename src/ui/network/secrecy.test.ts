import { expect, test } from 'vitest';
import type { Encryption, NetworkLogEntry } from '../../protocol/network-log';
import { FakeTraffic } from './fake-traffic.test-helpers';
import { secrecyWords } from './secrecy';
import { TrafficLog } from './traffic-log';

/** What is said of a connection of the board's that began with `first`, and of which the proxy said this. */
function said(first: string, encryption?: Encryption): string {
  const traffic = new FakeTraffic();
  traffic.lookup('micropython.org', ['203.0.113.80']);
  const stream = traffic.opened('board', encryption ? 'real' : 'virtual');
  traffic.data(stream, 'board', first);
  const entries: NetworkLogEntry[] = [...traffic.take()];
  const last = entries.at(-1);
  if (encryption && last?.kind === 'data')
    entries.push({ ...last, kind: 'encrypted', by: 'lan', encryption });
  const log = new TrafficLog();
  log.add(entries);
  const conversation = log.items.at(-1);
  return conversation?.kind === 'conversation' ? secrecyWords(conversation) : 'no conversation';
}

const TLS = '\x16\x03\x03\0\x05hello';
const by = (toProxy: Encryption['toProxy'], flaw: string | null = null): Encryption => ({
  protocol: 'TLSv1.3',
  flaw,
  toProxy,
});

test.each<[string, string, Encryption | undefined, string]>([
  ['plain', 'GET / HTTP/1.0\r\n\r\n', undefined, 'Not encrypted.'],
  ['empty', '', undefined, 'Not encrypted.'],
  ['the board’s TLS to a virtual host', TLS, undefined, 'TLS in form only: not encrypted.'],
  [
    'encrypted by a proxy elsewhere',
    TLS,
    by('open'),
    'Encrypted (TLSv1.3) between the proxy and micropython.org, not between this page and the proxy. As on the chip, nobody checked the certificate. It would have passed.',
  ],
  [
    'encrypted by a proxy here, with a certificate that has run out',
    TLS,
    by('local', 'CERT_HAS_EXPIRED'),
    'Encrypted (TLSv1.3) between the proxy and micropython.org. Between this page and the proxy it is not, but stays on this computer. As on the chip, nobody checked the certificate. It would not have passed (CERT_HAS_EXPIRED).',
  ],
  [
    'encrypted twice',
    TLS,
    by('encrypted'),
    'Encrypted (TLSv1.3) between the proxy and micropython.org, and once more between this page and the proxy, which can read it. As on the chip, nobody checked the certificate. It would have passed.',
  ],
])('a connection that is %s is said to be so', (_, first, encryption, words) => {
  expect(said(first, encryption)).toBe(words);
});
