import { WebSocket } from 'ws';
import { duplexExtension } from '../../src/net/wisp/duplex';
import { decodePacket, encodePacket, Extension, Transport } from '../../src/net/wisp/packets';

/** Ample, so that it is the proxy that is measured, and not how soon a busy machine lets the page grant more. */
const WINDOW = 8 * 1_048_576;
/** Credit goes back in portions, as every receiver does it. */
const PORTION = WINDOW / 4;

/** What a stream has got, told as it comes. */
export type Listener = (bytes: number) => void;

/** A page of ours with DUPLEX, as lean as it can be. */
export class BenchPage {
  readonly #listeners = new Map<number, Listener>();
  readonly #opened = new Map<number, () => void>();
  readonly #owed = new Map<number, number>();
  #onReady: () => void = () => undefined;

  private constructor(readonly socket: WebSocket) {
    socket.on('message', (message: Buffer) => this.#onMessage(message));
    socket.on('error', () => undefined);
  }

  static async connect(url: string): Promise<BenchPage> {
    const page = new BenchPage(new WebSocket(url, ['wisp-v2'], { perMessageDeflate: false }));
    await new Promise<void>((settle) => (page.#onReady = settle));
    return page;
  }

  open(stream: number, port: number, listener: Listener): Promise<void> {
    this.#listeners.set(stream, listener);
    const opened = new Promise<void>((settle) => this.#opened.set(stream, settle));
    const connect = { kind: 'connect', stream, transport: Transport.tcp, port, host: '127.0.0.1' } as const;
    this.socket.send(encodePacket(connect));
    return opened;
  }

  write(stream: number, bytes: Uint8Array): void {
    this.socket.send(encodePacket({ kind: 'data', stream, bytes }));
  }

  close(stream: number): void {
    this.socket.send(encodePacket({ kind: 'close', stream, reason: 3 }));
  }

  leave(): Promise<void> {
    return new Promise((settle) => {
      this.socket.once('close', () => settle());
      this.socket.close();
    });
  }

  #take(stream: number, bytes: number): void {
    const owed = (this.#owed.get(stream) ?? 0) + bytes;
    this.#owed.set(stream, owed < PORTION ? owed : 0);
    if (owed >= PORTION) this.socket.send(encodePacket({ kind: 'continue', stream, credit: owed }));
  }

  #onMessage(message: Buffer): void {
    const packet = decodePacket(message);
    if (packet.kind === 'data') {
      this.socket.send(
        encodePacket({ kind: 'continue', stream: packet.stream, credit: packet.bytes.length }),
      );
      this.#listeners.get(packet.stream)?.(packet.bytes.length);
    } else if (packet.kind === 'info') {
      const extensions = [
        { id: Extension.openConfirmation, data: new Uint8Array(0) },
        duplexExtension(WINDOW),
      ];
      this.socket.send(encodePacket({ kind: 'info', major: 2, minor: 0, extensions }));
    } else if (packet.kind === 'continue') {
      if (packet.stream === 0) this.#onReady();
      this.#opened.get(packet.stream)?.();
      this.#opened.delete(packet.stream);
    }
  }
}

/** A client of websockify: one WebSocket is one connection. */
export function plainSocket(url: string, listener: Listener): Promise<WebSocket> {
  const socket = new WebSocket(url, ['binary'], { perMessageDeflate: false });
  socket.on('message', (message: Buffer) => listener(message.length));
  socket.on('error', () => undefined);
  return new Promise((settle) => socket.once('open', () => settle(socket)));
}
