import { decodePacket, encodePacket, type WispExtension, type WispPacket } from './packets';
import type { OpenSocket, WispSocketHandlers } from './socket';

/** One WebSocket to a proxy, as the proxy sees it. */
export class FakeProxySocket {
  readonly received: WispPacket[] = [];
  closed = false;

  constructor(
    readonly url: string,
    readonly protocols: readonly string[],
    private readonly handlers: WispSocketHandlers,
  ) {}

  take(message: Uint8Array): void {
    const packet = decodePacket(message.slice());
    this.received.push(packet);
  }

  send(...packets: readonly WispPacket[]): void {
    for (const packet of packets) this.handlers.onMessage(encodePacket(packet));
  }

  sendBytes(bytes: readonly number[]): void {
    this.handlers.onMessage(Uint8Array.from(bytes));
  }

  drop(): void {
    this.handlers.onClose();
  }

  /** The handshake of version 2, with these extensions. */
  greet(extensions: readonly WispExtension[] = [], packets = 32): void {
    this.send({ kind: 'info', major: 2, minor: 0, extensions });
    this.send({ kind: 'continue', stream: 0, credit: packets });
  }

  /** The packets of one kind that came. */
  of<Kind extends WispPacket['kind']>(kind: Kind): Extract<WispPacket, { kind: Kind }>[] {
    return this.received.filter(
      (packet): packet is Extract<WispPacket, { kind: Kind }> => packet.kind === kind,
    );
  }
}

/** Proxies that do what the test says. */
export class FakeProxies {
  readonly sockets: FakeProxySocket[] = [];

  readonly open: OpenSocket = (url, protocols, handlers) => {
    if (!/^wss?:/.test(url)) throw new SyntaxError('no address');
    const socket = new FakeProxySocket(url, protocols, handlers);
    this.sockets.push(socket);
    return {
      send: (bytes) => socket.take(bytes),
      close: () => {
        socket.closed = true;
      },
    };
  };

  /** The one that was opened last. */
  get last(): FakeProxySocket {
    const socket = this.sockets.at(-1);
    if (!socket) throw new Error('no socket was opened');
    return socket;
  }
}
