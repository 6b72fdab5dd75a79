import type { Endpoint, StreamId } from '../../protocol/air';
import type { TcpConnection } from './tcp-connection';
import type { Role, TcpSocket } from './tcp-socket';

/** MicroPython's choice for port 0: random, 1024 to 32766. */
const FIRST_FREE_PORT = 1024;
const FREE_PORTS = 31_743;

type WithRole<Kind extends Role['kind']> = TcpSocket & { role: Extract<Role, { kind: Kind }> };

/** The sockets that programs hold, by the small numbers they are known by, and the ports these have taken. */
export class SocketTable {
  readonly #sockets = new Map<number, TcpSocket>();
  #nextDescriptor = 1;

  /** @param random uniform in [0, 1) */
  constructor(private readonly random: () => number) {}

  get size(): number {
    return this.#sockets.size;
  }

  get descriptors(): number[] {
    return [...this.#sockets.keys()];
  }

  create(): TcpSocket {
    const descriptor = this.#nextDescriptor++;
    const socket: TcpSocket = {
      descriptor,
      reuseAddress: false,
      local: undefined,
      role: { kind: 'new' },
    };
    this.#sockets.set(descriptor, socket);
    return socket;
  }

  get(descriptor: number): TcpSocket | undefined {
    return this.#sockets.get(descriptor);
  }

  remove(descriptor: number): void {
    this.#sockets.delete(descriptor);
  }

  // Listeners

  get listeningPorts(): number[] {
    return this.#withRole('listening')
      .map(({ role }) => role.port)
      .sort((a, b) => a - b);
  }

  listensOn(port: number): boolean {
    return this.#withRole('listening').some(({ role }) => role.port === port);
  }

  /** The listener that a connection to `to` is for. */
  listenerAt(to: Endpoint): Extract<Role, { kind: 'listening' }> | undefined {
    return this.#withRole('listening').find(
      ({ role, local }) => role.port === to.port && (local?.ip === '0.0.0.0' || local?.ip === to.ip),
    )?.role;
  }

  /** A connection that no program has accepted leaves its queue. */
  removePending(connection: TcpConnection): void {
    for (const { role } of this.#withRole('listening')) {
      const place = role.pending.indexOf(connection);
      if (place >= 0) role.pending.splice(place, 1);
    }
  }

  /** The socket whose `connect` opened this stream and waits for its answer. */
  connecting(stream: StreamId): WithRole<'connecting'> | undefined {
    return this.#withRole('connecting').find(({ role }) => role.connection.stream === stream);
  }

  // Ports

  portClash(socket: TcpSocket, port: number): boolean {
    return [...this.#sockets.values()].some(
      (other) =>
        other.local?.port === port && !(other !== socket && socket.reuseAddress && other.reuseAddress),
    );
  }

  freePort(): number {
    const used = new Set([...this.#sockets.values()].map(({ local }) => local?.port));
    for (;;) {
      const port = FIRST_FREE_PORT + Math.floor(this.random() * FREE_PORTS);
      if (!used.has(port)) return port;
    }
  }

  #withRole<Kind extends Role['kind']>(kind: Kind): WithRole<Kind>[] {
    return [...this.#sockets.values()].filter(
      (socket): socket is WithRole<Kind> => socket.role.kind === kind,
    );
  }
}
