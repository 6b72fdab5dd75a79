import type { Encryption } from '../../protocol/network-log';
import type { RealFailure } from '../../protocol/real-hosts';
import { ByteBuffer } from '../../shared/byte-buffer';
import type { Connection, ConnectionHandlers } from '../lan-stream';
import { opensBoardTls, readClientHello } from '../tls/client-hello';
import { tlsEnd, type Answer } from '../tls/tls-end';
import { TlsOutcome } from '../wisp/packets';
import type { StreamHandlers, WispStream } from '../wisp/stream';
import { splice } from './splice';

interface MeetingParts {
  readonly lan: Connection;
  readonly far: WispStream;
  /** The proxy speaks TLS with the host from here on. */
  readonly onEncrypted: (encryption: Pick<Encryption, 'protocol' | 'flaw'>) => void;
  readonly onFailed: (failure: RealFailure) => void;
}

/** The head of a record of TLS. */
const RECORD_HEAD = 5;

/**
 * A connection of the board's meets its stream to a real host. Nothing is encrypted on the board: what it opens by its own
 * TLS (tls.py) ends here, and the proxy is asked to begin TLS to the host. Everything else passes as it is. The board's
 * first bytes are held until they say which it is, but no longer than until somebody else speaks.
 */
export class Meeting {
  readonly #parts: MeetingParts;
  readonly #first = new ByteBuffer(0);
  #lan: ConnectionHandlers;
  #far: StreamHandlers;
  #answer: Answer | undefined;

  constructor(parts: MeetingParts) {
    this.#parts = parts;
    this.#lan = {
      onData: (bytes) => this.#onFirst(bytes),
      onEnd: () => this.#pass().lan.onEnd?.(),
      onReset: () => parts.far.reset(),
    };
    this.#far = {
      onData: (bytes) => this.#pass().far.onData?.(bytes),
      onEnd: () => this.#pass().far.onEnd?.(),
      onFailed: () => parts.lan.reset(),
    };
  }

  /** For the board's connection. */
  get lan(): ConnectionHandlers {
    return {
      onData: (bytes) => this.#lan.onData?.(bytes),
      onEnd: () => this.#lan.onEnd?.(),
      onReset: () => this.#lan.onReset?.(),
      onRoom: () => this.#lan.onRoom?.(),
    };
  }

  /** For the stream. */
  get far(): StreamHandlers {
    return {
      onData: (bytes) => this.#far.onData?.(bytes),
      onEnd: () => this.#far.onEnd?.(),
      onFailed: (reason) => this.#far.onFailed?.(reason),
      onRoom: () => this.#far.onRoom?.(),
      onTls: (outcome, alert, details) => this.#onTls(outcome, alert, details),
    };
  }

  #onFirst(bytes: Uint8Array): void {
    this.#first.append(bytes);
    const first = this.#first.slice();
    switch (opensBoardTls(first)) {
      case 'undecided':
        return;
      case 'no':
        this.#pass();
        return;
      case 'yes':
        this.#secure(readClientHello(first.subarray(RECORD_HEAD))?.serverName ?? '');
        return;
    }
  }

  /** What each side says the other hears, as it is. */
  #pass(): { lan: ConnectionHandlers; far: StreamHandlers } {
    const ends = splice(this.#parts.lan, this.#parts.far);
    this.#lan = ends.lan;
    this.#far = ends.far;
    if (this.#first.length > 0) ends.lan.onData?.(this.#first.slice());
    return ends;
  }

  #secure(serverName: string): void {
    const { lan, far, onFailed } = this.#parts;
    if (!far.startTls(serverName)) {
      onFailed('cannot-encrypt');
      this.#pass();
      return;
    }
    this.#lan = tlsEnd(lan, {
      onHello: (_, answer) => {
        this.#answer = answer;
      },
      onGivenUp: () => far.reset(),
    });
    this.#far = { onFailed: () => lan.reset() };
    this.#lan.onData?.(this.#first.slice());
  }

  #onTls(outcome: number, alert: number, [protocol = '', flaw = '']: readonly string[]): void {
    const answer = this.#answer;
    this.#answer = undefined;
    if (!answer) return;
    if (outcome === TlsOutcome.encrypted) {
      this.#parts.onEncrypted({ protocol, flaw: flaw === '' ? null : flaw });
      answer.accept((connection) => {
        const ends = splice(connection, this.#parts.far);
        this.#far = ends.far;
        return ends.lan;
      });
      return;
    }
    // The proxy's CLOSE comes next, and says nothing new.
    this.#far = {};
    this.#parts.onFailed(FAILURES.get(outcome) ?? 'tls-lost');
    if (outcome === TlsOutcome.alert) answer.refuse(alert);
    else if (outcome === TlsOutcome.notTls) answer.talkNonsense();
    else answer.hangUp();
  }
}

const FAILURES = new Map<number, RealFailure>([
  [TlsOutcome.alert, 'tls-refused'],
  [TlsOutcome.notTls, 'not-tls'],
  [TlsOutcome.silent, 'tls-silent'],
]);
