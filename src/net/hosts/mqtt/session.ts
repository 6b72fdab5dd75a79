import { publish, type Message, type Qos } from './packets';
import { matches } from './topics';

/** So many filters a client can have. */
export const MOST_FILTERS = 64;
/** So many messages wait for a client, unsent or unacknowledged; of more, the oldest unsent one is lost. */
export const MOST_WAITING = 64;
/** So many are sent before the first must be acknowledged. */
const MOST_IN_FLIGHT = 8;

const IDS = 0xffff;

/** What the broker keeps of one client (§3.1.2.4): as long as its connection, or longer if it wants that. */
export class Session {
  /** Takes packets to the client while it is connected. */
  #send: ((packet: Uint8Array) => void) | null = null;
  readonly #granted = new Map<string, Qos>();
  readonly #inFlight = new Map<number, Message>();
  #waiting: Message[] = [];
  #id = 0;
  /** Numbers of messages of QoS 2 that came and are not released yet. */
  readonly #received = new Set<number>();

  /** Goes on with what was not acknowledged, and what has come meanwhile (§4.4). */
  attach(send: (packet: Uint8Array) => void): void {
    this.#send = send;
    for (const [id, message] of this.#inFlight) send(publish(message, id, true));
    this.#pump();
  }

  detach(): void {
    this.#send = null;
  }

  get isConnected(): boolean {
    return this.#send !== null;
  }

  /** @returns the QoS that is granted; null when there are too many filters */
  subscribe(filter: string, qos: Qos): Qos | null {
    if (this.#granted.size >= MOST_FILTERS && !this.#granted.has(filter)) return null;
    const granted = qos === 0 ? 0 : 1;
    this.#granted.set(filter, granted);
    return granted;
  }

  unsubscribe(filter: string): void {
    this.#granted.delete(filter);
  }

  /** A message of somebody's, if it is wanted: once, with the best QoS of the filters that it matches (§3.3.5). */
  offer(message: Message): void {
    const qos = [...this.#granted]
      .filter(([filter]) => matches(message.topic, filter))
      .map(([, each]) => each);
    if (qos.length > 0) this.deliver(message, Math.max(...qos) as Qos);
  }

  /** @param granted what was granted for it */
  deliver(message: Message, granted: Qos): void {
    const qos = message.qos === 0 ? 0 : granted;
    if (qos === 0) {
      this.#send?.(publish({ ...message, qos }, 0, false));
      return;
    }
    if (this.#waiting.length + this.#inFlight.size >= MOST_WAITING) this.#waiting.shift();
    if (this.#waiting.length + this.#inFlight.size < MOST_WAITING) this.#waiting.push({ ...message, qos: 1 });
    this.#pump();
  }

  acknowledge(id: number): void {
    this.#inFlight.delete(id);
    this.#pump();
  }

  /** @returns whether this message of QoS 2 is new; null when too many are unreleased */
  receive(id: number): boolean | null {
    if (this.#received.has(id)) return false;
    if (this.#received.size >= MOST_WAITING) return null;
    this.#received.add(id);
    return true;
  }

  release(id: number): void {
    this.#received.delete(id);
  }

  #pump(): void {
    while (this.#send && this.#inFlight.size < MOST_IN_FLIGHT) {
      const message = this.#waiting.shift();
      if (!message) return;
      do this.#id = (this.#id % IDS) + 1;
      while (this.#inFlight.has(this.#id));
      this.#inFlight.set(this.#id, message);
      this.#send(publish(message, this.#id, false));
    }
  }
}
