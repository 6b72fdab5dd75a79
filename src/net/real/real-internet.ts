import { LAN, type Endpoint } from '../../protocol/air';
import type { Encryption } from '../../protocol/network-log';
import { REAL_HOSTS_OFF, type RealFailure, type RealHosts } from '../../protocol/real-hosts';
import { VIRTUAL_NETWORK } from '../../protocol/virtual-hosts';
import type { Clock } from '../../shared/clock';
import type { Dispose } from '../../shared/disposable';
import { Emitter } from '../../shared/emitter';
import type { Attempt, Connection, ConnectionHandlers } from '../lan-stream';
import { WispClient, type ProxyFacts, type ProxyState } from '../wisp/client';
import { Reason } from '../wisp/packets';
import type { OpenSocket } from '../wisp/socket';
import type { StreamHandlers, WispStream } from '../wisp/stream';
import { Meeting } from './meeting';
import { RealDatagrams } from './real-datagrams';
import { RealNames } from './real-names';
import { isListed, readRules } from './rules';
import { splice } from './splice';

export interface RealInternetOptions {
  readonly clock: Clock;
  readonly open: OpenSocket;
  /** Somebody outside connects to the board. */
  readonly toBoard: (from: Endpoint, port: number, handlers: ConnectionHandlers) => Attempt;
}

/** A connection of the board's to a real host, before it is there. */
export interface Dialled {
  /** The host has taken it: from here on it is the LAN's. */
  readonly opened: (service: (connection: Connection) => ConnectionHandlers) => void;
  readonly refused: () => void;
  /** Nothing was heard of it. */
  readonly unanswered: () => void;
  readonly encrypted: (encryption: Encryption) => void;
}

/** What a name is: real by this address, or not the proxy's to say; null when the proxy does not answer. */
type Lookup = { readonly address: string } | 'not-real' | null;

/** What we take on a new stream: enough for a way of 20 ms at 25 Mbit/s. */
const WINDOW = 64 * 1024;
/** A client's system repeats the SYN after a second, then after twice as long each time (RFC 6298 §2); a person waits. */
const FIRST_BETWEEN_SYNS = 1_000;
const MOST_BETWEEN_SYNS = 4_000;
/** Lookups that wait for the proxy. */
const MOST_WAITING = 64;

/** The hosts beyond the proxy. Off, it connects to nothing, and the addresses that it gave lead nowhere. */
export class RealInternet {
  readonly #options: RealInternetOptions;
  readonly #changed = new Emitter<RealHosts>();
  readonly #failed = new Emitter<{ host: string; port: number; failure: RealFailure }>();
  readonly onChange = this.#changed.event;
  /** A host was not reached, for a reason that the student cannot see on the board. */
  readonly onFailed = this.#failed.event;
  readonly #names = new RealNames();
  readonly #datagrams: RealDatagrams;
  #proxy: string | null = null;
  #client: WispClient | undefined;
  #forgetClient: Dispose = () => undefined;
  #state: RealHosts = REAL_HOSTS_OFF;
  #allowed: readonly string[] | null = null;
  /** What waits to hear how it stands with the proxy. */
  #waiting: ((state: ProxyState) => void)[] = [];

  constructor(options: RealInternetOptions) {
    this.#options = options;
    this.#datagrams = new RealDatagrams(options.clock, (host, port, handlers, transport) =>
      this.#client?.connect(host, port, handlers, transport),
    );
  }

  get state(): RealHosts {
    return this.#state;
  }

  get isOn(): boolean {
    return this.#client !== undefined;
  }

  /** The proxy's address, or null: no real hosts, and connections to them are reset. The same again: it is tried again. */
  setProxy(url: string | null): void {
    if (url === this.#proxy) {
      this.#client?.start();
      return;
    }
    this.#proxy = url;
    this.#datagrams.clear();
    this.#forgetClient();
    this.#client?.dispose();
    this.#client = undefined;
    this.#tellWaiting({ kind: 'lost', why: 'ended' });
    if (url === null) {
      this.#become(REAL_HOSTS_OFF);
      return;
    }
    const client = new WispClient({
      url,
      open: this.#options.open,
      clock: this.#options.clock,
      window: WINDOW,
      onIncoming: (stream, port, address) => this.#incoming(stream, port, address),
    });
    this.#client = client;
    this.#forgetClient = client.onState((state) => this.#onProxy(client, state));
    client.start();
  }

  /** @param answer called once, at once or when the proxy has said what it allows */
  lookup(name: string, answer: (found: Lookup) => void): void {
    const client = this.#client;
    if (!client) {
      answer('not-real');
      return;
    }
    client.start();
    const { state } = client;
    if (state.kind === 'connecting' && this.#waiting.length < MOST_WAITING)
      this.#waiting.push((later) => answer(later.kind === 'ready' ? this.#find(name) : null));
    else answer(state.kind === 'ready' ? this.#find(name) : null);
  }

  /** What the proxy is asked for when the board connects to this address; undefined: it is no real one. */
  hostAt(address: string): string | undefined {
    const name = this.#names.nameOf(address);
    if (name !== undefined) return name;
    return this.#client && !isReserved(address) ? address : undefined;
  }

  /** The address that a name was given. */
  known(name: string): string | undefined {
    return this.#names.known(name);
  }

  /** @returns what gives the attempt up, as the board's reset does */
  connect(host: string, port: number, dialled: Dialled): Dispose {
    const client = this.#client;
    // An address keeps its meaning: it is that of a host out there, which cannot be reached now.
    if (!client) {
      dialled.unanswered();
      return () => undefined;
    }
    let joined: StreamHandlers | undefined;
    const stream = client.connect(host, port, {
      onOpened: (opened) =>
        dialled.opened((lan) => {
          const meeting = new Meeting({
            lan,
            far: opened,
            onEncrypted: (how) => dialled.encrypted({ ...how, toProxy: this.#toProxy }),
            onFailed: (failure) => this.#failed.fire({ host, port, failure }),
          });
          joined = meeting.far;
          return meeting.lan;
        }),
      onData: (bytes) => joined?.onData?.(bytes),
      onEnd: () => joined?.onEnd?.(),
      onRoom: () => joined?.onRoom?.(),
      onTls: (outcome, alert, details) => joined?.onTls?.(outcome, alert, details),
      onFailed: (reason) => {
        if (joined) joined.onFailed?.(reason);
        else this.#notReached(host, port, reason, dialled);
      },
    });
    return () => stream.reset();
  }

  /** One UDP packet of the board's. @param reply one that comes back */
  sendDatagram(
    host: string,
    from: Endpoint,
    to: Endpoint,
    bytes: Uint8Array,
    reply: (bytes: Uint8Array) => void,
  ): void {
    if (this.#client?.state.kind === 'ready' && !this.#client.state.facts.udp) return;
    this.#datagrams.send(host, from, to, bytes, reply);
  }

  get #toProxy(): Encryption['toProxy'] {
    const url = this.#proxy ?? '';
    if (url.startsWith('wss:')) return 'encrypted';
    return /^ws:\/\/(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?\//.test(url) ? 'local' : 'open';
  }

  #find(name: string): Lookup {
    // Names that end in .test are ours for ever (RFC 6761 §6.2).
    if (name.endsWith('.test') || (this.#allowed && !isListed(name, this.#allowed))) return 'not-real';
    const address = this.#names.addressOf(name);
    return address === undefined ? null : { address };
  }

  #notReached(host: string, port: number, reason: number, dialled: Dialled): void {
    const failure = this.#client?.state.kind === 'ready' ? FAILURES.get(reason) : undefined;
    if (failure) this.#failed.fire({ host, port, failure });
    if (failure === 'timeout' || failure === 'unreachable') dialled.unanswered();
    else dialled.refused();
  }

  #incoming(stream: WispStream, port: number, address: string): StreamHandlers | undefined {
    if (this.#state.kind !== 'on' || !this.#state.published.some(({ board }) => board === port))
      return undefined;
    let ends: ReturnType<typeof splice> | undefined;
    let stopAsking: Dispose = () => undefined;
    const askAgain = (delay: number): void => {
      stopAsking = this.#options.clock.after(delay, () => {
        connection.repeat();
        askAgain(Math.min(2 * delay, MOST_BETWEEN_SYNS));
      });
    };
    const from = { ip: LAN.router, port: Number(/:(\d{1,5})$/.exec(address)?.[1] ?? 0) };
    const connection = this.#options.toBoard(from, port, {
      onOpened: () => {
        stopAsking();
        ends = splice(connection, stream);
        stream.accept();
      },
      onRefused: () => {
        stopAsking();
        stream.reset(Reason.refused);
      },
      onData: (bytes) => ends?.lan.onData?.(bytes),
      onEnd: () => ends?.lan.onEnd?.(),
      onReset: () => stream.reset(Reason.networkError),
      onRoom: () => ends?.lan.onRoom?.(),
    });
    if (connection.isOpening) askAgain(FIRST_BETWEEN_SYNS);
    return {
      onData: (bytes) => ends?.far.onData?.(bytes),
      onEnd: () => ends?.far.onEnd?.(),
      onFailed: () => {
        stopAsking();
        connection.reset();
      },
      onRoom: () => ends?.far.onRoom?.(),
    };
  }

  #onProxy(client: WispClient, state: ProxyState): void {
    switch (state.kind) {
      case 'idle':
      case 'connecting':
        this.#become({ kind: 'connecting' });
        return;
      case 'ready':
        this.#onReady(client, state.facts);
        break;
      case 'lost':
        this.#become({ kind: 'lost', why: state.why });
        break;
    }
    this.#tellWaiting(state);
  }

  #onReady(client: WispClient, { rules }: ProxyFacts): void {
    const { allowed, published } = readRules(rules ?? []);
    this.#allowed = rules ? allowed : null;
    for (const { board } of published) client.listen(board);
    this.#become({ kind: 'on', rules: this.#allowed, published });
  }

  #tellWaiting(state: ProxyState): void {
    for (const tell of this.#waiting.splice(0)) tell(state);
  }

  #become(state: RealHosts): void {
    this.#state = state;
    this.#changed.fire(state);
  }
}

const FAILURES = new Map<number, RealFailure>([
  [Reason.blocked, 'blocked'],
  [Reason.unreachable, 'unreachable'],
  [Reason.timeout, 'timeout'],
  [Reason.throttled, 'throttled'],
]);

/** Addresses that are ours, nobody's or everybody's: this network, the virtual hosts, loopback, broadcast, multicast. */
function isReserved(address: string): boolean {
  if (address.startsWith(VIRTUAL_NETWORK)) return true;
  const [a = 0, b = 0, c = 0] = address.split('.').map(Number);
  const isLan = a === 192 && b === 168 && (c === 1 || c === 4);
  const isUnnamed = a === 198 && (b === 18 || b === 19);
  return isLan || isUnnamed || a === 0 || a === 127 || a >= 224;
}
