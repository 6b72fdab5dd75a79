import { otherSide, type ConnectionEntry, type Side } from '../../protocol/network-log';
import { firstLine } from '../../shared/http-message';
import { joined } from './payload';
import { hasFormOfTls } from './secrecy';
import type { Conversation } from './traffic';

export interface Summary {
  readonly protocol: 'HTTP' | 'TLS' | 'TCP';
  /** `GET /ks/test.html → 200 OK`; empty where there is nothing to say. */
  readonly text: string;
}

const REQUEST = /^([A-Z]{1,20} \S+)(?: HTTP\/[\d.]+)?$/;
const RESPONSE = /^HTTP\/[\d.]+ (\d{3}.*)$/;
/** A first line may come in pieces, but not in more than these. */
const MOST_PARTS = 8;

/** What a connection was for, as far as its first lines tell. */
export function summaryOf(conversation: Conversation): Summary {
  const { connection, entries, forgotten } = conversation;
  // What was said first is not kept.
  if (forgotten > 0) return { protocol: 'TCP', text: '' };
  if (hasFormOfTls(conversation)) return { protocol: 'TLS', text: '' };
  const client = connection.by;
  const request = REQUEST.exec(firstLineOf(entries, client))?.[1];
  const answer = RESPONSE.exec(firstLineOf(entries, otherSide(client)))?.[1];
  if (request === undefined && answer === undefined) return { protocol: 'TCP', text: '' };
  return {
    protocol: 'HTTP',
    text: [request ?? '?', answer].filter((part) => part !== undefined).join(' → '),
  };
}

function firstLineOf(entries: readonly ConnectionEntry[], side: Side): string {
  const parts: (ConnectionEntry & { kind: 'data' })[] = [];
  for (const entry of entries) {
    if (entry.kind !== 'data' || entry.by !== side) continue;
    parts.push({ ...entry, bytes: entry.bytes.subarray(0, 200) });
    if (entry.bytes.length >= 200 || entry.bytes.includes(0x0a) || parts.length === MOST_PARTS) break;
  }
  return firstLine(joined(parts));
}
