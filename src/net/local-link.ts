import type { AirFrame, Endpoint, StreamId } from '../protocol/air';
import { unreachable } from '../shared/unreachable';
import type { Route } from './host-table';
import { LanStream, type Attempt, type ConnectionHandlers } from './lan-stream';

/**
 * Connections between two hosts on our side of the antenna. Frames pass through one queue, so that a frame which
 * causes a frame which causes a frame does not become a deep stack. Credit bounds the queue.
 */
export class LocalLink {
  readonly #queue: (() => void)[] = [];
  #draining = false;

  connect(id: StreamId, from: Endpoint, to: Endpoint, route: Route, handlers: ConnectionHandlers): Attempt {
    const closed = () => undefined;
    const near: LanStream = new LanStream({
      id,
      local: from,
      remote: to,
      send: (frame) => {
        this.#post(() => {
          toFar(frame);
        });
      },
      closed,
    });
    const far: LanStream = new LanStream({
      id,
      local: to,
      remote: from,
      send: (frame) => {
        this.#post(() => {
          near.receive(frame);
        });
      },
      closed,
    });
    const toFar = (frame: AirFrame) => {
      if (frame.kind !== 'open') far.receive(frame);
      else this.#open(route, frame.window, near, far);
    };
    near.connect(handlers);
    return near;
  }

  #open(route: Route, window: number, near: LanStream, far: LanStream): void {
    switch (route.kind) {
      case 'nobody':
        return;
      case 'refused':
        near.receive({ kind: 'refused', stream: 0 });
        return;
      case 'service':
        far.accept(window, route.service);
        this.#post(() => {
          near.receive({ kind: 'accepted', stream: 0 });
        });
        return;
      default:
        unreachable(route);
    }
  }

  #post(deliver: () => void): void {
    this.#queue.push(deliver);
    if (this.#draining) return;
    this.#draining = true;
    // The caller of `connect` gets its connection before anything happens to it.
    void Promise.resolve().then(() => {
      this.#drain();
    });
  }

  #drain(): void {
    try {
      for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) next();
    } finally {
      this.#draining = false;
      this.#queue.length = 0;
    }
  }
}
