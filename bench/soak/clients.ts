import type { Network } from '../../src/net/network';
import { LAN } from '../../src/protocol/air';
import type { Clock } from '../../src/shared/clock';
import { Random } from '../../src/shared/random';
import { SoakClient, type Ending, type Manner } from './client';
import { SERVERS, type ServerName, type SoakServer } from './servers';
import { Times } from './times';

/** One in so many clients behaves badly. */
const BAD = 50;
/**
 * Clients that have vanished at a time: the board keeps the connection of each for seconds, and has five places
 * (reference/esp8266 §2.7).
 */
const MOST_VANISHED = 2;
/** How soon a client that was turned away comes again, in milliseconds, and how often. */
const PAUSE = 1;
const MOST_TRIES = 2_000;
/** With so many faults no new client comes: what is wrong is plain, and each may take seconds. */
const MOST_FAULTS = 10;

export interface Plan {
  readonly server: ServerName;
  /** How many clients come. */
  readonly requests: number;
  readonly seed: number;
  /** No new client comes after so many seconds. */
  readonly seconds: number;
}

/** What a plan came to. */
export interface Served {
  readonly requests: number;
  /** Answers, and how many of them were right; who behaves badly gets one, too, where a server can give it. */
  readonly answers: number;
  readonly right: number;
  /** Wrong answers, and good clients without one. */
  readonly wrong: number;
  readonly manners: Readonly<Record<Manner, number>>;
  /** How often clients had to come again, because the server was being started. */
  readonly turnedAway: number;
  readonly seconds: number;
  readonly perSecond: number;
  /** Of good clients, in milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly longest: number;
  readonly faults: readonly string[];
}

export interface ClientsParts {
  readonly network: Pick<Network, 'connect'>;
  readonly clock: Clock;
  /** Clients that the board has not given up, of this plan and of those before. */
  readonly vanished: { count: number };
  /** Once, when the last client has gone. */
  readonly done: (served: Served) => void;
}

/** The clients of one plan, each after the one before it has gone, as many at a time as the server has use for. */
export class SoakClients {
  readonly #server: SoakServer;
  readonly #random: Random;
  readonly #times = new Times();
  readonly #began: number;
  readonly #faults: string[] = [];
  readonly #manners = { good: 0, 'half-close': 0, stall: 0, garbage: 0, reset: 0, vanish: 0 };
  #begun = 0;
  #here = 0;
  #answers = 0;
  #right = 0;
  #wrong = 0;
  #turnedAway = 0;
  #port = 0;

  constructor(
    private readonly plan: Plan,
    private readonly parts: ClientsParts,
  ) {
    this.#server = SERVERS[plan.server]();
    this.#random = new Random(plan.seed);
    this.#began = parts.clock.now;
    for (let lane = 0; lane < this.#server.clients; lane++) this.#next();
  }

  /** Clients so far. */
  get count(): number {
    return this.#begun;
  }

  #next(): void {
    const { requests, seconds } = this.plan;
    const late = this.parts.clock.now - this.#began > seconds * 1_000;
    if (this.#begun < requests && !late && this.#faults.length < MOST_FAULTS) {
      const n = this.#begun++;
      const manner = this.#manner();
      this.#manners[manner]++;
      this.#here++;
      this.#come(n, manner, MOST_TRIES);
    } else if (this.#here === 0) this.parts.done(this.#served());
  }

  #manner(): Manner {
    const random = this.#random;
    if (!random.chance(1 / BAD)) return 'good';
    const manner = random.pick(['half-close', 'stall', 'garbage', 'reset', 'vanish']);
    return manner === 'vanish' && this.parts.vanished.count >= MOST_VANISHED ? 'half-close' : manner;
  }

  #come(n: number, manner: Manner, tries: number): void {
    const { clock, network } = this.parts;
    const began = clock.now;
    if (manner === 'vanish') this.parts.vanished.count++;
    this.#port = (this.#port + 1) % 16_384;
    const from = { ip: LAN.browser, port: 49_152 + this.#port };
    new SoakClient({
      clock,
      random: this.#random,
      manner,
      timesOut: this.#server.timesOut,
      request: new TextEncoder().encode(this.#server.request(n)),
      connect: (handlers) => network.connect(from, { ip: LAN.board, port: 80 }, handlers),
      ended: (ending) => {
        if (manner === 'vanish' && ending.kind !== 'gone') this.parts.vanished.count--;
        if (ending.kind === 'turned away' && tries > 0) {
          this.#turnedAway++;
          clock.after(PAUSE, () => this.#come(n, manner, tries - 1));
          return;
        }
        if (manner === 'good') this.#times.add(clock.now - began);
        this.#judge(n, manner, ending);
        this.#here--;
        this.#next();
      },
      forgotten: () => this.parts.vanished.count--,
    });
  }

  #judge(n: number, manner: Manner, ending: Ending): void {
    if (ending.kind === 'gone') return;
    if (ending.kind === 'answer') {
      this.#answers++;
      const answer = Buffer.from(ending.bytes).toString('latin1');
      if (this.#server.isRight(answer, n)) this.#right++;
      else if (manner === 'good' || manner === 'half-close') this.#isWrong(n, manner, JSON.stringify(answer));
      return;
    }
    // A server may well cut off who sends what is no request, or not all of one.
    const mayBe = ending.kind === 'cut off' && manner !== 'good' && manner !== 'half-close';
    if (!mayBe) this.#isWrong(n, manner, ending.kind);
  }

  #isWrong(n: number, manner: Manner, what: string): void {
    this.#wrong++;
    this.#faults.push(`request ${n} (${manner}): ${what}`);
  }

  #served(): Served {
    const seconds = (this.parts.clock.now - this.#began) / 1_000;
    return {
      requests: this.#begun,
      answers: this.#answers,
      right: this.#right,
      wrong: this.#wrong,
      manners: this.#manners,
      turnedAway: this.#turnedAway,
      seconds: Number(seconds.toFixed(1)),
      perSecond: Math.round(this.#begun / seconds),
      p50: Number(this.#times.percentile(0.5).toFixed(2)),
      p99: Number(this.#times.percentile(0.99).toFixed(2)),
      longest: Math.round(this.#times.longest),
      faults: this.#faults,
    };
  }
}
