import { Reason } from '../net/wisp/packets';

const REASONS = new Map<number, string>(Object.entries(Reason).map(([name, code]) => [code, name]));

/** What has happened since the start, for /metrics. Counts only: no names, no addresses. */
export class Metrics {
  connections = 0;
  connectionsEver = 0;
  streams = 0;
  streamsEver = 0;
  lingering = 0;
  violations = 0;
  published = 0;
  readonly handshakes = { encrypted: 0, failed: 0 };
  readonly bytes = { toPages: 0, fromPages: 0 };
  readonly #refused = new Map<string, number>();
  readonly #turnedAway = new Map<number, number>();

  refused(reason: number): void {
    increment(this.#refused, REASONS.get(reason) ?? 'unknown');
  }

  tls(isEncrypted: boolean): void {
    this.handshakes[isEncrypted ? 'encrypted' : 'failed']++;
  }

  turnedAway(status: number): void {
    increment(this.#turnedAway, status);
  }

  /** In Prometheus' text format. */
  get text(): string {
    const lines: string[] = [];
    const add = (
      name: string,
      type: string,
      help: string,
      values: readonly [labels: string, value: number][],
    ): void => {
      lines.push(`# HELP pinwire_proxy_${name} ${help}`, `# TYPE pinwire_proxy_${name} ${type}`);
      for (const [labels, value] of values) lines.push(`pinwire_proxy_${name}${labels} ${value}`);
    };
    const labelled = <Key>(counts: ReadonlyMap<Key, number>, label: string): [string, number][] =>
      [...counts].map(([key, count]) => [`{${label}="${String(key)}"}`, count]);
    add('connections', 'gauge', 'Pages connected.', [['', this.connections]]);
    add('connections_total', 'counter', 'Pages that have connected.', [['', this.connectionsEver]]);
    add('streams', 'gauge', 'Streams that a page holds.', [['', this.streams]]);
    add(
      'streams_lingering',
      'gauge',
      'Streams that a page has closed and whose last bytes are on their way.',
      [['', this.lingering]],
    );
    add('streams_total', 'counter', 'Streams that have been opened.', [['', this.streamsEver]]);
    add('refused_total', 'counter', 'Streams that were refused.', labelled(this.#refused, 'reason'));
    add(
      'turned_away_total',
      'counter',
      'Requests to connect that were turned away.',
      labelled(this.#turnedAway, 'status'),
    );
    add('violations_total', 'counter', 'Connections cut because they broke the protocol.', [
      ['', this.violations],
    ]);
    add('published_total', 'counter', 'Connections from outside to a board.', [['', this.published]]);
    add('tls_total', 'counter', 'Handshakes of TLS with hosts.', [
      ['{outcome="encrypted"}', this.handshakes.encrypted],
      ['{outcome="failed"}', this.handshakes.failed],
    ]);
    add('bytes_total', 'counter', 'Bytes over WebSockets.', [
      ['{direction="to_pages"}', this.bytes.toPages],
      ['{direction="from_pages"}', this.bytes.fromPages],
    ]);
    return `${lines.join('\n')}\n`;
  }
}

function increment<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
