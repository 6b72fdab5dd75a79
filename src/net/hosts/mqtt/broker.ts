import type { Message } from './packets';
import { Session } from './session';
import { matches } from './topics';

/** So many clients are known, connected or not; of more, those who are gone longest are forgotten. */
export const MOST_CLIENTS = 32;
/** So many topics have a message that is kept; of more, the oldest goes. */
export const MOST_RETAINED = 128;

interface Client {
  readonly session: Session;
  readonly clean: boolean;
  /** Somebody else has connected by this name. */
  readonly supersede: () => void;
}

/** Who is told what: the sessions of all clients, and the last message of topics for who comes later. */
export class Broker {
  readonly #clients = new Map<string, Client>();
  readonly #retained = new Map<string, Message>();
  #unnamed = 0;

  /** A name for a client that has none. */
  newName(): string {
    return `\0${++this.#unnamed}`;
  }

  /**
   * @param supersede ends this client's connection when another comes by its name
   * @returns null when there is no room: all who are known are connected
   */
  connect(name: string, clean: boolean, supersede: () => void): { session: Session; isOld: boolean } | null {
    const before = this.#clients.get(name);
    if (before?.session.isConnected) before.supersede();
    if (!this.#clients.has(name) && !this.#makeRoom()) return null;
    const old = clean || before?.clean !== false ? undefined : before.session;
    const session = old ?? new Session();
    // As the last: the first to be forgotten is who has not connected for longest.
    this.#clients.delete(name);
    this.#clients.set(name, { session, clean, supersede });
    return { session, isOld: old !== undefined };
  }

  disconnect(name: string, session: Session): void {
    session.detach();
    const client = this.#clients.get(name);
    if (client?.session === session && client.clean) this.#clients.delete(name);
  }

  publish(message: Message): void {
    if (message.retain) this.#retain(message);
    // Retained is what comes to who subscribes later (§3.3.1.3).
    const now = { ...message, retain: false };
    for (const { session } of [...this.#clients.values()]) session.offer(now);
  }

  /** What was kept of the topics that a filter matches. */
  retained(filter: string): Message[] {
    return [...this.#retained.values()].filter(({ topic }) => matches(topic, filter));
  }

  #retain(message: Message): void {
    this.#retained.delete(message.topic);
    if (message.payload.length === 0) return;
    this.#retained.set(message.topic, message);
    const [oldest] = this.#retained.keys();
    if (this.#retained.size > MOST_RETAINED && oldest !== undefined) this.#retained.delete(oldest);
  }

  #makeRoom(): boolean {
    if (this.#clients.size < MOST_CLIENTS) return true;
    const gone = [...this.#clients].find(([, { session }]) => !session.isConnected);
    return gone !== undefined && this.#clients.delete(gone[0]);
  }
}
