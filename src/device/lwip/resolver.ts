import type { AirFrame, QueryId } from '../../protocol/air';
import type { Clock } from '../../shared/clock';
import type { Dispose } from '../../shared/disposable';
import { parseIpv4 } from './address';
import { DNS_TABLE, DNS_TIMEOUT } from './limits';

/** lwIP's `getaddrinfo` failures, as OSError numbers (reference/esp8266 §2.2). */
const NOT_FOUND = -2;
const TABLE_FULL = -1;
const BAD_NAME = -12;

interface Lookup {
  /** The address, `null` when there is none, undefined while it is awaited. */
  answer: string | null | undefined;
  readonly giveUp: Dispose;
}

/** Looks names up by the router's DNS. A lookup is begun, then asked for until it has ended. */
export class Resolver {
  readonly #lookups = new Map<QueryId, Lookup>();
  #next: QueryId = 1;

  constructor(
    private readonly send: (frame: AirFrame) => void,
    private readonly clock: Clock,
    private readonly online: () => boolean,
  ) {}

  /** @returns a lookup's number (positive), a literal's address, or a failure (negative). */
  begin(name: string): number | string {
    if (name === '' || name.length >= 256) return BAD_NAME;
    const literal = parseIpv4(name);
    if (literal !== undefined) return literal;
    if (this.#lookups.size >= DNS_TABLE) return TABLE_FULL;
    const query = this.#next++;
    const giveUp = this.clock.after(DNS_TIMEOUT, () => this.#finish(query, null));
    this.#lookups.set(query, { answer: undefined, giveUp });
    if (this.online()) this.send({ kind: 'query', query, name });
    return query;
  }

  /** @returns the address, a failure (negative), or undefined while the answer is awaited. */
  result(query: QueryId): string | number | undefined {
    const lookup = this.#lookups.get(query);
    if (!lookup) return NOT_FOUND;
    if (lookup.answer === undefined) return undefined;
    this.cancel(query);
    return lookup.answer ?? NOT_FOUND;
  }

  cancel(query: QueryId): void {
    this.#lookups.get(query)?.giveUp();
    this.#lookups.delete(query);
  }

  onAnswer(query: QueryId, addresses: readonly string[]): void {
    this.#finish(query, addresses[0] ?? null);
  }

  reset(): void {
    for (const query of [...this.#lookups.keys()]) this.cancel(query);
  }

  #finish(query: QueryId, answer: string | null): void {
    const lookup = this.#lookups.get(query);
    if (!lookup || lookup.answer !== undefined) return;
    lookup.giveUp();
    lookup.answer = answer;
  }
}
