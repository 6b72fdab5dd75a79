import {
  connectionKey,
  farEnd,
  type ConnectionEntry,
  type DatagramEntry,
  type LoggedConnection,
  type NetworkLogEntry,
  type Side,
} from '../../protocol/network-log';
import type { Endpoint } from '../../protocol/air';
import { ByteBuffer } from '../../shared/byte-buffer';

/** How many connections are remembered, the latest, and how much of the beginning of what each side sent. */
const MOST_CONNECTIONS = 64;
const MOST_BYTES = 32 * 1024;
const MOST_NAMES = 256;

/** A connection as it went so far. */
export interface SeenConnection {
  readonly connection: LoggedConnection;
  /** All names that the far end's address was looked up by. */
  readonly names: readonly string[];
  readonly opened: boolean;
  readonly refused: boolean;
  readonly sent: Readonly<Record<Side, number>>;
  /** The beginning of what each side sent. */
  readonly bytes: Readonly<Record<Side, ByteBuffer>>;
  /** Who ended it, in order. */
  readonly ends: readonly { readonly by: Side; readonly how: 'fin' | 'reset' }[];
  readonly lastAt: number;
  /** Goes up with all that happens in it. */
  readonly version: number;
}

interface Live extends SeenConnection {
  opened: boolean;
  refused: boolean;
  readonly sent: Record<Side, number>;
  readonly ends: { readonly by: Side; readonly how: 'fin' | 'reset' }[];
  lastAt: number;
  version: number;
}

/** Who the board talks to, and all names that its address was looked up by. */
export interface FarEnd {
  readonly far: Endpoint;
  readonly names: readonly string[];
}

/** What is over as soon as it is heard of. */
export type Passing =
  | { readonly kind: 'lookup'; readonly name: string; readonly found: boolean }
  | (FarEnd & { readonly kind: 'datagram'; readonly by: Side; readonly bytes: Uint8Array });

/** What some entries of the log have told. */
interface News {
  /** The lookups that were answered, and the datagrams. */
  readonly passed: readonly Passing[];
  readonly changed: ReadonlySet<SeenConnection>;
}

/** Sorts the network log into connections and what passes. Bounded: the oldest connections are forgotten. */
export class Connections {
  readonly #all = new Map<string, Live>();
  readonly #names = new Map<string, Set<string>>();

  /** Oldest first. */
  get all(): readonly SeenConnection[] {
    return [...this.#all.values()];
  }

  /** Whether it is remembered. */
  has(seen: SeenConnection): boolean {
    return this.#all.get(connectionKey(seen.connection)) === seen;
  }

  hear(entries: readonly NetworkLogEntry[]): News {
    const passed: Passing[] = [];
    const changed = new Set<SeenConnection>();
    for (const entry of entries) {
      if (entry.kind === 'answer') {
        for (const address of entry.addresses) this.#remember(address, entry.name);
        passed.push({ kind: 'lookup', name: entry.name, found: entry.addresses.length > 0 });
      } else if (entry.kind === 'datagram') passed.push(this.#datagram(entry));
      else if ('connection' in entry) changed.add(this.#onConnection(entry));
      else if (entry.kind === 'started') this.#all.clear();
    }
    return { passed, changed };
  }

  #datagram(entry: DatagramEntry): Passing {
    const far = farEnd(entry);
    return { kind: 'datagram', by: entry.by, far, names: this.#namesOf(far), bytes: entry.bytes };
  }

  #onConnection(entry: ConnectionEntry): SeenConnection {
    const key = connectionKey(entry.connection);
    const seen = this.#all.get(key) ?? this.#begin(key, entry.connection);
    seen.lastAt = entry.at;
    seen.version++;
    takeIn(seen, entry);
    return seen;
  }

  #begin(key: string, connection: LoggedConnection): Live {
    const far = connection.by === 'board' ? connection.to : connection.from;
    const seen: Live = {
      connection,
      names: this.#namesOf(far),
      opened: false,
      refused: false,
      sent: { board: 0, lan: 0 },
      bytes: { board: new ByteBuffer(0), lan: new ByteBuffer(0) },
      ends: [],
      lastAt: connection.openedAt,
      version: 0,
    };
    this.#all.set(key, seen);
    const [oldest] = this.#all.keys();
    if (this.#all.size > MOST_CONNECTIONS && oldest !== undefined) this.#all.delete(oldest);
    return seen;
  }

  #namesOf({ ip }: Endpoint): readonly string[] {
    return [...(this.#names.get(ip) ?? [])];
  }

  #remember(address: string, name: string): void {
    const names = this.#names.get(address) ?? new Set();
    names.add(name);
    this.#names.delete(address);
    this.#names.set(address, names);
    const [oldest] = this.#names.keys();
    if (this.#names.size > MOST_NAMES && oldest !== undefined) this.#names.delete(oldest);
  }
}

function takeIn(seen: Live, entry: ConnectionEntry): void {
  const { by } = entry;
  switch (entry.kind) {
    case 'open':
    case 'encrypted':
      return;
    case 'opened':
    case 'accepted':
      seen.opened = true;
      return;
    case 'refused':
      seen.refused = true;
      return;
    case 'fin':
    case 'reset':
      if (seen.ends.length < 4) seen.ends.push({ by, how: entry.kind });
      return;
    case 'data': {
      seen.opened = true;
      seen.sent[by] = entry.sent[by] + entry.bytes.length;
      const kept = seen.bytes[by];
      // What was missed is not made up: only a beginning is kept.
      if (kept.length === entry.sent[by]) kept.append(entry.bytes.subarray(0, MOST_BYTES - kept.length));
    }
  }
}

/** Opened, and nobody has ended it with a reset; one side alone may have said that it sends no more. */
export function isOpen({ opened, refused, ends }: SeenConnection): boolean {
  return opened && !refused && ends.length < 2 && ends.every(({ how }) => how === 'fin');
}
