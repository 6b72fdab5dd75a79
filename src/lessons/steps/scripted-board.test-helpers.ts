import type { Activity, DeviceState, Gpio, Level, PinDrive } from '../../protocol/device-state';
import { PINS } from '../../protocol/device-state';
import type {
  ConnectionEntry,
  HostKind,
  LoggedConnection,
  NetworkLogEntry,
  Side,
} from '../../protocol/network-log';
import type { BoardObservation, Observation } from '../../protocol/observation';
import { VirtualClock } from '../../shared/virtual-clock';
import type { Variable } from '../../protocol/variables';
import type { Check, Step } from '../lesson-data';
import { LessonWatch } from './lesson-watch';

/** Of each kind of observation what it is without its time. */
type Untimed<T> = T extends unknown ? Omit<T, 'at'> : never;

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** How long what happens is on its way to the watch, in milliseconds. */
export interface Ways {
  /** At most, as the watch believes. */
  readonly late: number;
  /** So long for the next thing on the network; the board itself is heard at once. */
  readonly network: () => number;
}

const AT_ONCE: Ways = { late: 0, network: () => 0 };

/** A board that exists on paper: a test says what happens to it, and the lesson's watch sees that. */
export class ScriptedBoard {
  readonly clock = new VirtualClock();
  readonly watch: LessonWatch;
  changes = 0;
  readonly #files = new Map<string, Uint8Array>();
  #state: DeviceState;
  #streams = 0;
  #batch: NetworkLogEntry[] | null = null;

  #networkHeardAt = 0;

  constructor(
    steps: readonly Step[],
    done: readonly string[] = [],
    private readonly ways: Ways = AT_ONCE,
  ) {
    this.#state = atPrompt;
    this.watch = new LessonWatch({
      steps,
      clock: this.clock,
      wallClock: () => this.clock.now,
      late: ways.late,
      done: new Set(done),
      onChange: () => this.changes++,
    });
    this.says({ kind: 'state', state: this.#state });
  }

  hear(observation: Observation): void {
    this.watch.hear(observation);
  }

  /** The board says it, and is heard at once. */
  says(seen: Untimed<BoardObservation>): void {
    this.hear({ ...seen, at: this.clock.now });
  }

  /** The console shows it, whatever it is. */
  prints(text: string): void {
    this.says({ kind: 'output', text });
  }

  /** A line is entered at the prompt; what it starts runs on. */
  starts(line: string): void {
    this.prints(`${line}\r\n`);
    this.becomes({ kind: 'running' });
  }

  /** What ran has ended. */
  ends(): void {
    this.prints('>>> ');
    this.becomes({ kind: 'prompt' });
  }

  /** A line is entered, prints something and ends. */
  enters(line: string, printed = ''): void {
    this.starts(line);
    this.prints(printed.replaceAll('\n', '\r\n'));
    this.ends();
  }

  raises(type: string, message = ''): void {
    this.says({ kind: 'raised', type, message });
  }

  becomes(activity: Activity): void {
    const prompts = this.#state.prompts + (activity.kind === 'prompt' ? 1 : 0);
    this.#tell({ ...this.#state, activity, prompts });
  }

  listensAt(...listening: number[]): void {
    this.#tell({ ...this.#state, listening });
  }

  pin(gpio: Gpio, level: Level, drive: PinDrive = null): void {
    const pins = this.#state.pins.map((pin) => (pin.gpio === gpio ? { ...pin, level, drive } : pin));
    this.#tell({ ...this.#state, pins });
  }

  saves(path: string, text: string | null): void {
    if (text === null) this.#files.delete(path);
    else this.#files.set(path, encode(text));
    this.says({ kind: 'files', read: (name) => this.#files.get(name) ?? null });
  }

  /** Variables of the prompt are told. */
  has(...values: readonly Variable[]): void {
    this.says({ kind: 'variables', values });
  }

  looksUp(name: string, ...addresses: string[]): void {
    const at = this.clock.now;
    this.network({ kind: 'query', at, query: 1, name }, { kind: 'answer', at, query: 1, name, addresses });
  }

  /** A datagram between the board and a host. */
  datagram(by: Side, ip: string, port: number, text: string): void {
    const board = { ip: '192.168.1.42', port: 50_000 };
    const ends = by === 'board' ? { from: board, to: { ip, port } } : { from: { ip, port }, to: board };
    this.network({ kind: 'datagram', at: this.clock.now, by, ...ends, bytes: encode(text) });
  }

  /** The board connects to a host. */
  connects(ip: string, port: number): ScriptedConnection {
    return this.#open('board', { ip: '192.168.1.42', port: 50_000 }, { ip, port }, 'virtual');
  }

  /** The browser pane connects to the board. */
  isVisited(port = 80): ScriptedConnection {
    return this.#open('lan', { ip: '192.168.1.10', port: 40_000 }, { ip: '192.168.1.42', port }, 'browser');
  }

  /** A whole request of the browser pane, and what the board answers before it closes. */
  serves(request: string, answer: string): void {
    const visit = this.isVisited();
    visit.opened();
    visit.data('lan', request);
    visit.data('board', answer);
    visit.end('board', 'fin');
  }

  network(...entries: NetworkLogEntry[]): void {
    if (this.#batch) {
      this.#batch.push(...entries);
      return;
    }
    const heard = Math.max(this.#networkHeardAt, this.clock.now + this.ways.network());
    this.#networkHeardAt = heard;
    const tell = (): void => this.hear({ kind: 'network', entries });
    if (heard === this.clock.now) tell();
    else this.clock.after(heard - this.clock.now, tell);
  }

  /** What happens on the network there is told at once, and so much later. */
  inOneBatch(happens: () => void, later = 0): void {
    const entries: NetworkLogEntry[] = [];
    this.#batch = entries;
    happens();
    this.#batch = null;
    this.clock.advance(later);
    this.network(...entries);
  }

  #open(
    by: Side,
    from: LoggedConnection['from'],
    to: LoggedConnection['to'],
    host: HostKind,
  ): ScriptedConnection {
    const connection: LoggedConnection = {
      stream: ++this.#streams,
      openedAt: this.clock.now,
      ...{ by, from, to, host },
    };
    return new ScriptedConnection(this, connection);
  }

  #tell(state: DeviceState): void {
    this.#state = state;
    this.says({ kind: 'state', state });
  }
}

export class ScriptedConnection {
  readonly #sent = { board: 0, lan: 0 };

  constructor(
    private readonly board: ScriptedBoard,
    private readonly connection: LoggedConnection,
  ) {
    this.#log('open', connection.by);
  }

  opened(): this {
    return this.#log('opened', this.connection.by === 'board' ? 'lan' : 'board');
  }

  refused(): this {
    return this.#log('refused', this.connection.by === 'board' ? 'lan' : 'board');
  }

  data(by: Side, text: string): this {
    const bytes = encode(text);
    this.board.network({ kind: 'data', ...this.#base(by), bytes });
    this.#sent[by] += bytes.length;
    return this;
  }

  end(by: Side, how: 'fin' | 'reset'): this {
    return this.#log(how, by);
  }

  #log(kind: Exclude<ConnectionEntry['kind'], 'data' | 'encrypted'>, by: Side): this {
    this.board.network({ kind, ...this.#base(by) });
    return this;
  }

  #base(by: Side) {
    return { at: this.board.clock.now, connection: this.connection, by, sent: { ...this.#sent } };
  }
}

/** A step of which only its checks matter. */
export function stepOf(check: Check | readonly Check[], more: Partial<Step> = {}): Step {
  return {
    id: 'one',
    title: 'One',
    at: 'here',
    goal: 'Do it.',
    checks: Array.isArray(check) ? [...(check as readonly Check[])] : [check as Check],
    hints: [],
    solution: [],
    challenge: false,
    mistakes: [],
    ...more,
  };
}

const atPrompt: DeviceState = {
  boot: 1,
  prompts: 1,
  activity: { kind: 'prompt' },
  pins: PINS.map((gpio) => ({
    gpio,
    mode: 'unused',
    pullUp: false,
    level: 0,
    floating: true,
    drive: null,
    conflict: false,
  })),
  wifi: { connected: true, ssid: 'Pinwire', ip: '192.168.1.42' },
  listening: [],
};
