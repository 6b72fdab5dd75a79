import { WebSocket } from 'ws';
import { duplexExtension, duplexOf } from '../../src/net/wisp/duplex';
import { DATA_OVERHEAD, decodePacket, encodePacket, Extension, Transport } from '../../src/net/wisp/packets';

/** Ample, so that it is the proxy that is measured, and not how soon a busy machine lets the page grant more. */
const WINDOW = 8 * 1_048_576;
/** Credit goes back in portions, as every receiver does it. */
const PORTION = WINDOW / 4;

/** What is sent at once, and how much may wait in a WebSocket before it is kept waiting. */
const BLOCK = Buffer.alloc(65_536 - DATA_OVERHEAD, 'pinwire ');
const MOST_WAITING = 1_048_576;

/** What a stream has got, told as it comes. */
export type Listener = (bytes: number) => void;

/** A page of ours with DUPLEX, as lean as it can be. */
export class BenchPage {
  readonly #listeners = new Map<number, Listener>();
  readonly #opened = new Map<number, () => void>();
  readonly #owed = new Map<number, number>();
  /** What the proxy takes on a new stream, and what it takes now of the one that pours. */
  #window = 0;
  #credit = 0;
  #poured: Uint8Array | undefined;
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

  /** Sends on one stream, as fast as its credit allows, until the page leaves. */
  pour(stream: number): void {
    this.#credit = this.#window;
    this.#poured = encodePacket({ kind: 'data', stream, bytes: BLOCK });
    this.#pour();
  }

  readonly #pour = (): void => {
    if (!this.#poured || this.socket.readyState !== WebSocket.OPEN) return;
    while (this.#credit >= BLOCK.length && this.socket.bufferedAmount < MOST_WAITING) {
      this.#credit -= BLOCK.length;
      this.socket.send(this.#poured, this.#pour);
    }
  };

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
      this.#take(packet.stream, packet.bytes.length);
      this.#listeners.get(packet.stream)?.(packet.bytes.length);
    } else if (packet.kind === 'info') {
      this.#window = duplexOf(packet.extensions)?.window ?? 0;
      const extensions = [
        { id: Extension.openConfirmation, data: new Uint8Array(0) },
        duplexExtension(WINDOW),
      ];
      this.socket.send(encodePacket({ kind: 'info', major: 2, minor: 0, extensions }));
    } else if (packet.kind === 'continue') {
      if (packet.stream === 0) this.#onReady();
      this.#opened.get(packet.stream)?.();
      this.#opened.delete(packet.stream);
      this.#credit += packet.credit;
      this.#pour();
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

/** Sends on it, as fast as it takes it, until it closes. */
export function pour(socket: WebSocket): void {
  if (socket.readyState !== WebSocket.OPEN) return;
  while (socket.bufferedAmount < MOST_WAITING) socket.send(BLOCK, () => pour(socket));
}
