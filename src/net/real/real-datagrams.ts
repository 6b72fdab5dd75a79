import type { Endpoint } from '../../protocol/air';
import type { Clock } from '../../shared/clock';
import type { Dispose } from '../../shared/disposable';
import { Transport } from '../wisp/packets';
import type { StreamHandlers, WispStream } from '../wisp/stream';

type Connect = (
  host: string,
  port: number,
  handlers: StreamHandlers,
  transport: number,
) => WispStream | undefined;

interface Association {
  readonly stream: WispStream;
  stopTimer: Dispose;
}

/** As a home router keeps the way back open for UDP, in milliseconds (RFC 4787 §4.3 wants two minutes at least). */
const IDLE = 120_000;
/** Ways back at once; the oldest gives way. */
const MOST = 16;

/** UDP to real hosts: one stream for each pair of ends, which ends when nothing has passed for a while. */
export class RealDatagrams {
  readonly #associations = new Map<string, Association>();

  constructor(
    private readonly clock: Clock,
    private readonly connect: Connect,
  ) {}

  send(
    host: string,
    from: Endpoint,
    to: Endpoint,
    bytes: Uint8Array,
    reply: (bytes: Uint8Array) => void,
  ): void {
    const key = `${from.port} ${to.ip}:${to.port}`;
    const association = this.#associations.get(key) ?? this.#open(key, host, to.port, reply);
    if (!association) return;
    this.#touch(key, association);
    association.stream.sendDatagram(bytes);
  }

  clear(): void {
    for (const key of [...this.#associations.keys()]) this.#end(key);
  }

  #open(
    key: string,
    host: string,
    port: number,
    reply: (bytes: Uint8Array) => void,
  ): Association | undefined {
    const [oldest] = this.#associations.keys();
    if (oldest !== undefined && this.#associations.size === MOST) this.#end(oldest);
    const stream = this.connect(
      host,
      port,
      { onData: reply, onFailed: () => this.#forget(key) },
      Transport.udp,
    );
    if (!stream) return undefined;
    const association: Association = { stream, stopTimer: () => undefined };
    this.#associations.set(key, association);
    return association;
  }

  #touch(key: string, association: Association): void {
    association.stopTimer();
    association.stopTimer = this.clock.after(IDLE, () => this.#end(key));
  }

  #end(key: string): void {
    this.#associations.get(key)?.stream.reset();
    this.#forget(key);
  }

  #forget(key: string): void {
    this.#associations.get(key)?.stopTimer();
    this.#associations.delete(key);
  }
}
