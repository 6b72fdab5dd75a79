import type { ConnectionEntry } from '../../protocol/network-log';
import { network } from '../../words/en/network';
import { wordsOf } from '../../words/spoken';
import { joined } from './payload';
import type { Conversation } from './traffic';
import { farName } from './words';

/** Who can read what a connection carries. */
export function secrecyWords(conversation: Conversation): string {
  const { encryption } = conversation;
  const { secrecy } = wordsOf(network);
  if (encryption === null) return hasFormOfTls(conversation) ? secrecy.form : secrecy.none;
  const { protocol, flaw, toProxy } = encryption;
  const certificate = flaw === null ? secrecy.trusted : secrecy.distrusted(flaw);
  return `${secrecy.encrypted[toProxy](protocol, farName(conversation))} ${certificate}`;
}

/** Who connected began with a record of TLS (RFC 5246 §6.2.1). */
export function hasFormOfTls({ connection, entries, forgotten }: Conversation): boolean {
  if (forgotten > 0) return false;
  const first = entries.filter(
    (entry): entry is ConnectionEntry & { kind: 'data' } =>
      entry.kind === 'data' && entry.by === connection.by,
  );
  const [kind, version] = joined(first.slice(0, 2));
  return kind === HANDSHAKE && version === VERSION;
}

const HANDSHAKE = 22;
const VERSION = 3;
