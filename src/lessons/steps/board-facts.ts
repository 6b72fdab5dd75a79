import type { DeviceState } from '../../protocol/device-state';
import type { Observation, ReadFile } from '../../protocol/observation';
import type { VariableValue } from '../../protocol/variables';
import { unreachable } from '../../shared/unreachable';
import { Connections, type Passing } from './connections';
import { ConsoleReader, type ConsoleEvent } from './console-reader';

/** What checks hear of, one after the other. */
export type Happening =
  | ConsoleEvent
  /** `message` as Python prints it: `[Errno 104] ECONNRESET`. */
  | { readonly kind: 'raised'; readonly type: string; readonly message: string }
  /** Ctrl-C ended a program. */
  | { readonly kind: 'interrupted' }
  | Passing
  /** Something in the facts is new. */
  | { readonly kind: 'changed'; readonly what: 'state' | 'files' | 'network' | 'variables' }
  /** Time has passed. */
  | { readonly kind: 'time' };

const INTERRUPT = 'KeyboardInterrupt';

/** How long what the board says may be on its way, on a busy machine, in milliseconds. */
const LATE = 150;

/** How things are with the board now, and what of its past checks may ask for. All of it is bounded. */
export class BoardFacts {
  state: DeviceState | null = null;
  /** The console shows `>>>`. The state alone is told too seldom to know it: a short program runs between two states. */
  #prompted = false;
  readonly connections = new Connections();
  /** When what is being heard of the network happened; Infinity: something else is heard. */
  #networkAt = Infinity;
  #read: ReadFile = () => null;
  readonly #console = new ConsoleReader();
  readonly #variables = new Map<string, VariableValue | null>();

  /** @param now milliseconds since 1970 */
  constructor(private readonly wallClock: () => number) {}

  get now(): number {
    return this.wallClock();
  }

  /**
   * From when on what happens on the network counts for a check that begins now. That a line was entered is heard after
   * it was; until then its program may have been on the network already. A check that begins while a batch of the
   * network log is heard hears the rest of it, however late that is.
   */
  get beginning(): number {
    return Math.min(this.now - LATE, this.#networkAt);
  }

  get atPrompt(): boolean {
    return this.#prompted && this.state?.activity.kind === 'prompt';
  }

  /** Null where there is no such name, as far as is known. */
  variable(name: string): VariableValue | null {
    return this.#variables.get(name) ?? null;
  }

  readFile(path: string): Uint8Array | null {
    return this.#read(path);
  }

  /** Takes it in; the facts are as they are after all of what is returned. */
  take(observation: Observation): readonly Happening[] {
    this.#networkAt =
      observation.kind === 'network' ? (observation.entries.at(-1)?.at ?? Infinity) : Infinity;
    switch (observation.kind) {
      case 'output':
        return this.#onConsole(this.#console.hear(observation.text));
      case 'state':
        if (this.state === null && observation.state.activity.kind === 'prompt') this.#beginAtPrompt();
        this.state = observation.state;
        return [{ kind: 'changed', what: 'state' }];
      case 'raised':
        if (observation.type === INTERRUPT) return [{ kind: 'interrupted' }];
        return [observation];
      case 'files':
        this.#read = observation.read;
        return [{ kind: 'changed', what: 'files' }];
      case 'variables':
        for (const { name, value } of observation.values) this.#variables.set(name, value);
        return [{ kind: 'changed', what: 'variables' }];
      case 'network':
        return [...this.connections.hear(observation.entries), { kind: 'changed', what: 'network' }];
      default:
        return unreachable(observation);
    }
  }

  /** Whoever begins to watch at the prompt has not seen it come: what is typed there is echo all the same. */
  #beginAtPrompt(): void {
    this.#prompted = true;
    this.#console.beginAtPrompt();
  }

  #onConsole(events: readonly ConsoleEvent[]): readonly Happening[] {
    const last = events.findLast(({ kind }) => kind !== 'printed');
    if (last) this.#prompted = last.kind === 'prompted';
    return events;
  }
}
