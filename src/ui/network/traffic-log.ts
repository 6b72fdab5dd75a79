import type { QueryId } from '../../protocol/air';
import {
  connectionKey,
  farEnd,
  type ConnectionEntry,
  type DatagramEntry,
  type NetworkLogEntry,
  type Side,
} from '../../protocol/network-log';
import { unreachable } from '../../shared/unreachable';
import {
  goesOn,
  type Conversation,
  type ConversationState,
  type Datagrams,
  type Lookup,
  type TrafficItem,
} from './traffic';

/** What is listed, and what is kept of the entries themselves: for captures and for what an opened item shows. */
export const MOST_ITEMS = 500;
const MOST_ENTRIES = 20_000;
const MOST_BYTES = 8 * 1024 * 1024;
/** Datagrams between two ends are one item while no more than this lies between them, in milliseconds. */
const SAME_EXCHANGE = 30_000;

/** Where an entry's item is; entries that belong to none (gaps, the beginning) count for captures only. */
interface Kept {
  readonly entry: NetworkLogEntry;
  readonly item: number | null;
}

/**
 * Sorts the log's entries into what they belong to. Everything is bounded: the oldest items leave the list, and the
 * oldest entries leave their items, which keep their counts.
 */
export class TrafficLog {
  /** By id, oldest first. An item that changes is replaced, so that whoever shows it sees that. */
  readonly #items = new Map<number, TrafficItem>();
  readonly #conversations = new Map<string, number>();
  readonly #lookups = new Map<QueryId, number>();
  readonly #exchanges = new Map<string, number>();
  readonly #names = new Map<string, string>();
  #kept: Kept[] = [];
  #firstKept = 0;
  #bytes = 0;
  #nextId = 1;

  /** Oldest first. */
  get items(): readonly TrafficItem[] {
    return [...this.#items.values()];
  }

  /** What is kept of the log, oldest first. */
  get entries(): readonly NetworkLogEntry[] {
    return this.#kept.slice(this.#firstKept).map(({ entry }) => entry);
  }

  add(entries: readonly NetworkLogEntry[]): void {
    for (const entry of entries) {
      const item = this.#sort(entry);
      this.#kept.push({ entry, item });
      this.#bytes += size(entry);
    }
    this.#forget();
  }

  /** Connections that go on are listed again with what happens next. Names stay known. */
  clear(): void {
    this.#items.clear();
    this.#conversations.clear();
    this.#lookups.clear();
    this.#exchanges.clear();
    this.#kept = [];
    this.#firstKept = 0;
    this.#bytes = 0;
  }

  /** @returns the id of the item that it belongs to */
  #sort(entry: NetworkLogEntry): number | null {
    switch (entry.kind) {
      case 'started':
        this.#loseAll();
        return null;
      case 'missed':
        return this.#put({
          kind: 'gap',
          id: this.#nextId++,
          startedAt: entry.at,
          entries: entry.entries,
        });
      case 'link':
        return this.#put({ kind: 'link', id: this.#nextId++, startedAt: entry.at, up: entry.up });
      case 'query': {
        const { at, name } = entry;
        const id = this.#put({ kind: 'lookup', id: this.#nextId++, startedAt: at, name, answer: null });
        this.#lookups.set(entry.query, id);
        return id;
      }
      case 'answer':
        return this.#answer(entry);
      case 'datagram':
        return this.#datagram(entry);
      case 'open':
      case 'opened':
      case 'refused':
      case 'accepted':
      case 'data':
      case 'encrypted':
      case 'fin':
      case 'reset':
        return this.#connection(entry);
      default:
        return unreachable(entry);
    }
  }

  #answer(entry: NetworkLogEntry & { kind: 'answer' }): number {
    const { at, name, addresses } = entry;
    for (const address of addresses) this.#remember(this.#names, address, name);
    const asked = this.#items.get(this.#lookups.get(entry.query) ?? -1);
    this.#lookups.delete(entry.query);
    const lookup: Lookup =
      asked?.kind === 'lookup'
        ? { ...asked, answer: { addresses, at } }
        : { kind: 'lookup', id: this.#nextId++, startedAt: at, name, answer: { addresses, at } };
    return this.#put(lookup);
  }

  #connection(entry: ConnectionEntry): number {
    const key = connectionKey(entry.connection);
    const known = this.#items.get(this.#conversations.get(key) ?? -1);
    const before = known?.kind === 'conversation' ? known : this.#newConversation(entry);
    append(before, entry);
    const after = advanced(before, entry);
    if (goesOn(after.state)) this.#conversations.set(key, after.id);
    else this.#conversations.delete(key);
    return this.#put(after);
  }

  #newConversation({ kind, connection }: ConnectionEntry): Conversation {
    return {
      kind: 'conversation',
      id: this.#nextId++,
      startedAt: connection.openedAt,
      connection,
      name: this.#names.get(farEnd(connection).ip) ?? null,
      // The log may begin in the middle of it.
      state: kind === 'open' ? 'connecting' : 'open',
      sent: { board: 0, lan: 0 },
      ends: [],
      lastAt: connection.openedAt,
      encryption: null,
      entries: [],
      forgotten: 0,
    };
  }

  #datagram(entry: DatagramEntry): number {
    const ends = [entry.from, entry.to].map(({ ip, port }) => `${ip}:${port}`).sort();
    const key = ends.join(' ');
    const known = this.#items.get(this.#exchanges.get(key) ?? -1);
    const isSame = known?.kind === 'datagrams' && entry.at - known.lastAt <= SAME_EXCHANGE;
    const before = isSame ? known : this.#newExchange(entry);
    append(before, entry);
    if (!isSame) this.#remember(this.#exchanges, key, before.id);
    const sent = { ...before.sent };
    sent[entry.by] += entry.bytes.length;
    return this.#put({ ...before, sent, lastAt: entry.at });
  }

  #newExchange({ at, from, to, by }: DatagramEntry): Datagrams {
    return {
      kind: 'datagrams',
      id: this.#nextId++,
      startedAt: at,
      lastAt: at,
      ...{ from, to, by },
      name: this.#names.get(farEnd({ from, to, by }).ip) ?? null,
      sent: { board: 0, lan: 0 },
      entries: [],
      forgotten: 0,
    };
  }

  #loseAll(): void {
    for (const item of this.#items.values()) {
      if (item.kind === 'conversation' && goesOn(item.state)) this.#put({ ...item, state: 'lost' });
    }
    this.#conversations.clear();
    this.#lookups.clear();
  }

  #forget(): void {
    const gone = new Map<number, number>();
    while (this.#kept.length - this.#firstKept > MOST_ENTRIES || this.#bytes > MOST_BYTES) {
      const oldest = this.#kept[this.#firstKept++];
      if (!oldest) break;
      this.#bytes -= size(oldest.entry);
      if (oldest.item !== null) gone.set(oldest.item, (gone.get(oldest.item) ?? 0) + 1);
    }
    if (this.#firstKept > MOST_ENTRIES) {
      this.#kept = this.#kept.slice(this.#firstKept);
      this.#firstKept = 0;
    }
    for (const [id, count] of gone) this.#forgetOf(id, count);
    for (const [id] of this.#items) {
      if (this.#items.size <= MOST_ITEMS) break;
      this.#items.delete(id);
    }
  }

  #forgetOf(id: number, count: number): void {
    const item = this.#items.get(id);
    if (item?.kind !== 'conversation' && item?.kind !== 'datagrams') return;
    (item.entries as NetworkLogEntry[]).splice(0, count);
    this.#put({ ...item, forgotten: item.forgotten + count });
  }

  #put(item: TrafficItem): number {
    this.#items.set(item.id, item);
    return item.id;
  }

  #remember(map: Map<string, unknown>, key: string, value: unknown): void {
    map.delete(key);
    map.set(key, value);
    const [oldest] = map.keys();
    if (map.size > MOST_ITEMS && oldest !== undefined) map.delete(oldest);
  }
}

/** The lists of entries are this file's own; only here do they grow. */
function append<E extends NetworkLogEntry>(item: { readonly entries: readonly E[] }, entry: E): void {
  (item.entries as E[]).push(entry);
}

function advanced(before: Conversation, entry: ConnectionEntry): Conversation {
  const { by, at, kind } = entry;
  const sent: Record<Side, number> = { ...entry.sent };
  if (kind === 'data') sent[by] += entry.bytes.length;
  const how = kind === 'fin' || kind === 'reset' ? kind : null;
  const ends = how === null ? before.ends : [...before.ends, { by, how, at }];
  const encryption = kind === 'encrypted' ? entry.encryption : before.encryption;
  return { ...before, sent, ends, lastAt: at, encryption, state: stateAfter(before, entry) };
}

function stateAfter(
  { state, ends, connection }: Conversation,
  { kind, by }: ConnectionEntry,
): ConversationState {
  switch (kind) {
    case 'open':
      return 'connecting';
    case 'refused':
      return 'refused';
    case 'reset':
      return state === 'connecting' && by === connection.by ? 'unanswered' : 'reset';
    case 'fin':
      return ends.some((end) => end.by !== by) ? 'closed' : 'closing';
    case 'opened':
    case 'accepted':
    case 'data':
    case 'encrypted':
      return state === 'connecting' ? 'open' : state;
    default:
      return unreachable(kind);
  }
}

/** What an entry takes, roughly: its bytes, and the objects around them. */
function size(entry: NetworkLogEntry): number {
  return ('bytes' in entry ? entry.bytes.length : 0) + 100;
}
