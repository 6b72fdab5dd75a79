import type { Connection, ConnectionHandlers } from '../../src/net/lan-stream';
import type { Clock } from '../../src/shared/clock';
import type { Dispose } from '../../src/shared/disposable';
import type { Random } from '../../src/shared/random';

/** How a client behaves: one of them well. */
export const MANNERS = ['good', 'half-close', 'stall', 'garbage', 'reset', 'vanish'] as const;
export type Manner = (typeof MANNERS)[number];

export type Ending =
  /** The server closed after these bytes. */
  | { readonly kind: 'answer'; readonly bytes: Uint8Array }
  /** The server's host did not take the connection: nothing listens, or the queue is full. */
  | { readonly kind: 'turned away' }
  | { readonly kind: 'cut off' }
  | { readonly kind: 'silence' }
  /** It went by itself, without an answer. */
  | { readonly kind: 'gone' };

/** When a client that is not answered gives up, in milliseconds. */
const PATIENCE = 10_000;
/** How long one stalls at most: a server that serves one after the other waits with it. */
const LONGEST_STALL = 10;
const MOST_GARBAGE = 1_500;

export interface ClientParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly request: Uint8Array;
  readonly manner: Manner;
  /** Whether the server gives it up when it says nothing. */
  readonly timesOut: boolean;
  readonly connect: (handlers: ConnectionHandlers) => Connection;
  /** Once. */
  readonly ended: (ending: Ending) => void;
  /** The board has let go of a client that had vanished. */
  readonly forgotten: () => void;
}

/** One client of a server on the board, from its SYN to its end. */
export class SoakClient {
  readonly #connection: Connection;
  #received: Uint8Array[] = [];
  #accepted = false;
  #over = false;
  #stopTimer: Dispose;

  constructor(private readonly parts: ClientParts) {
    this.#stopTimer = parts.clock.after(PATIENCE, () => this.#giveUp());
    this.#connection = parts.connect({
      onOpened: () => this.#behave(),
      onAccepted: () => {
        this.#accepted = true;
      },
      onRefused: () => this.#end({ kind: 'turned away' }),
      onData: (bytes) => this.#take(bytes),
      onEnd: () => this.#onEnd(),
      onReset: () => this.#onReset(),
    });
  }

  #behave(): void {
    const { manner, request, random } = this.parts;
    switch (manner) {
      case 'good':
        this.#connection.write(request);
        return;
      case 'half-close':
        this.#connection.write(request);
        this.#connection.end();
        return;
      case 'stall':
        this.#stall();
        return;
      case 'garbage':
        this.#connection.write(garbage(random));
        this.#connection.end();
        return;
      case 'reset':
        this.#writePart();
        if (random.chance(0.5)) this.#leave();
        else this.#after(random.size(LONGEST_STALL), () => this.#leave());
        return;
      case 'vanish':
        if (this.parts.timesOut && random.chance(0.5)) this.#writePart();
        else this.#connection.write(request);
        this.#end({ kind: 'gone' });
        return;
    }
  }

  /** Connected and silent; then it goes on as if nothing had been, or hangs up. */
  #stall(): void {
    const { random, request } = this.parts;
    const sent = this.#writePart();
    const hangsUp = random.chance(0.3);
    this.#after(random.between(1, LONGEST_STALL), () => {
      if (!hangsUp) this.#connection.write(request.subarray(sent));
      this.#connection.end();
    });
  }

  /** @returns how much of the request it was: from nothing to nearly all */
  #writePart(): number {
    const { random, request } = this.parts;
    const count = random.between(0, request.length - 1);
    if (count > 0) this.#connection.write(request.subarray(0, count));
    return count;
  }

  #leave(): void {
    this.#connection.reset();
    this.#end({ kind: 'gone' });
  }

  #take(bytes: Uint8Array): void {
    if (this.#over) return;
    this.#received.push(bytes);
    this.#connection.consumed(bytes.length);
  }

  /** One that has vanished answers nothing, not even this. */
  #onEnd(): void {
    if (this.#over) return;
    this.#connection.end();
    this.#end({ kind: 'answer', bytes: Buffer.concat(this.#received) });
  }

  #onReset(): void {
    if (this.#over) this.parts.forgotten();
    else this.#end({ kind: this.#accepted ? 'cut off' : 'turned away' });
  }

  #giveUp(): void {
    this.#connection.reset();
    this.#end({ kind: 'silence' });
  }

  #after(milliseconds: number, act: () => void): void {
    this.#stopTimer();
    this.#stopTimer = this.parts.clock.after(milliseconds, () => {
      if (this.#over) return;
      this.#stopTimer = this.parts.clock.after(PATIENCE, () => this.#giveUp());
      act();
    });
  }

  #end(ending: Ending): void {
    this.#over = true;
    this.#stopTimer();
    this.parts.ended(ending);
    this.#received = [];
  }
}

/** With an end of line now and then, as no server can take it for a request. */
function garbage(random: Random): Uint8Array {
  return Uint8Array.from({ length: random.size(MOST_GARBAGE) }, () =>
    random.chance(0.02) ? 10 : random.between(0, 255),
  );
}
