import type { DeviceState } from '../../protocol/device-state';
import type { NetworkLogEntry } from '../../protocol/network-log';
import type { Observation, ReadFile } from '../../protocol/observation';
import type { VariableValue } from '../../protocol/variables';
import { unreachable } from '../../shared/unreachable';
import { Connections, type Passing, type SeenConnection } from './connections';
import { ConsoleReader, type ConsoleEvent } from './console-reader';
import { UNSURE } from './timeline';

/** What checks hear of, one after the other. */
export type Happening =
  | ConsoleEvent
  /** `message` as Python prints it: `[Errno 104] ECONNRESET`. */
  | { readonly kind: 'raised'; readonly type: string; readonly message: string }
  /** Ctrl-C ended a program. */
  | { readonly kind: 'interrupted' }
  | Passing
  /** Something has happened on a connection. */
  | { readonly kind: 'connection'; readonly seen: SeenConnection }
  /** Something in the facts is new. */
  | { readonly kind: 'changed'; readonly what: 'state' | 'files' | 'variables' }
  /** Time has passed. */
  | { readonly kind: 'time' };

const INTERRUPT = 'KeyboardInterrupt';
/** Of lookups and datagrams so many are kept for checks that begin at about their time. */
const MOST_PASSED = 64;

/** How things are with the board now, and what of its past checks may ask for. All of it is bounded. */
export class BoardFacts {
  state: DeviceState | null = null;
  /** The console shows `>>>`. The state alone is told too seldom to know it: a short program runs between two states. */
  #prompted = false;
  readonly connections = new Connections();
  /** When what is being told of the network was logged; Infinity: something else is told. */
  #networkAt = Infinity;
  /** The latest lookups and datagrams. */
  #passed: readonly { readonly at: number; readonly passing: Passing }[] = [];
  /** When what is being told happened: milliseconds since 1970. */
  now: number;
  #read: ReadFile = () => null;
  readonly #console = new ConsoleReader();
  readonly #variables = new Map<string, VariableValue | null>();

  constructor(now: number) {
    this.now = now;
  }

  /**
   * From when on what is in the network's log counts for a check that begins now: the log and the board agree only so
   * far about the time. A check that begins with an entry of the log hears that one too, however late it came.
   */
  get beginning(): number {
    return Math.min(this.now - UNSURE, this.#networkAt);
  }

  /** Whether what is being told is of the network's log, within which the order is known. */
  get isHearingNetwork(): boolean {
    return this.#networkAt !== Infinity;
  }

  /** What has passed since `beginning`: told before, but for a check that begins now it may have come after. */
  get justPassed(): readonly Passing[] {
    if (this.isHearingNetwork) return [];
    return this.#passed.filter(({ at }) => at >= this.beginning).map(({ passing }) => passing);
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
  take(observation: Observation, at: number): readonly Happening[] {
    this.now = at;
    this.#networkAt = observation.kind === 'network' ? (observation.entries[0]?.at ?? Infinity) : Infinity;
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
        return this.#onNetwork(observation.entries);
      default:
        return unreachable(observation);
    }
  }

  #onNetwork(entries: readonly NetworkLogEntry[]): readonly Happening[] {
    const { passed, changed } = this.connections.hear(entries);
    const at = entries.at(-1)?.at ?? this.now;
    if (passed.length > 0)
      this.#passed = [...this.#passed, ...passed.map((passing) => ({ at, passing }))].slice(-MOST_PASSED);
    return [...passed, ...[...changed].map((seen) => ({ kind: 'connection', seen }) as const)];
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
