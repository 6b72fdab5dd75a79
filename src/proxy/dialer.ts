import type { LookupFunction, Socket, TcpNetConnectOpts } from 'node:net';
import { isIP } from 'node:net';
import { Reason } from '../net/wisp/packets';
import type { Clock } from '../shared/clock';
import { isOwn, isPublic } from './addresses';
import { canonicalHost } from './host-name';
import type { Rules, RuleTransport } from './rules';

/** All addresses of a name, IPv4 and IPv6. Rejects when they cannot be known; none is an answer, too. */
export type Resolve = (name: string, signal: AbortSignal) => Promise<readonly string[]>;

export interface Target {
  readonly host: string;
  readonly port: number;
  readonly transport: RuleTransport;
}

/** Why somebody does not get where they want to. The client is told `reason` alone, the log `why`, too. */
export interface Refusal {
  readonly reason: number;
  readonly why: string;
}

export type Route = { readonly addresses: readonly string[] } | { readonly refused: Refusal };
export type Dialled = { readonly socket: Socket; readonly address: string } | { readonly refused: Refusal };

export interface DialerOptions {
  readonly clock: Clock;
  readonly rules: () => Rules;
  readonly resolve: Resolve;
  readonly connect: (options: TcpNetConnectOpts) => Socket;
  /** Ports on this machine that are the proxy's own: a connection there would go round in a circle. */
  readonly ownPorts: () => ReadonlySet<number>;
  readonly interfaces: () => readonly string[];
  readonly lookupTime: number;
  readonly connectTime: number;
  /** See `Dialer.#refuse`. */
  readonly refusalStep?: number;
}

const REFUSAL_STEP = 250;
/** Of a name with more addresses only the first few are tried. */
const MOST_ATTEMPTS = 4;

const blocked = (why: string): Refusal => ({ reason: Reason.blocked, why });

/**
 * From a name in a CONNECT to a connected socket, past nothing that no rule allows. A name that is not listed is
 * refused without a lookup. One that is listed is looked up once; each answer is judged; an address that was judged
 * is dialled as it is. So no answer that comes later can lead anywhere else.
 */
export class Dialer {
  readonly #options: DialerOptions;
  readonly #refusalStep: number;

  constructor(options: DialerOptions) {
    this.#options = options;
    this.#refusalStep = options.refusalStep ?? REFUSAL_STEP;
  }

  /** Where a target may be reached. Settles in any case, soon after `signal` at the latest. */
  async route(target: Target, signal: AbortSignal): Promise<Route> {
    const start = this.#options.clock.now;
    const judged = await this.#judge(target, signal);
    if (Array.isArray(judged)) return { addresses: judged };
    if (judged.reason === Reason.blocked) await this.#untilStep(start, signal);
    return { refused: judged };
  }

  async dial(target: Target, signal: AbortSignal): Promise<Dialled> {
    const route = await this.route(target, signal);
    if ('refused' in route) return route;
    const addresses = route.addresses.slice(0, MOST_ATTEMPTS);
    const end = this.#options.clock.now + this.#options.connectTime;
    let last: Refusal = { reason: Reason.unreachable, why: 'no address' };
    for (const [index, address] of addresses.entries()) {
      const share = (end - this.#options.clock.now) / (addresses.length - index);
      const outcome = await this.#attempt(address, target.port, share, signal);
      if ('socket' in outcome) return outcome;
      last = outcome.refused;
      if (signal.aborted) break;
    }
    return { refused: last };
  }

  async #judge({ host, port, transport }: Target, signal: AbortSignal): Promise<string[] | Refusal> {
    const canonical = canonicalHost(host);
    if (canonical === undefined) return blocked('no host name');
    const grant = this.#options.rules().find(canonical, port, transport);
    if (grant === undefined) return blocked('not listed');
    const answers =
      canonical.kind === 'address' ? [canonical.address] : await this.#lookUp(canonical.name, signal);
    if (!Array.isArray(answers)) return answers;
    if (answers.length === 0) return { reason: Reason.unreachable, why: 'the name has no address' };
    // One bad answer among good ones is refused as a whole: whoever sends such answers is not to be trusted.
    if (!answers.every((answer) => isIP(answer) !== 0)) return blocked('an answer that is no address');
    if (!grant.isPrivate && !answers.every(isPublic)) return blocked('not a public address');
    const own = this.#options.ownPorts().has(port);
    if (own && answers.some((answer) => isOwn(answer, this.#options.interfaces())))
      return blocked('the proxy itself');
    // The board's addresses are IPv4, and so is what its programs expect.
    return [...answers].sort((one, other) => isIP(one) - isIP(other));
  }

  /** Bounded in time, whatever the resolver does. */
  #lookUp(name: string, signal: AbortSignal): Promise<string[] | Refusal> {
    return new Promise((settle) => {
      const lookup = new AbortController();
      const finish = (result: string[] | Refusal): void => {
        cancel();
        signal.removeEventListener('abort', onAbort);
        lookup.abort();
        settle(result);
      };
      const failed = (why: string): void => finish({ reason: Reason.unreachable, why });
      const onAbort = (): void => failed('given up');
      const cancel = this.#options.clock.after(this.#options.lookupTime, () =>
        failed('the lookup took too long'),
      );
      if (signal.aborted) {
        onAbort();
        return;
      }
      signal.addEventListener('abort', onAbort);
      this.#options.resolve(name, lookup.signal).then(
        (answers) => finish([...answers]),
        () => failed('the lookup failed'),
      );
    });
  }

  #attempt(address: string, port: number, time: number, signal: AbortSignal): Promise<Dialled> {
    return new Promise((settle) => {
      const socket = this.#options.connect({
        host: address,
        port,
        lookup: noLookup,
        allowHalfOpen: true,
        autoSelectFamily: false,
        noDelay: true,
      });
      const release = (): void => {
        cancel();
        signal.removeEventListener('abort', onAbort);
        socket.off('connect', onConnect);
        socket.off('error', onError);
      };
      const fail = (refused: Refusal): void => {
        release();
        // A socket that is given up may still say why it fails.
        socket.on('error', () => undefined);
        socket.destroy();
        settle({ refused });
      };
      const onConnect = (): void => {
        release();
        settle({ socket, address });
      };
      const onError = (error: NodeJS.ErrnoException): void => fail(refusalOf(error.code));
      const onAbort = (): void => fail({ reason: Reason.voluntary, why: 'given up' });
      const cancel = this.#options.clock.after(Math.max(0, time), () =>
        fail({ reason: Reason.timeout, why: 'no answer' }),
      );
      socket.once('connect', onConnect);
      socket.once('error', onError);
      if (signal.aborted) onAbort();
      else signal.addEventListener('abort', onAbort);
    });
  }

  /**
   * "Not listed" is known at once, "not public" only after a lookup. Both are told at the next full step of time after
   * the question, so that how long it took tells nobody which of the two it was.
   */
  #untilStep(start: number, signal: AbortSignal): Promise<void> {
    const { clock } = this.#options;
    const step = this.#refusalStep;
    return new Promise((settle) => {
      const finish = (): void => {
        cancel();
        signal.removeEventListener('abort', finish);
        settle();
      };
      const cancel = clock.after(step - ((clock.now - start) % step), finish);
      if (signal.aborted) finish();
      else signal.addEventListener('abort', finish);
    });
  }
}

/** An address needs no lookup; should Node ever want one, it fails. */
const noLookup: LookupFunction = (name, _options, callback) => {
  callback(new Error(`${name} was to be looked up again`), '', 4);
};

function refusalOf(code: string | undefined): Refusal {
  const why = code ?? 'unknown error';
  if (code === 'ECONNREFUSED') return { reason: Reason.refused, why };
  if (code === 'ETIMEDOUT') return { reason: Reason.timeout, why };
  return { reason: Reason.unreachable, why };
}
