import { LAN } from '../../protocol/air';
import type { HttpFailure, HttpRequest } from '../../protocol/http';
import type { FromPreview, PreviewRequest, ToPreview } from '../../protocol/preview';
import type { Clock } from '../../shared/clock';
import type { Dispose } from '../../shared/disposable';
import { unreachable } from '../../shared/unreachable';
import { setCookies, withCookies } from '../cookie-headers';
import type { CookieJar } from '../cookie-jar';
import type { EphemeralPorts } from '../ephemeral-ports';
import type { Connect } from '../request-connection';
import { StreamedExchange, type Answer } from './streamed-exchange';

/** A listening socket holds two connections that nobody has accepted (MicroPython's `listen()`): more would be lost. */
export const MOST_AT_ONCE = 2;
/** The chip has five connections altogether: one is left for the browser pane. */
export const MOST_OPEN = 4;
/** An answer that has been coming for so long may be one that never ends: it holds nobody else up. */
const STREAM_AFTER = 5_000;
/** Requests that may wait for their turn. */
export const MOST_WAITING = 64;

/** Where an answer goes: one end of a channel to the service worker. */
export interface PreviewChannel {
  post(message: FromPreview): void;
  close(): void;
}

export interface PreviewGatewayOptions {
  readonly clock: Clock;
  readonly connect: Connect;
  readonly ports: EphemeralPorts;
  readonly jar: CookieJar;
  /** How many requests are waiting or under way. */
  readonly onOpen: (count: number) => void;
}

interface Job {
  readonly request: HttpRequest;
  readonly channel: PreviewChannel;
  exchange: StreamedExchange | null;
  /** What was asked for before the request was sent. */
  credit: number;
  stage: 'waiting' | 'answering' | 'streaming' | 'over';
  stopTimer: Dispose;
}

/** Answers browser tabs with what the board's web server says, by real HTTP over the LAN. */
export class PreviewGateway {
  readonly #options: PreviewGatewayOptions;
  readonly #jobs = new Set<Job>();

  constructor(options: PreviewGatewayOptions) {
    this.#options = options;
  }

  /** @returns takes what comes by the channel */
  request({ port, ...rest }: PreviewRequest, channel: PreviewChannel): (message: ToPreview) => void {
    const job: Job = {
      request: { ...rest, to: { ip: LAN.board, port } },
      channel,
      exchange: null,
      credit: 0,
      stage: 'waiting',
      stopTimer: () => undefined,
    };
    if (this.#count('waiting') >= MOST_WAITING) {
      job.stage = 'over';
      finish(job, { kind: 'failed', failure: { kind: 'too-many', limit: MOST_WAITING } });
    } else {
      this.#jobs.add(job);
      this.#tellOpen();
      this.#startNext();
    }
    return (message) => this.#receive(job, message);
  }

  /** Nobody is at the board's address any more. */
  boardGone(): void {
    const jobs = [...this.#jobs];
    // Those that wait go first: none of them is to take the place of another.
    for (const job of jobs) if (job.stage === 'waiting') this.#cancel(job);
    for (const job of jobs) this.#cancel(job);
  }

  #receive(job: Job, message: ToPreview): void {
    switch (message.kind) {
      case 'credit':
        if (job.exchange) job.exchange.grant(message.bytes);
        else job.credit += message.bytes;
        return;
      case 'cancel':
        this.#cancel(job);
        return;
      case 'ping':
        if (job.stage !== 'over') job.channel.post({ kind: 'pong' });
        return;
      default:
        unreachable(message);
    }
  }

  #cancel(job: Job): void {
    if (job.stage === 'over') return;
    if (job.exchange) job.exchange.cancel();
    else this.#finish(job, { kind: 'failed', failure: { kind: 'cancelled' } });
  }

  /** In the order in which they came, as many at once as the board can hold. */
  #startNext(): void {
    for (const job of this.#jobs) {
      const open = this.#count('answering') + this.#count('streaming');
      if (this.#count('answering') >= MOST_AT_ONCE || open >= MOST_OPEN) return;
      if (job.stage === 'waiting') this.#start(job);
    }
  }

  #start(job: Job): void {
    const { clock, connect, ports, jar } = this.#options;
    const port = ports.take();
    job.stage = 'answering';
    job.exchange = new StreamedExchange({
      clock,
      connect,
      from: { ip: LAN.browser, port },
      request: withCookies(job.request, jar.header(job.request.path)),
      answer: this.#answerOf(job),
      closed: () => ports.release(port),
    });
    job.exchange.grant(job.credit);
  }

  #answerOf(job: Job): Answer {
    return {
      head: (head) => {
        job.stopTimer = this.#options.clock.after(STREAM_AFTER, () => {
          if (job.stage === 'answering') job.stage = 'streaming';
          this.#startNext();
        });
        this.#options.jar.store(job.request.path, setCookies(head));
        job.channel.post({ kind: 'head', ...head });
      },
      body: (bytes) => job.channel.post({ kind: 'body', bytes }),
      end: () => this.#finish(job, { kind: 'end' }),
      failed: (failure) => this.#finish(job, { kind: 'failed', failure }),
    };
  }

  #finish(job: Job, last: { kind: 'end' } | { kind: 'failed'; failure: HttpFailure }): void {
    if (job.stage === 'over') return;
    job.stage = 'over';
    job.stopTimer();
    this.#jobs.delete(job);
    finish(job, last);
    this.#tellOpen();
    this.#startNext();
  }

  #count(stage: Job['stage']): number {
    let count = 0;
    for (const job of this.#jobs) if (job.stage === stage) count++;
    return count;
  }

  #tellOpen(): void {
    this.#options.onOpen(this.#jobs.size);
  }
}

function finish({ channel }: Job, last: FromPreview): void {
  channel.post(last);
  channel.close();
}
