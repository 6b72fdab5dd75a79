import { Worker, type Transferable } from 'node:worker_threads';
import type { WorkerPort } from '../../session/worker-port';
import { Emitter } from '../../shared/emitter';
import { once } from '../../shared/once';
import { isTurn, type TimeData } from '../../worker/worker-time.node';
import { nodeWorker } from './node-worker';
import type { VirtualTime } from './virtual-time';

/** The threads of one board that share a time with others: every message is counted on both its ends. */
export class TimedThreads {
  readonly #time: VirtualTime;
  /** The same for all net workers that this board has, one after the other. */
  readonly #network: number;

  constructor(time: VirtualTime) {
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

  startNetwork(file: string): WorkerPort<unknown, unknown> {
    const { shared } = this.#time;
    const slot = this.#network;
    const worker = this.#start(file, slot);
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

  #start(file: string, slot: number): Worker {
    const time: TimeData = this.#time.dataFor(slot, this.#network);
    return new Worker(file, { workerData: { time } });
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
