import { LAN } from '../protocol/air';
import type { HttpRequest, HttpResult } from '../protocol/http';
import type { Clock } from '../shared/clock';
import type { CookieJar } from './cookie-jar';
import type { EphemeralPorts } from './ephemeral-ports';
import { HttpExchange } from './http-exchange';
import type { Connect } from './request-connection';
import { setCookies, withCookies } from './cookie-headers';

/** Requests to one target that may wait behind the one under way: a page with its pictures, and then some. */
export const MOST_WAITING = 64;

export interface HttpClientOptions {
  readonly clock: Clock;
  readonly ports: EphemeralPorts;
  /** The cookies of the host with that address; without it, they are neither kept nor sent. */
  readonly cookies: (ip: string) => CookieJar | undefined;
  readonly connect: Connect;
}

interface Job {
  readonly request: HttpRequest;
  exchange: HttpExchange | null;
  settle(result: HttpResult): void;
}

interface Target {
  readonly ip: string;
  active: Job | null;
  readonly waiting: Job[];
}

const CANCELLED: HttpResult = { ok: false, failure: { kind: 'cancelled' } };

/**
 * The browser pane's HTTP client. A student's server answers one client after the other, so requests to one target
 * go one at a time, in order; the time limit of each begins when it is sent.
 */
export class HttpClient {
  readonly #options: HttpClientOptions;
  readonly #targets = new Map<string, Target>();

  constructor(options: HttpClientOptions) {
    this.#options = options;
  }

  fetch(request: HttpRequest): { result: Promise<HttpResult>; cancel(): void } {
    const key = `${request.to.ip}:${request.to.port}`;
    const target = this.#targets.get(key) ?? { ip: request.to.ip, active: null, waiting: [] };
    this.#targets.set(key, target);

    let settle: (result: HttpResult) => void = () => undefined;
    const result = new Promise<HttpResult>((resolve) => {
      settle = resolve;
    });
    const job: Job = { request, exchange: null, settle };
    if (target.active === null) this.#start(key, target, job);
    else if (target.waiting.length < MOST_WAITING) target.waiting.push(job);
    else settle(CANCELLED);
    return {
      result,
      cancel: () => {
        cancel(target, job);
      },
    };
  }

  /** Nobody is at that address any more: everything asked of it is cancelled. */
  targetGone(ip: string): void {
    for (const target of this.#targets.values()) {
      if (target.ip !== ip) continue;
      for (const job of target.waiting.splice(0)) job.settle(CANCELLED);
      target.active?.exchange?.cancel();
    }
  }

  #start(key: string, target: Target, job: Job): void {
    const { ports } = this.#options;
    const port = ports.take();
    const { request } = job;
    const jar = this.#options.cookies(target.ip);
    target.active = job;
    job.exchange = new HttpExchange({
      clock: this.#options.clock,
      connect: this.#options.connect,
      from: { ip: LAN.browser, port },
      request: withCookies(request, jar?.header(request.path) ?? null),
      finished: (result) => {
        if (result.ok) jar?.store(request.path, setCookies(result.response));
        job.settle(result);
        target.active = null;
        const next = target.waiting.shift();
        if (next === undefined) this.#targets.delete(key);
        else this.#start(key, target, next);
      },
      closed: () => ports.release(port),
    });
  }
}

function cancel(target: Target, job: Job): void {
  const place = target.waiting.indexOf(job);
  if (place >= 0) {
    target.waiting.splice(place, 1);
    job.settle(CANCELLED);
  } else if (target.active === job) {
    job.exchange?.cancel();
  }
}
