import { NetworkLog } from '../../net/network-log';
import { LAN, type AirFrame } from '../../protocol/air';
import type { HostKind, NetworkLogEntry, Side } from '../../protocol/network-log';

export const SERVER = { ip: '203.0.113.80', port: 80 };
export const NOON = Date.UTC(2024, 1, 29, 12, 0, 0);

/** A log as the net worker writes it, of what a test says. */
export class FakeTraffic {
  now = NOON;
  #log = new NetworkLog(() => this.now);
  #streams = 1;

  board(frame: AirFrame): void {
    this.#log.record(frame, 'board', 'virtual');
  }

  lan(frame: AirFrame): void {
    this.#log.record(frame, 'lan', 'browser');
  }

  /** @returns the stream */
  open(by: Side = 'board', host: HostKind = by === 'board' ? 'virtual' : 'browser'): number {
    const stream = this.#streams++;
    const board = { ip: LAN.board, port: by === 'board' ? 50_000 + stream : 80 };
    const far = by === 'board' ? SERVER : { ip: LAN.browser, port: 50_000 + stream };
    const [from, to] = by === 'board' ? [board, far] : [far, board];
    this.#log.record({ kind: 'open', stream, from, to, window: 1 }, by, host);
    return stream;
  }

  opened(by: Side = 'board', host?: HostKind): number {
    const stream = this.open(by, host);
    this.#log.record({ kind: 'opened', stream, window: 1 }, by === 'board' ? 'lan' : 'board');
    return stream;
  }

  data(stream: number, by: Side, what: string | Uint8Array): void {
    const bytes = typeof what === 'string' ? new TextEncoder().encode(what) : what;
    this.#log.record({ kind: 'data', stream, bytes }, by);
  }

  lookup(name: string, addresses: readonly string[]): void {
    this.board({ kind: 'query', query: 1, name });
    this.lan({ kind: 'answer', query: 1, addresses });
  }

  take(): readonly NetworkLogEntry[] {
    return this.#log.take();
  }

  /** The network dies, and another one begins. */
  restart(): void {
    this.#log = new NetworkLog(() => this.now);
  }
}
