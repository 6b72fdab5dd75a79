import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { createServer, type Server, type Socket } from 'node:net';
import type { DatagramService, VirtualHost } from '../../net/host-table';
import type { Service } from '../../net/lan-stream';
import { serveSocket } from './socket-connection';

/** One port of a virtual host, as it can be reached from this computer. */
export interface WorldPort {
  readonly host: string;
  readonly transport: 'TCP' | 'UDP';
  readonly port: number;
  /** On 127.0.0.1. */
  readonly here: number;
}

const LOOPBACK = '127.0.0.1';
/** Clients at one port. */
const MOST_CLIENTS = 64;

/**
 * The virtual hosts on real ports of this computer, for programs outside the page. Those that answer nothing, or refuse
 * everything, are left out: the operating system answers for them.
 */
export class World {
  readonly #closers: (() => Promise<void>)[] = [];
  readonly ports: WorldPort[] = [];

  /**
   * @param first the first port; each service takes the next one. 0: any that are free.
   * @throws the system's error when a port cannot be had; none is left open then
   */
  static async open(hosts: readonly VirtualHost[], first: number): Promise<World> {
    const world = new World();
    let next = first;
    const take = (): number => (first === 0 ? 0 : next++);
    try {
      for (const { name, services, datagrams } of hosts) {
        const served = new Map<number, number>();
        for (const [port, service] of services) {
          const here = await world.#serve(service, take());
          served.set(port, here);
          world.ports.push({ host: name, transport: 'TCP', port, here });
        }
        // The same number for both, as at the host itself: a program looks a name up without saying for which.
        for (const [port, service] of datagrams ?? []) {
          const here = await world.#answer(service, served.get(port) ?? take());
          world.ports.push({ host: name, transport: 'UDP', port, here });
        }
      }
      return world;
    } catch (error) {
      await world.close();
      throw error;
    }
  }

  /** Ends every connection. */
  async close(): Promise<void> {
    await Promise.all(this.#closers.splice(0).map((close) => close()));
  }

  #serve(service: Service, wanted: number): Promise<number> {
    const sockets = new Set<Socket>();
    // A host ends its own direction itself, as over the board's LAN.
    const server = createServer({ allowHalfOpen: true }, (socket) => {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
      serveSocket(socket, service);
    });
    server.maxConnections = MOST_CLIENTS;
    this.#closers.push(() => {
      for (const socket of sockets) socket.destroy();
      return closed(server);
    });
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(wanted, LOOPBACK, () => resolve(portOf(server)));
    });
  }

  #answer(service: DatagramService, wanted: number): Promise<number> {
    const socket = createSocket('udp4');
    this.#closers.push(() => closed(socket));
    return new Promise((resolve, reject) => {
      socket.once('error', reject);
      socket.on('message', (bytes, { address, port }) => {
        const to = { ip: LOOPBACK, port: socket.address().port };
        service({ from: { ip: address, port }, to, bytes }, (answer) => socket.send(answer, port, address));
      });
      socket.bind(wanted, LOOPBACK, () => resolve(socket.address().port));
    });
  }
}

const closed = (what: Server | UdpSocket): Promise<void> =>
  new Promise((resolve) => {
    try {
      what.close(() => resolve());
    } catch {
      // It was never open.
      resolve();
    }
  });

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('A TCP server has a port.');
  return address.port;
}
