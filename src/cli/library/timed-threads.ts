import { MessageChannel, Worker, type MessagePort, type Transferable } from 'node:worker_threads';
import type { WorkerPort } from '../../session/worker-port';
import { Emitter } from '../../shared/emitter';
import { once } from '../../shared/once';
import type { ToGuest } from '../../worker/guest-wire';
import { isTurn, type TimeData } from '../../worker/worker-time.node';
import type { GuestPort, OnGuest } from './guest-port';
import { nodeWorker } from './node-worker';
import type { VirtualTime } from './virtual-time';

/** What a net worker is started with beside the time. */
interface NetData {
  readonly guest?: MessagePort | undefined;
  readonly address?: string | undefined;
}

/** The threads of one board that share a time with others: every message is counted on both its ends. */
export class TimedThreads {
  readonly #time: VirtualTime;
  /** The same for all net workers that this board has, one after the other. */
  readonly #network: number;

  /** @param onStart told of each thread that is started */
  constructor(
    time: VirtualTime,
    private readonly onStart: (worker: Worker) => void,
  ) {
    this.#time = time;
    this.#network = time.shared.addNetwork();
  }

  startBoard(file: string): WorkerPort<unknown, unknown> {
    const { shared } = this.#time;
    const slot = shared.addBoard();
    const worker = this.#start(file, slot);
    worker.once('exit', () => shared.removeBoard(slot));
    return {
      ...this.#heard(worker),
      post: (message, transfer) => {
        shared.begin();
        worker.postMessage(message, (transfer ?? []) as Transferable[]);
      },
      sharedTime: { slot, ring: () => this.#ring(slot) },
    };
  }

  startNetwork(file: string, onGuest?: OnGuest, address?: string): WorkerPort<unknown, unknown> {
    const { shared } = this.#time;
    const slot = this.#network;
    const guest = onGuest ? new MessageChannel() : null;
    const worker = this.#start(file, slot, { guest: guest?.port2, address });
    if (guest) onGuest?.(this.#countedPort(guest.port1));
    this.#time.setNetwork(slot, (turn) => worker.postMessage(turn));
    // Nothing is posted to it before it has said that it is there: until then, its start is what there is to do.
    shared.begin();
    const started = once(() => this.#time.received());
    worker.once('message', started);
    worker.once('exit', () => {
      started();
      this.#time.setNetwork(slot, null);
      shared.dropMail(slot);
    });
    return {
      ...this.#heard(worker),
      post: (message, transfer) => {
        shared.beginMail(slot);
        worker.postMessage(message, (transfer ?? []) as Transferable[]);
      },
    };
  }

  #start(file: string, slot: number, { guest, address }: NetData = {}): Worker {
    const time: TimeData = this.#time.dataFor(slot, this.#network);
    const worker = new Worker(file, {
      workerData: { time, guest, address },
      transferList: guest ? [guest] : [],
    });
    this.onStart(worker);
    return worker;
  }

  #countedPort(port: MessagePort): GuestPort {
    return {
      post: (message) => {
        this.#time.shared.beginMail(this.#network);
        port.postMessage(message);
      },
      onMessage: (listener) => {
        port.on('message', (message: ToGuest) => {
          listener(message);
          this.#time.received();
        });
        port.unref();
      },
      close: () => port.close(),
    };
  }

  /** What the thread posts is taken off what is under way also when nobody listens any more. */
  #heard(worker: Worker): WorkerPort<unknown, unknown> {
    const heard = new Emitter<unknown>();
    worker.on('message', (message: unknown) => {
      if (isTurn(message)) this.#time.turn(message.slot);
      else {
        heard.fire(message);
        this.#time.received();
      }
    });
    return { ...nodeWorker(worker), onMessage: heard.event };
  }

  /** A board is rung from here at any moment, as a person would. */
  #ring(slot: number): void {
    const { shared } = this.#time;
    shared.begin();
    shared.ring(slot);
    shared.end();
  }
}
