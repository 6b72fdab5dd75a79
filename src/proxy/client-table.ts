import type { Clock } from '../shared/clock';
import type { Limits } from './limits';
import { TokenBucket } from './token-bucket';

interface Client {
  connections: number;
  readonly handshakes: TokenBucket;
}

/** From here on, clients that have been away long enough are forgotten. */
const MANY = 1_024;

/** How many connections each client has and how fast it makes them. */
export class ClientTable {
  readonly #clients = new Map<string, Client>();

  constructor(
    private readonly clock: Clock,
    private readonly limits: Limits,
  ) {}

  get size(): number {
    return this.#clients.size;
  }

  mayConnect(key: string): boolean {
    const client = this.#client(key);
    return client.connections < this.limits.connectionsPerAddress && client.handshakes.take();
  }

  add(key: string): void {
    this.#client(key).connections++;
  }

  remove(key: string): void {
    this.#client(key).connections--;
  }

  #client(key: string): Client {
    const known = this.#clients.get(key);
    if (known) return known;
    if (this.#clients.size >= MANY) this.#purge();
    const client = {
      connections: 0,
      handshakes: new TokenBucket(this.clock, this.limits.connectionsPerMinute),
    };
    this.#clients.set(key, client);
    return client;
  }

  #purge(): void {
    for (const [key, { connections, handshakes }] of this.#clients) {
      if (connections === 0 && handshakes.isFull) this.#clients.delete(key);
    }
  }
}
