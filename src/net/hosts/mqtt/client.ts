import type { Clock } from '../../../shared/clock';
import type { Dispose } from '../../../shared/disposable';
import { unreachable } from '../../../shared/unreachable';
import type { Connection, ConnectionHandlers } from '../../lan-stream';
import type { Broker } from './broker';
import { MalformedPacket, PacketReader } from './packet-reader';
import * as packets from './packets';
import type { ClientPacket, Connect, Message } from './packets';
import type { Session } from './session';

/** Who connects and says nothing is let go, in milliseconds (§3.1.4). */
const GREETING = 10_000;
/** A client is silent for no longer than so many of its keep-alive times (§3.1.2.10). */
const PATIENCE = 1.5;
/** A client that does not take so many bytes is let go, so that nobody waits for it and nothing piles up. */
const MOST_UNSENT = 65_536;
/** MQTT 3.1.1 (§3.1.2.2). */
const LEVEL = 4;

/** One connection to the broker, from its CONNECT to its end. */
export class Client implements ConnectionHandlers {
  readonly #reader = new PacketReader();
  #unsent: Uint8Array[] = [];
  #unsentBytes = 0;
  #name = '';
  #session: Session | null = null;
  #will: Message | null = null;
  #silence = GREETING;
  #stopTimer: Dispose = () => undefined;
  #over = false;

  constructor(
    private readonly connection: Connection,
    private readonly broker: Broker,
    private readonly clock: Clock,
  ) {
    this.#wait();
  }

  onData(bytes: Uint8Array): void {
    this.connection.consumed(bytes.length);
    if (this.#over) return;
    this.#wait();
    try {
      for (const raw of this.#reader.push(bytes)) if (!this.#receive(packets.readPacket(raw))) return;
    } catch (error) {
      if (!(error instanceof MalformedPacket)) throw error;
      this.#end();
    }
  }

  onEnd(): void {
    this.#end();
  }

  onReset(): void {
    this.#leave();
  }

  onRoom(): void {
    while (!this.#over) {
      const [first] = this.#unsent;
      if (!first) return;
      const sent = this.connection.write(first);
      this.#unsentBytes -= sent;
      if (sent < first.length) {
        this.#unsent[0] = first.subarray(sent);
        return;
      }
      this.#unsent.shift();
    }
  }

  /** @returns whether the connection goes on */
  #receive(packet: ClientPacket): boolean {
    if (packet.kind === 'connect') this.#greet(packet);
    else if (this.#session) this.#serve(packet, this.#session);
    else throw new MalformedPacket('the first packet is not CONNECT');
    return !this.#over;
  }

  #greet({ level, client, clean, keepAlive, will }: Connect): void {
    if (this.#session) throw new MalformedPacket('a second CONNECT');
    if (level !== LEVEL || (client === '' && !clean)) {
      this.#refuse(level === LEVEL ? packets.Refusal.client : packets.Refusal.level);
      return;
    }
    this.#name = client === '' ? this.broker.newName() : client;
    const found = this.broker.connect(this.#name, clean, () => this.#end());
    if (!found) {
      this.#refuse(packets.Refusal.unavailable);
      return;
    }
    this.#session = found.session;
    this.#will = will;
    this.#silence = keepAlive * 1_000 * PATIENCE;
    this.#wait();
    this.#send(packets.connack(found.isOld, packets.Refusal.none));
    found.session.attach((packet) => this.#send(packet));
  }

  #serve(packet: Exclude<ClientPacket, Connect>, session: Session): void {
    switch (packet.kind) {
      case 'publish':
        this.#publish(packet.message, packet.id, session);
        return;
      case 'puback':
        session.acknowledge(packet.id);
        return;
      case 'pubrel':
        session.release(packet.id);
        this.#send(packets.pubcomp(packet.id));
        return;
      case 'subscribe':
        this.#subscribe(packet.id, packet.wanted, session);
        return;
      case 'unsubscribe':
        for (const filter of packet.filters) session.unsubscribe(filter);
        this.#send(packets.unsuback(packet.id));
        return;
      case 'pingreq':
        this.#send(packets.pingresp());
        return;
      case 'disconnect':
        this.#will = null;
        this.#end();
        return;
      default:
        unreachable(packet);
    }
  }

  #publish(message: Message, id: number, session: Session): void {
    const isNew = message.qos < 2 || session.receive(id);
    if (isNew === null) throw new MalformedPacket('too many messages that are not released');
    if (message.qos === 1) this.#send(packets.puback(id));
    if (message.qos === 2) this.#send(packets.pubrec(id));
    if (isNew) this.broker.publish(message);
  }

  #subscribe(id: number, wanted: readonly packets.Wanted[], session: Session): void {
    const granted = wanted.map(({ filter, qos }) => session.subscribe(filter, qos));
    this.#send(
      packets.suback(
        id,
        granted.map((qos) => qos ?? packets.NOT_GRANTED),
      ),
    );
    for (const [at, { filter }] of wanted.entries()) {
      const qos = granted[at] ?? null;
      if (qos !== null) for (const message of this.broker.retained(filter)) session.deliver(message, qos);
    }
  }

  #refuse(refusal: number): void {
    this.#send(packets.connack(false, refusal));
    this.#end();
  }

  #send(packet: Uint8Array): void {
    if (this.#over) return;
    this.#unsent.push(packet);
    this.#unsentBytes += packet.length;
    if (this.#unsent.length === 1) this.onRoom();
    if (this.#unsentBytes <= MOST_UNSENT) return;
    this.connection.reset();
    this.#leave();
  }

  /** From its last packet on: a client that is silent for too long has gone. */
  #wait(): void {
    this.#stopTimer();
    this.#stopTimer = () => undefined;
    if (this.#silence > 0 && !this.#over)
      this.#stopTimer = this.clock.after(this.#silence, () => this.#end());
  }

  #end(): void {
    if (this.#over) return;
    this.connection.end();
    this.#leave();
  }

  /** The connection is over; who had a will and did not say goodbye, has it published (§3.1.2.5). */
  #leave(): void {
    if (this.#over) return;
    this.#over = true;
    this.#stopTimer();
    this.#unsent = [];
    if (this.#session) this.broker.disconnect(this.#name, this.#session);
    const will = this.#will;
    this.#will = null;
    if (will) this.broker.publish(will);
  }
}
