import { BroadcastChannel } from 'node:worker_threads';
import { CHANNEL, type FromSoakNetwork, type ToSoakNetwork } from './messages';

type Answer<Kind> = Extract<FromSoakNetwork, { kind: Kind }>;

/** This thread's end of what it says to the net worker of a soak. Made before that is started, so as to hear its first word. */
export class SoakNetworkEnd {
  readonly ready: Promise<unknown>;
  onProgress: (requests: number) => void = () => undefined;
  readonly #channel = new BroadcastChannel(CHANNEL);
  readonly #waiting = new Map<FromSoakNetwork['kind'], (message: FromSoakNetwork) => void>();

  constructor() {
    this.#channel.onmessage = ({ data }: { data: unknown }) => {
      const message = data as FromSoakNetwork;
      if (message.kind === 'progress') this.onProgress(message.requests);
      this.#waiting.get(message.kind)?.(message);
    };
    this.ready = this.#next('ready');
  }

  ask<Kind extends FromSoakNetwork['kind']>(message: ToSoakNetwork, kind: Kind): Promise<Answer<Kind>> {
    const answer = this.#next(kind);
    this.#channel.postMessage(message);
    return answer;
  }

  dispose(): void {
    this.#channel.close();
  }

  #next<Kind extends FromSoakNetwork['kind']>(kind: Kind): Promise<Answer<Kind>> {
    return new Promise((resolve) => {
      this.#waiting.set(kind, (message) => {
        this.#waiting.delete(kind);
        resolve(message as Answer<Kind>);
      });
    });
  }
}
