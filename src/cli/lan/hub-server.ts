import { createServer, type Server, type Socket } from 'node:net';
import { Hub } from '../../net/lan/hub';
import { HubPort } from '../../net/lan/hub-port';
import type { VirtualHost } from '../../net/host-table';
import { claim, isClaimed, release } from './claim';
import { FrameSocket } from './frame-socket';
import { readHello, type Welcome } from './greetings';
import type { LanPlace } from './lan-place';
import { Leases, type Lease } from './leases';

/** How long a hub waits for the next board when the last one has left, in milliseconds: that one may restart. */
const EMPTY = 500;
/** How long for the first one. */
const FIRST = 5_000;
/** Who connects says soon what it wants. */
const GREETING = 5_000;
/** How often it is looked whether the LAN's name still leads here. */
const LOOK = 5_000;

export interface HubServerParts {
  readonly place: LanPlace;
  readonly build: string;
  readonly hosts: readonly VirtualHost[];
  readonly onEnd: () => void;
}

/** The hub of a LAN as a server for the processes of its boards. It ends when the last one has left. */
export class HubServer {
  readonly #parts: HubServerParts;
  readonly #leases: Leases;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  /** Of the boards that are here, and of those that have not come back yet. */
  readonly #given = new Map<string, Lease>();
  #hub: Hub | null = null;
  readonly #looks: NodeJS.Timeout;
  #soon: NodeJS.Timeout;

  private constructor(parts: HubServerParts, server: Server) {
    this.#parts = parts;
    this.#leases = new Leases(parts.place);
    this.#server = server;
    server.on('connection', (socket) => this.#welcome(socket));
    this.#soon = setTimeout(() => this.end(), FIRST);
    this.#looks = setInterval(() => {
      if (!isClaimed(parts.place)) this.end();
    }, LOOK);
  }

  /** @returns null when the LAN has a hub */
  static async start(parts: HubServerParts): Promise<HubServer | null> {
    const server = createServer();
    const hub = new HubServer(parts, server);
    if (await claim(server, parts.place)) return hub;
    hub.#stop();
    return null;
  }

  #welcome(socket: Socket): void {
    this.#sockets.add(socket);
    const impatience = setTimeout(() => socket.destroy(), GREETING);
    let port: HubPort | undefined;
    const wire = new FrameSocket(socket, {
      onGreeting: (text) => {
        clearTimeout(impatience);
        port = this.#join(wire, text);
      },
      onFrames: (frames) => frames.forEach((frame) => port?.receive(frame)),
      onEnd: () => {
        clearTimeout(impatience);
        this.#sockets.delete(socket);
        if (!port) return;
        port.leave();
        this.#given.delete(port.place.ip);
        this.#leases.write([...this.#given.values()]);
        if (this.#isEmpty) this.#endSoon();
      },
    });
  }

  #join(wire: FrameSocket, text: string): HubPort | undefined {
    const { build, wanted, pid } = readHello(text);
    const answer = (welcome: Welcome): void => wire.greet(JSON.stringify(welcome));
    const joined =
      build === this.#parts.build ? this.#begun().join((frame) => wire.send(frame), wanted) : 'build';
    if (joined instanceof HubPort) {
      clearTimeout(this.#soon);
      const { ip } = joined.place;
      this.#given.set(ip, { ip, pid });
      this.#leases.write([...this.#given.values()]);
      answer({ place: joined.place });
      return joined;
    }
    answer({ refused: joined });
    wire.end();
    return undefined;
  }

  /** With the first board: the LAN's name is this hub's then, and whoever had it before writes nothing any more. */
  #begun(): Hub {
    if (this.#hub) return this.#hub;
    const kept = this.#leases.read();
    for (const lease of kept) this.#given.set(lease.ip, lease);
    return (this.#hub = new Hub(
      this.#parts.hosts,
      kept.map(({ ip }) => ip),
    ));
  }

  get #isEmpty(): boolean {
    return this.#hub === null || this.#hub.size === 0;
  }

  #endSoon(): void {
    clearTimeout(this.#soon);
    this.#soon = setTimeout(() => this.end(), EMPTY);
  }

  /** Boards that are here go to the next hub. */
  end(): void {
    if (this.#isEmpty && isClaimed(this.#parts.place)) this.#leases.remove();
    release(this.#parts.place);
    this.#stop();
    this.#parts.onEnd();
  }

  #stop(): void {
    clearTimeout(this.#soon);
    clearInterval(this.#looks);
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }
}
