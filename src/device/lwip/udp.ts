import { LAN, MAX_DATAGRAM, type AirFrame, type Endpoint } from '../../protocol/air';
import type { Clock } from '../../shared/clock';
import { Errno } from '../errno';
import { Groups } from './groups';
import { UDP_MEMORY } from './limits';
import { errnoOf, type LwipError } from './lwip-error';
import { Pace } from './pace';
import type { SocketTable } from './socket-table';
import type { UdpSocket } from './sockets';
import { isOwnAddress } from './tcp-streams';

export interface UdpOptions {
  readonly clock: Clock;
  readonly sockets: SocketTable;
  /** To the antenna. */
  readonly send: (frame: AirFrame) => void;
  /** The station's. */
  readonly address: string;
  /** Whether it has that address now. */
  readonly online: () => boolean;
}

type Packet = AirFrame & { kind: 'datagram' };

/** UDP as the chip has it (reference/esp8266 §2.5). Calls return what they did, or a negative errno. */
export class Udp {
  readonly #groups: Groups;
  readonly #pace: Pace;

  constructor(private readonly options: UdpOptions) {
    this.#groups = new Groups(options.address);
    this.#pace = new Pace(options.clock);
  }

  /** @param port 0: one that is free */
  bind(socket: UdpSocket, ip: string, port: number): number {
    const wanted = port === 0 ? this.options.sockets.freeUdpPort() : port;
    if (this.options.sockets.udpPortClash(socket, wanted)) return -Errno.EADDRINUSE;
    socket.local = { ip, port: wanted };
    return 0;
  }

  /** From now on it sends to `to` and hears nobody else. Nothing goes over the air. */
  connect(socket: UdpSocket, to: Endpoint): number {
    this.#bound(socket);
    socket.remote = to;
    return 0;
  }

  /** @returns how many bytes were sent; -EAGAIN when the antenna is busy with those before: soon it is not */
  send(socket: UdpSocket, bytes: Uint8Array, to: Endpoint): number {
    const local = this.#bound(socket);
    const loops = this.#isOwn(to.ip);
    if (!loops && !this.options.online()) return -Errno.EHOSTUNREACH;
    if (bytes.length > UDP_MEMORY) return -Errno.ENOMEM;
    // The chip's driver drops what no frame of the network can carry, and nobody is told.
    if (bytes.length > MAX_DATAGRAM) return bytes.length;
    if (!loops && !this.#pace.take()) return -Errno.EAGAIN;
    const from = { ip: loops ? to.ip : this.options.address, port: local.port };
    const packet: Packet = { kind: 'datagram', from, to, bytes: bytes.slice() };
    if (loops) this.receive(packet);
    else this.options.send(packet);
    return bytes.length;
  }

  join(group: string, via: string): number {
    return asErrno(this.#groups.join(group, via));
  }

  leave(group: string, via: string): number {
    return asErrno(this.#groups.leave(group, via));
  }

  reset(): void {
    this.#groups.clear();
  }

  /** A packet for nobody is dropped: no ICMP goes back, which no program would see. */
  receive({ from, to, bytes }: Packet): void {
    const broadcast = to.ip === LAN.broadcast || to.ip === '255.255.255.255';
    if (!broadcast && !this.#isOwn(to.ip) && !this.#groups.has(to.ip)) return;
    if (bytes.length > MAX_DATAGRAM) return;
    const socket = this.options.sockets.udpReceiver(from, to, broadcast);
    if (socket?.queue.push({ from, bytes })) socket.onEvent?.();
  }

  #isOwn(ip: string): boolean {
    return isOwnAddress(ip, this.options.address);
  }

  #bound(socket: UdpSocket): Endpoint {
    return (socket.local ??= { ip: '0.0.0.0', port: this.options.sockets.freeUdpPort() });
  }
}

const asErrno = (error: 0 | LwipError): number => (error === 0 ? 0 : -errnoOf(error));
