import type { Connection, ConnectionHandlers, Service } from '../net/lan-stream';
import { EphemeralPorts } from '../net/ephemeral-ports';
import type { Network } from '../net/network';
import { Pump } from '../net/pump';
import { LAN, type Endpoint } from '../protocol/air';
import { unreachable } from '../shared/unreachable';
import type { Port } from './endpoint';
import type { GuestLan } from './guest-lan';
import type { FromGuest, GuestData, ToGuest } from './guest-wire';

/** Guests' hosts have the addresses from here on; those of the lessons are below (protocol/virtual-hosts.ts). */
const FIRST_ADDRESS = 200;
const LAST_ADDRESS = 254;

interface Line {
  readonly connection: Connection;
  readonly out: Pump;
  /** Of its two directions, those that have ended. */
  ends: number;
}

/** Those who take part in a network from another thread, by a port: see guest-wire.ts. */
export class Guests {
  readonly #lines = new Map<number, Line>();
  readonly #ports: EphemeralPorts;
  #waiting: Extract<FromGuest, { kind: 'connect' }>[] = [];
  #incoming = 0;
  #hosts = 0;

  constructor(
    private readonly network: Network,
    private readonly port: Port,
    random: () => number,
    private readonly lan: GuestLan | undefined,
  ) {
    this.#ports = new EphemeralPorts(random);
    network.onBoard(() => {
      for (const message of this.#waiting.splice(0)) this.#connect(message);
    });
    port.onmessage = ({ data }) => network.act(() => this.#receive(data as FromGuest));
  }

  #receive(message: FromGuest): void {
    switch (message.kind) {
      case 'connect':
        if (this.network.hasBoard) this.#connect(message);
        else this.#waiting.push(message);
        return;
      case 'host':
        this.#addHost(message);
        return;
      case 'lan':
        this.lan?.receive(message.frame);
        return;
      case 'data':
      case 'taken':
      case 'end':
      case 'reset':
        this.#onData(message);
        return;
      default:
        unreachable(message);
    }
  }

  #connect({ id, port }: Extract<FromGuest, { kind: 'connect' }>): void {
    const from: Endpoint = { ip: LAN.browser, port: this.#ports.take() };
    const connection = this.network.connect(
      from,
      { ip: this.network.board, port },
      {
        onOpened: () => this.#post({ kind: 'opened', id, remote: connection.remote }),
        onRefused: () => {
          this.#forget(id);
          this.#post({ kind: 'refused', id });
        },
        ...this.#handlers(id),
      },
    );
    this.#add(id, connection);
  }

  #addHost({ name, ports }: Extract<FromGuest, { kind: 'host' }>): void {
    const last = FIRST_ADDRESS + this.#hosts;
    try {
      if (last > LAST_ADDRESS) throw new RangeError('no address is left for it');
      this.network.addHost({
        name,
        ip: `203.0.113.${last}`,
        services: new Map(ports.map((port) => [port, this.#service(name, port)])),
      });
      this.#hosts++;
    } catch (error) {
      this.#post({ kind: 'host-refused', name, why: error instanceof Error ? error.message : String(error) });
    }
  }

  #service(name: string, port: number): Service {
    return (connection) => {
      this.#incoming += 2;
      const id = this.#incoming;
      this.#add(id, connection);
      this.#post({ kind: 'incoming', id, name, port, remote: connection.remote });
      return this.#handlers(id);
    };
  }

  #add(id: number, connection: Connection): void {
    const out = new Pump({
      write: (bytes) => connection.write(bytes),
      taken: (bytes) => this.#post({ kind: 'taken', id, bytes }),
      end: () => {
        connection.end();
        this.#ended(id);
      },
    });
    this.#lines.set(id, { connection, out, ends: 0 });
  }

  #handlers(id: number): ConnectionHandlers {
    return {
      onData: (bytes) => this.#post({ kind: 'data', id, bytes: bytes.slice() }),
      onEnd: () => {
        this.#post({ kind: 'end', id });
        this.#ended(id);
      },
      onReset: () => {
        this.#forget(id);
        this.#post({ kind: 'reset', id });
      },
      onRoom: () => this.#lines.get(id)?.out.go(),
    };
  }

  #onData(message: GuestData): void {
    const line = this.#lines.get(message.id);
    if (!line) return;
    if (message.kind === 'data') line.out.push(message.bytes);
    else if (message.kind === 'taken') line.connection.consumed(message.bytes);
    else if (message.kind === 'end') line.out.finish();
    else {
      this.#forget(message.id);
      line.connection.reset();
    }
  }

  #ended(id: number): void {
    const line = this.#lines.get(id);
    if (line && ++line.ends === 2) this.#forget(id);
  }

  #forget(id: number): void {
    const { local } = this.#lines.get(id)?.connection ?? {};
    if (local?.ip === LAN.browser) this.#ports.release(local.port);
    this.#lines.delete(id);
  }

  #post(message: ToGuest): void {
    this.port.postMessage(message);
  }
}
