import { setImmediate } from 'node:timers';
import { workerData } from 'node:worker_threads';
import { PolledClock } from '../device/polled-clock';
import { Word } from '../protocol/control-block';
import { Random } from '../shared/random';
import { OWNER, SharedTime } from '../shared/shared-time';
import type { Sleep } from './atomics-carrier';
import type { BoardSurroundings } from './device-main';
import type { Port, WorkerEndpoint } from './endpoint';

/** What a worker thread is given when it is to share a time with others: see cli/node-host.ts. */
export interface TimeData {
  readonly buffer: SharedArrayBuffer;
  /** The thread's own. */
  readonly slot: number;
  /** The network's to which a board is connected. */
  readonly network: number;
  readonly seed: number;
  /** Milliseconds since 1970 at which it began. */
  readonly epoch: number;
}

/** To the owner of the time: who is to be woken. From it: that one's turn has come. */
export interface TurnMessage {
  readonly kind: 'turn';
  readonly slot: number;
}

export const isTurn = (message: unknown): message is TurnMessage =>
  typeof message === 'object' && message !== null && 'kind' in message && message.kind === 'turn';

/** Null where the time is the computer's. */
export const timeData: TimeData | null = (workerData as { readonly time?: TimeData } | null)?.time ?? null;

/**
 * How long the chip takes for a turn of an empty loop is about 10 µs (80 MHz; `for i in range(100000): pass` is a
 * second or so), so a program that looks at the clock until something is over sees it go on as there.
 */
const JUMPS_PER_MILLISECOND = 100;

type Handler = (event: { readonly data: unknown }) => void;

/** One thread's part in a time that it shares: it counts what the thread posts and what it receives. */
export class WorkerTime {
  readonly shared: SharedTime;
  readonly random: () => number;
  readonly #clock: PolledClock;

  constructor(
    private readonly data: TimeData,
    private readonly endpoint: WorkerEndpoint,
  ) {
    this.shared = new SharedTime(data.buffer, (slot) => this.#wake(slot));
    this.#clock = new PolledClock(() => this.shared.now);
    const random = Random.at(data.seed, data.slot);
    this.random = () => random.next();
  }

  get clock(): PolledClock {
    return this.#clock;
  }

  wallClock(): number {
    return this.data.epoch + this.shared.now;
  }

  /** Of a board, whose network counts what it is sent. */
  boardSurroundings(): BoardSurroundings {
    const { slot } = this.data;
    const sleep: Sleep = (words, seen, milliseconds) =>
      this.shared.sleep(slot, this.shared.now + milliseconds, Atomics.load(words, Word.doorbell) !== seen);
    return {
      clock: this.#clock,
      wallClock: () => this.wallClock(),
      random: this.random,
      sleep,
      pace: { jumpsPerMillisecond: JUMPS_PER_MILLISECOND },
    };
  }

  /** A board's side towards its owner: the boot message has ports to networks. */
  boardEndpoint(): WorkerEndpoint {
    return {
      post: (message, transfer) => this.#postToOwner(message, transfer),
      onMessage: (listener) =>
        this.endpoint.onMessage((message) => {
          listener(withPorts(message, (port) => this.#countedPort(port)));
          this.shared.end();
        }),
    };
  }

  /** A network's side towards its owner: `boot` has the port to a board. */
  networkEndpoint(): WorkerEndpoint {
    return {
      post: (message, transfer) => this.#postToOwner(message, transfer),
      onMessage: (listener) =>
        this.endpoint.onMessage((message) => {
          if (isTurn(message)) this.#runDue();
          else {
            listener(withPorts(message, (port) => this.receivingPort(port)));
            this.#endMail();
          }
        }),
    };
  }

  /** A port whose messages this network's thread takes off what is under way to it, heeded or not. */
  receivingPort(port: Port): Port {
    let handler: Handler | null = null;
    port.onmessage = (event) => {
      handler?.(event);
      this.#endMail();
    };
    return {
      postMessage: (message, transfer) => port.postMessage(message, transfer),
      get onmessage(): Handler | null {
        return handler;
      },
      set onmessage(next) {
        handler = next;
      },
    };
  }

  /** The same for one that leads to the owner, who takes what is posted there off. */
  guestPort(port: Port): Port {
    const receiving = this.receivingPort(port);
    return {
      postMessage: (message, transfer) => {
        this.shared.begin();
        port.postMessage(message, transfer);
      },
      get onmessage(): Handler | null {
        return receiving.onmessage;
      },
      set onmessage(next) {
        receiving.onmessage = next;
      },
    };
  }

  #endMail(): void {
    this.shared.endMail(this.data.slot, this.#clock.nextDue);
  }

  #runDue(): void {
    this.#clock.runDue();
    this.shared.endTurn(this.data.slot, this.#clock.nextDue);
  }

  #countedPort(port: Port): Port {
    return {
      postMessage: (message, transfer) => {
        this.shared.beginMail(this.data.network);
        port.postMessage(message, transfer);
      },
      // The network answers by memory.
      onmessage: null,
    };
  }

  #postToOwner(message: unknown, transfer?: readonly unknown[]): void {
    this.shared.begin();
    this.endpoint.post(message, transfer);
  }

  #wake(slot: number): void {
    if (slot !== OWNER && slot === this.data.slot) setImmediate(() => this.#runDue());
    else this.endpoint.post({ kind: 'turn', slot } satisfies TurnMessage);
  }
}

function withPorts(message: unknown, wrap: (port: Port) => Port): unknown {
  if (typeof message !== 'object' || message === null || !('kind' in message) || message.kind !== 'boot')
    return message;
  if ('nets' in message && Array.isArray(message.nets))
    return { ...message, nets: message.nets.map((port) => wrap(port as Port)) };
  return 'device' in message ? { ...message, device: wrap(message.device as Port) } : message;
}
