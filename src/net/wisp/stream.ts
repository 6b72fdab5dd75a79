import type { Clock } from '../../shared/clock';
import type { Dispose } from '../../shared/disposable';
import { Reason, Transport, type WispPacket } from './packets';

/** What happens to a stream. After `onFailed`, or both directions' end, nothing more comes. */
export interface StreamHandlers {
  /** The far end took the connection; a server that does not say so is believed at once. */
  onOpened?(stream: WispStream): void;
  onData?(bytes: Uint8Array): void;
  /** The far end sends no more. */
  onEnd?(): void;
  /** Never connected, or ended at once (RST). `reason` is one of Wisp's, see `Reason`. */
  onFailed?(reason: number): void;
  /** There is room again after a short write. */
  onRoom?(): void;
  /** What became of `startTls`: one of `TlsOutcome`, the far end's alert, details. */
  onTls?(outcome: number, alert: number, details: readonly string[]): void;
}

/** What both sides of a connection have agreed to. */
export interface Terms {
  /** CONTINUE on a stream says that it is open. */
  readonly confirms: boolean;
  /** With DUPLEX: what we take and what the server takes on a new stream, in bytes. */
  readonly duplex: { readonly ours: number; readonly theirs: number } | null;
  /** The server begins TLS when it is asked to. */
  readonly tls: boolean;
  /** Without it: packets that the server takes on a new stream. */
  readonly packets: number;
}

interface Wiring {
  readonly id: number;
  readonly transport: number;
  readonly clock: Clock;
  readonly send: (packet: WispPacket) => void;
  /** The stream's number is free again. */
  readonly closed: () => void;
}

/** One message carries at most this much: others' streams get their turn in between. */
const LARGEST_MESSAGE = 16 * 1024;
/** Plain Wisp lets a server send without end: what nobody takes is kept up to this, and then the stream is given up. */
const MOST_UNASKED = 1024 * 1024;
/** Plain Wisp has no FIN, and some servers lose what came right before CLOSE: it follows after this, in milliseconds. */
const LINGER = 2_000;

/**
 * One TCP connection or UDP association through a proxy. It keeps nothing: `write` sends what there is credit for and
 * leaves the rest with its caller, and what comes is handed on at once.
 */
export class WispStream {
  #handlers: StreamHandlers = {};
  #state: 'opening' | 'open' | 'closed' = 'opening';
  #terms: Terms | undefined;
  /** What we may send: bytes, or packets without DUPLEX. */
  #credit = 0;
  /** Bytes that came and were not consumed. */
  #unconsumed = 0;
  #waitsForRoom = false;
  #ended = false;
  #farEnded = false;
  #stopLinger: Dispose = () => undefined;

  constructor(private readonly wiring: Wiring) {}

  handle(handlers: StreamHandlers): void {
    this.#handlers = handlers;
  }

  /** The connection to the proxy is there, and the stream has been asked for. */
  begin(terms: Terms): void {
    this.#agree(terms);
    if (!terms.confirms || this.wiring.transport === Transport.udp) this.#open();
  }

  /** The server has opened it: from here on it waits for `accept`. */
  offered(terms: Terms): void {
    this.#agree(terms);
  }

  /** Takes what the server has opened. */
  accept(): void {
    if (this.#state !== 'opening') return;
    this.wiring.send({ kind: 'continue', stream: this.wiring.id, credit: 0 });
    this.#open();
  }

  /**
   * Sends as much of `bytes` as there is credit for; after a short write `onRoom` says when to go on.
   *
   * @returns how many were sent
   */
  write(bytes: Uint8Array): number {
    if (this.#state !== 'open' || this.#ended) return 0;
    let sent = 0;
    while (sent < bytes.length && this.#credit > 0) {
      const most = this.#terms?.duplex ? Math.min(this.#credit, LARGEST_MESSAGE) : LARGEST_MESSAGE;
      const part = bytes.subarray(sent, sent + most);
      this.#credit -= this.#terms?.duplex ? part.length : 1;
      this.wiring.send({ kind: 'data', stream: this.wiring.id, bytes: part });
      sent += part.length;
    }
    this.#waitsForRoom = sent < bytes.length;
    return sent;
  }

  /** One datagram. UDP has no credit. */
  sendDatagram(bytes: Uint8Array): void {
    if (this.#state === 'open') this.wiring.send({ kind: 'data', stream: this.wiring.id, bytes });
  }

  /**
   * Asks for TLS to the far end, before anything was said; until `onTls` nothing may be.
   *
   * @returns false where the server cannot
   */
  startTls(serverName: string): boolean {
    if (this.#state !== 'open' || this.#terms?.tls !== true) return false;
    this.wiring.send({ kind: 'starttls', stream: this.wiring.id, serverName });
    return true;
  }

  /** Sends no more (FIN); what comes from the far end still arrives. */
  end(): void {
    if (this.#state !== 'open' || this.#ended) return;
    this.#ended = true;
    if (this.#terms?.duplex) {
      this.wiring.send({ kind: 'shut', stream: this.wiring.id });
      if (this.#farEnded) this.#close();
      return;
    }
    this.#stopLinger = this.wiring.clock.after(LINGER, () => {
      const handlers = this.#handlers;
      this.reset(Reason.voluntary);
      handlers.onEnd?.();
    });
  }

  /** Ends both directions at once (RST). No handler is called after this. */
  reset(reason: number = Reason.networkError): void {
    if (this.#state === 'closed') return;
    // Before that, the server does not know of it.
    if (this.#terms) this.wiring.send({ kind: 'close', stream: this.wiring.id, reason });
    this.#close();
  }

  /** Lets the far end send as many bytes more. */
  consumed(bytes: number): void {
    if (this.#state !== 'open' || bytes === 0) return;
    this.#unconsumed -= bytes;
    if (this.#terms?.duplex) this.wiring.send({ kind: 'continue', stream: this.wiring.id, credit: bytes });
  }

  /** A packet from the server for this stream. One that does not fit its state is passed over. */
  receive(packet: WispPacket): void {
    if (this.#state === 'closed') return;
    switch (packet.kind) {
      case 'continue':
        this.#receiveCredit(packet.credit);
        return;
      case 'data':
        this.#receiveData(packet.bytes);
        return;
      case 'shut':
        this.#receiveEnd();
        return;
      case 'close':
        this.#receiveClose(packet.reason);
        return;
      case 'tls':
        this.#handlers.onTls?.(packet.outcome, packet.alert, packet.details);
        return;
      case 'starttls':
      case 'connect':
      case 'info':
      case 'listen':
      case 'incoming':
        return;
    }
  }

  /** The connection to the proxy is lost. */
  lost(): void {
    this.#fail(Reason.networkError);
  }

  #agree(terms: Terms): void {
    this.#terms = terms;
    this.#credit = terms.duplex?.theirs ?? terms.packets;
  }

  #open(): void {
    if (this.#state !== 'opening') return;
    this.#state = 'open';
    this.#handlers.onOpened?.(this);
  }

  #receiveCredit(credit: number): void {
    if (this.#terms?.duplex) this.#credit += credit;
    else this.#credit = credit;
    if (this.#state === 'opening') this.#open();
    if (!this.#waitsForRoom || this.#credit === 0) return;
    this.#waitsForRoom = false;
    this.#handlers.onRoom?.();
  }

  #receiveData(bytes: Uint8Array): void {
    if (this.#farEnded) return;
    // A server may send what the far end said before it says that the stream is open.
    this.#open();
    if (this.wiring.transport === Transport.udp) {
      this.#handlers.onData?.(bytes);
      return;
    }
    this.#unconsumed += bytes.length;
    if (this.#unconsumed > (this.#terms?.duplex?.ours ?? MOST_UNASKED)) {
      const handlers = this.#handlers;
      this.reset(Reason.clientError);
      handlers.onFailed?.(Reason.clientError);
      return;
    }
    this.#handlers.onData?.(bytes);
  }

  #receiveEnd(): void {
    if (this.#farEnded || this.#state !== 'open') return;
    this.#farEnded = true;
    if (this.#ended) this.#close();
    this.#handlers.onEnd?.();
  }

  /** Plain Wisp says the far end's FIN as CLOSE 02: no half-close, so our side is over, too. */
  #receiveClose(reason: number): void {
    const orderly = this.#state === 'open' && reason === Reason.voluntary;
    if (!orderly) {
      this.#fail(reason);
      return;
    }
    const handlers = this.#handlers;
    this.#close();
    if (!this.#farEnded) handlers.onEnd?.();
  }

  #fail(reason: number): void {
    if (this.#state === 'closed') return;
    this.#close();
    this.#handlers.onFailed?.(reason);
  }

  #close(): void {
    this.#state = 'closed';
    this.#stopLinger();
    this.wiring.closed();
  }
}
