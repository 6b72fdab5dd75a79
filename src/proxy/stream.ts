import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { Reason, TlsOutcome, type WispPacket } from '../net/wisp/packets';
import type { Clock } from '../shared/clock';
import type { Dispose } from '../shared/disposable';
import { ByteQueue } from './byte-queue';
import type { Inflow } from './inflow';
import { MOST_DATA } from './limits';
import { startTls, type TlsResult, type TlsTerms } from './start-tls';

/** What a stream needs of the connection that it belongs to. */
export interface StreamOwner {
  readonly clock: Clock;
  /** How long bytes that are on their way may take when nobody waits for them any more. */
  readonly drainTime: number;
  readonly tlsTerms: TlsTerms;
  /** The WebSocket has more to send than it should: streams must not read on. */
  readonly isChoked: boolean;
  send(packet: WispPacket): void;
  /** The page does not keep to the protocol: the connection ends. */
  violated(what: string): void;
  /** The page has sent more than it may: the connection ends. */
  overran(): void;
  /** The page knows this stream no more; its socket may still have bytes to get rid of. */
  forget(stream: Stream, how: string): void;
  /** What became of TLS on it. */
  tlsSettled(stream: Stream, result: TlsResult): void;
  /** Nothing is left of it. */
  gone(stream: Stream): void;
}

/** One stream of a connection, TCP or UDP. */
export interface Stream {
  readonly id: number;
  /** It has got as far as a socket. */
  readonly wasOpened: boolean;
  /** When something last went on. */
  readonly lastProgress: number;
  readonly sent: number;
  readonly received: number;
  data(bytes: Uint8Array): void;
  credit(bytes: number): void;
  shut(): void;
  /** The page wants TLS to the far end, with this name in it. */
  startTls(serverName: string): void;
  /** The page has closed it. */
  close(reason: number): void;
  /** We close it, and tell the page. */
  end(reason: number, how: string): void;
  /** The connection is gone, or there is no time for more. */
  destroy(): void;
  /** The WebSocket takes bytes again. */
  unchoke(): void;
}

/** Judges the first bytes from the far end, all that have come so far. While it is undecided, the page gets none. */
export type Screen = (bytes: Buffer) => 'undecided' | 'pass' | 'refuse';

export interface TcpStreamOptions {
  readonly inflow: Inflow;
  /** Undefined without DUPLEX: then nothing says how much the page takes, and there is no half-close. */
  readonly window: number | undefined;
  /** The page wants to know when the far end has accepted. */
  readonly confirms: boolean;
  /** Ends the dial that is under way. */
  readonly abort: Dispose;
  readonly screen?: Screen | undefined;
}

/**
 * One TCP connection on behalf of a page. Bytes from the page wait here while the dial is under way, within its
 * credit, and go out however the page ends the stream afterwards. Bytes to the page wait in the kernel: the socket is
 * read only while the page has credit and the WebSocket has room.
 */
export class TcpStream implements Stream {
  readonly id: number;
  lastProgress: number;
  /** To the page. */
  sent = 0;
  /** From the page to the far end. */
  received = 0;

  readonly #owner: StreamOwner;
  readonly #inflow: Inflow;
  readonly #options: TcpStreamOptions;
  readonly #queue = new ByteQueue();
  #socket: Socket | undefined;
  /** Read from the socket, and not sent yet for want of credit: at most one read. */
  #held: Uint8Array | undefined;
  #screen: Screen | undefined;
  #screened: Buffer | undefined;
  #credit: number;
  /** TLS has begun, and nothing passes until it stands. */
  #isShaking = false;
  #pageShut = false;
  #targetShut = false;
  /** The page has closed it; what it had sent is still written. */
  #lingers = false;
  #isGone = false;
  #cancelDrain: Dispose | undefined;

  constructor(id: number, owner: StreamOwner, options: TcpStreamOptions) {
    this.id = id;
    this.#owner = owner;
    this.#options = options;
    this.#inflow = options.inflow;
    this.#screen = options.screen;
    this.#credit = options.window ?? Infinity;
    this.lastProgress = owner.clock.now;
  }

  get #isDuplex(): boolean {
    return this.#options.window !== undefined;
  }

  get wasOpened(): boolean {
    return this.#socket !== undefined;
  }

  /** The dial has succeeded, or somebody has connected from outside. */
  attach(socket: Socket): void {
    if (this.#isGone) {
      socket.on('error', () => undefined);
      socket.destroy();
      return;
    }
    this.#heed(socket);
    if (this.#options.confirms && !this.#lingers) {
      this.#owner.send({ kind: 'continue', stream: this.id, credit: this.#inflow.confirm() });
    }
    this.#pump();
    this.#deliver();
  }

  /**
   * Only on a stream on which nothing was said: whoever takes TLS does not speak first. What the socket was connected to
   * stays what it is.
   */
  startTls(serverName: string): void {
    const socket = this.#socket;
    const isFresh = socket?.bytesWritten === 0 && this.#queue.length === 0 && !this.#pageShut;
    if (!socket || !isFresh || socket instanceof TLSSocket) {
      this.#owner.violated('STARTTLS within a stream');
      return;
    }
    if (this.sent > 0 || this.#held || this.#targetShut) {
      this.#endWithoutTls({ outcome: TlsOutcome.notTls, alert: 0, details: [] });
      return;
    }
    this.#isShaking = true;
    this.#unheed(socket);
    const { clock, tlsTerms } = this.#owner;
    const secured = startTls(socket, { serverName, clock, ...tlsTerms }, (result) =>
      this.#onTls(secured, result),
    );
    this.#socket = secured;
    this.#progress();
  }

  /** The dial has failed. */
  fail(reason: number, how: string): void {
    if (this.#lingers) this.#dispose();
    else this.end(reason, how);
  }

  data(bytes: Uint8Array): void {
    if (this.#pageShut) this.#owner.violated('DATA after SHUT');
    else if (this.#isShaking) this.#owner.violated('DATA before TLS stands');
    else if (!this.#inflow.received(bytes.length)) this.#owner.overran();
    else {
      this.#queue.push(bytes);
      this.#pump();
    }
  }

  credit(bytes: number): void {
    if (!this.#isDuplex) return; // In plain Wisp a page grants nothing.
    this.#credit += bytes;
    this.#deliver();
  }

  shut(): void {
    if (this.#pageShut || this.#isShaking) {
      this.#owner.violated(this.#isShaking ? 'SHUT before TLS stands' : 'SHUT twice');
      return;
    }
    this.#pageShut = true;
    this.#pump();
    this.#endIfBothShut();
  }

  /** Voluntary: what was sent is still delivered, then FIN. Anything else is the program's reset. */
  close(reason: number): void {
    if (this.#isShaking || (this.#isDuplex && reason !== Reason.voluntary)) {
      this.#owner.forget(this, 'reset by the page');
      this.#dispose('reset');
    } else {
      this.#owner.forget(this, 'closed by the page');
      this.#linger();
    }
  }

  end(reason: number, how: string): void {
    this.#owner.send({ kind: 'close', stream: this.id, reason });
    this.#owner.forget(this, how);
    this.#dispose('reset');
  }

  destroy(): void {
    this.#dispose('reset');
  }

  unchoke(): void {
    this.#deliver();
  }

  #heed(socket: Socket): void {
    this.#socket = socket;
    this.#progress();
    socket.on('error', this.#onError).on('close', this.#onClosed).on('drain', this.#pump);
    socket.on('end', this.#onEnd).on('data', this.#onData);
  }

  /** Another one has its events from here on. */
  #unheed(socket: Socket): void {
    socket.off('error', this.#onError).off('close', this.#onClosed).off('drain', this.#pump);
    socket.off('end', this.#onEnd).off('data', this.#onData);
    socket.on('error', () => undefined).pause();
  }

  #onTls(socket: TLSSocket, result: TlsResult): void {
    if (this.#isGone) return;
    if (result.outcome !== TlsOutcome.encrypted) {
      this.#endWithoutTls(result);
      return;
    }
    this.#isShaking = false;
    this.#owner.tlsSettled(this, result);
    this.#heed(socket);
    this.#deliver();
  }

  #endWithoutTls(result: TlsResult): void {
    this.#owner.tlsSettled(this, result);
    this.end(Reason.networkError, 'no TLS');
  }

  /** From the page to the far end, as fast as that takes it. */
  readonly #pump = (): void => {
    const socket = this.#socket;
    if (!socket || this.#isGone || this.#isShaking) return;
    while (!socket.writableNeedDrain) {
      const bytes = this.#queue.shift();
      if (!bytes) break;
      socket.write(bytes, (error) => {
        if (!error) this.#written(bytes.length);
      });
    }
    if (this.#queue.length === 0 && this.#pageShut && !socket.writableEnded) socket.end();
  };

  #written(bytes: number): void {
    this.received += bytes;
    this.#progress();
    if (this.#lingers || this.#isGone || this.#pageShut) return;
    const grant = this.#inflow.passed(bytes);
    if (grant > 0) this.#owner.send({ kind: 'continue', stream: this.id, credit: grant });
  }

  /** @param bytes hold only until this returns (see `sharedReads`) */
  readonly #onData = (bytes: Buffer): void => {
    if (this.#lingers || this.#isGone) return;
    const screened = this.#screened ? Buffer.concat([this.#screened, bytes]) : bytes;
    const verdict = this.#screen?.(screened) ?? 'pass';
    if (verdict === 'refuse') this.end(Reason.blocked, 'not for this host');
    else if (verdict === 'undecided') this.#screened = Buffer.from(screened);
    else this.#passOn(screened);
  };

  #passOn(bytes: Buffer): void {
    this.#screen = undefined;
    this.#screened = undefined;
    this.#held = bytes;
    this.#deliver();
    this.#keepHeld();
  }

  /** What was not sent at once must outlive the event that brought it. */
  #keepHeld(): void {
    if (this.#held) this.#held = Buffer.from(this.#held);
  }

  /** From the far end to the page, as far as that has credit; the socket waits meanwhile. */
  #deliver(): void {
    const socket = this.#socket;
    if (!socket || this.#lingers || this.#isGone || this.#isShaking) return;
    while (this.#held && this.#credit > 0 && !this.#owner.isChoked) {
      const held = this.#held;
      const count = Math.min(held.length, this.#credit, MOST_DATA);
      this.#held = count < held.length ? held.subarray(count) : undefined;
      this.#credit -= count;
      this.sent += count;
      this.#progress();
      // Last, because it may be the end of the connection, and so of this stream.
      this.#owner.send({ kind: 'data', stream: this.id, bytes: held.subarray(0, count) });
    }
    this.#readOn(socket);
  }

  #readOn(socket: Socket): void {
    if (this.#isGone) return;
    const mayRead = !this.#held && this.#credit > 0 && !this.#owner.isChoked;
    if (!mayRead) socket.pause();
    else if (this.#targetShut) this.#endOfTarget();
    else socket.resume();
  }

  readonly #onEnd = (): void => {
    if (this.#lingers || this.#isGone) return;
    this.#targetShut = true;
    if (this.#screened) this.#passOn(this.#screened);
    else if (!this.#held) this.#endOfTarget();
  };

  /** All that the far end had to say has been sent. */
  #endOfTarget(): void {
    if (this.#isDuplex) {
      this.#owner.send({ kind: 'shut', stream: this.id });
      this.#endIfBothShut();
    } else {
      this.#owner.send({ kind: 'close', stream: this.id, reason: Reason.voluntary });
      this.#owner.forget(this, 'ended by the host');
      this.#linger();
    }
  }

  /** No CLOSE follows two SHUTs. */
  #endIfBothShut(): void {
    if (!this.#pageShut || !this.#targetShut || this.#held || this.#lingers || this.#isGone) return;
    this.#owner.forget(this, 'ended');
    this.#linger();
  }

  /** Writes what there is, then FIN; reads on meanwhile, since a close with bytes unread would be a reset. */
  #linger(): void {
    this.#lingers = true;
    this.#pageShut = true;
    this.#held = undefined;
    if (!this.#socket && this.#queue.length === 0) {
      this.#dispose();
      return;
    }
    this.#cancelDrain = this.#owner.clock.after(this.#owner.drainTime, () => this.#dispose('reset'));
    this.#socket?.resume();
    this.#pump();
  }

  readonly #onError = (error: NodeJS.ErrnoException): void => {
    if (!this.#lingers && !this.#isGone) this.end(Reason.networkError, error.code ?? 'network error');
  };

  readonly #onClosed = (): void => {
    if (!this.#lingers && !this.#isGone && !(this.#pageShut && this.#targetShut)) {
      this.end(Reason.networkError, 'network error');
    }
    this.#dispose();
  };

  #dispose(how: 'reset' | 'quiet' = 'quiet'): void {
    if (this.#isGone) return;
    this.#isGone = true;
    this.#options.abort();
    this.#cancelDrain?.();
    this.#queue.clear();
    this.#held = undefined;
    this.#screened = undefined;
    // Node cannot reset below TLS: its own socket refuses, and the one below must not be touched.
    if (how === 'reset' && !(this.#socket instanceof TLSSocket)) this.#socket?.resetAndDestroy();
    else this.#socket?.destroy();
    this.#owner.gone(this);
  }

  #progress(): void {
    this.lastProgress = this.#owner.clock.now;
  }
}
