import type { Endpoint } from '../../protocol/air';
import type { Role, Socket, TcpSocket, UdpSocket } from './sockets';
import type { TcpConnection } from './tcp-connection';
import { UdpQueue } from './udp-queue';

/** MicroPython's choice for port 0: random, 1024 to 32766. */
const FIRST_FREE_PORT = 1024;
const FREE_PORTS = 31_743;
/** Where lwIP begins to look for a UDP port. */
const FIRST_FREE_UDP_PORT = 4096;

type WithRole<Kind extends Role['kind']> = TcpSocket & { role: Extract<Role, { kind: Kind }> };

/** The sockets that programs hold, by the small numbers they are known by, and the ports these have taken. */
export class SocketTable {
  readonly #sockets = new Map<number, Socket>();
  #nextDescriptor = 1;

  /** @param random uniform in [0, 1) */
  constructor(private readonly random: () => number) {}

  get size(): number {
    return this.#sockets.size;
  }

  get descriptors(): number[] {
    return [...this.#sockets.keys()];
  }

  createTcp(): TcpSocket {
    return this.#add({ kind: 'tcp', role: { kind: 'new' }, ...this.#blank() });
  }

  createUdp(): UdpSocket {
    return this.#add({ kind: 'udp', queue: new UdpQueue(), ...this.#blank() });
  }

  get(descriptor: number): Socket | undefined {
    return this.#sockets.get(descriptor);
  }

  remove(descriptor: number): void {
    this.#sockets.delete(descriptor);
  }

  // Listeners

  get listeningPorts(): number[] {
    return this.#listeners.map(({ role }) => role.port).sort((a, b) => a - b);
  }

  listensOn(port: number): boolean {
    return this.#listeners.some(({ role }) => role.port === port);
  }

  /** The listener that a connection to `to` is for. */
  listenerAt(to: Endpoint): WithRole<'listening'> | undefined {
    return this.#listeners.find(({ role, local }) => role.port === to.port && takes(local, to));
  }

  /** A connection that no program has accepted leaves its queue. */
  removePending(connection: TcpConnection): void {
    for (const { role } of this.#listeners) {
      const place = role.pending.indexOf(connection);
      if (place >= 0) role.pending.splice(place, 1);
    }
  }

  // Ports

  /** Whether `socket` may not have that port: it may share it only where both say SO_REUSEADDR. */
  tcpPortClash(socket: TcpSocket, port: number): boolean {
    return this.#all('tcp').some(
      (other) => portOf(other) === port && !(other !== socket && socket.reuseAddress && other.reuseAddress),
    );
  }

  /** For UDP it is enough that one of them says so, and a socket may be bound anew. */
  udpPortClash(socket: UdpSocket, port: number): boolean {
    return this.#all('udp').some(
      (other) =>
        other !== socket && other.local?.port === port && !socket.reuseAddress && !other.reuseAddress,
    );
  }

  /** @param taken whether something else than a socket has it */
  freeTcpPort(taken: (port: number) => boolean): number {
    const used = new Set(this.#all('tcp').map(portOf));
    const start = Math.floor(this.random() * FREE_PORTS);
    for (let n = 0; n < FREE_PORTS; n++) {
      const port = FIRST_FREE_PORT + ((start + n) % FREE_PORTS);
      if (!used.has(port) && !taken(port)) return port;
    }
    throw new Error('No TCP port is free.');
  }

  freeUdpPort(): number {
    const used = new Set(this.#all('udp').map(({ local }) => local?.port));
    let port = FIRST_FREE_UDP_PORT;
    while (used.has(port)) port++;
    return port;
  }

  /**
   * The UDP socket that a packet is for: one that is connected to the sender before others, the youngest before older
   * ones (udp_input). `broadcast` packets come to sockets of any address.
   */
  udpReceiver(from: Endpoint, to: Endpoint, broadcast: boolean): UdpSocket | undefined {
    const open = this.#all('udp')
      .reverse()
      .filter(({ local }) => local?.port === to.port && (broadcast || takes(local, to)));
    const connected = open.find(
      ({ remote }) => remote?.port === from.port && (remote.ip === from.ip || remote.ip === '0.0.0.0'),
    );
    return connected ?? open.find(({ remote }) => remote === undefined);
  }

  get #listeners(): WithRole<'listening'>[] {
    return this.#all('tcp').filter(
      (socket): socket is WithRole<'listening'> => socket.role.kind === 'listening',
    );
  }

  #all<Kind extends Socket['kind']>(kind: Kind): Extract<Socket, { kind: Kind }>[] {
    return [...this.#sockets.values()].filter(
      (socket): socket is Extract<Socket, { kind: Kind }> => socket.kind === kind,
    );
  }

  #blank() {
    return {
      descriptor: this.#nextDescriptor++,
      reuseAddress: false,
      local: undefined,
      remote: undefined,
      onEvent: undefined,
    };
  }

  #add<Kind extends Socket>(socket: Kind): Kind {
    this.#sockets.set(socket.descriptor, socket);
    return socket;
  }
}

/** The port that lwIP keeps for a socket: not for one whose connection it has given up. */
const portOf = ({ role, local }: TcpSocket): number | undefined =>
  role.kind === 'connection' && !role.connection.alive ? undefined : local?.port;

const takes = (local: Endpoint | undefined, to: Endpoint): boolean =>
  local?.ip === '0.0.0.0' || local?.ip === to.ip;
