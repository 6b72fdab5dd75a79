import type { Board } from '../device/board';
import type { Activity, Wait } from '../protocol/device-state';
import { noticeKey, type BoardNotice } from '../protocol/notices';
import { unreachable } from '../shared/unreachable';
import type { Carrier } from './carrier';
import type { Uart } from './uart';

/** State is told at most once a frame. */
const FRAME = 16;

/** A program that makes new ones in a loop is not listened to for ever. */
const MOST_NOTICES = 100;

/** What the page is told of the board: whole states, credit for console input, and notices, each once. */
export class Report {
  readonly #notices = new Set<string>();
  #activity: Activity = { kind: 'starting' };
  #boot = 0;
  #prompts = 0;
  #stale = true;
  #toldAt = -Infinity;

  constructor(
    private readonly board: Board,
    private readonly carrier: Carrier,
    private readonly uart: Uart,
    /** Least time between two states, in milliseconds. */
    private readonly interval = FRAME,
  ) {
    board.onChange(() => {
      this.#stale = true;
    });
  }

  get boot(): number {
    return this.#boot;
  }

  /** When the page wants to be told next, as `clock.now`. */
  get nextDue(): number {
    return this.#hasNews ? this.#toldAt + this.interval : Infinity;
  }

  onBoot(): void {
    this.#boot++;
    this.#activity = { kind: 'starting' };
    this.#stale = true;
  }

  onPrompt(activity: Activity): void {
    this.#activity = activity;
    this.#prompts++;
    this.#stale = true;
  }

  onActivity(activity: Activity): void {
    if (sameActivity(activity, this.#activity)) return;
    this.#activity = activity;
    this.#stale = true;
  }

  /** What the console does besides: after it the activity is again what it was. */
  async during(run: () => Promise<void>): Promise<void> {
    const before = this.#activity;
    try {
      await run();
    } finally {
      this.onActivity(before);
    }
  }

  tellWhenDue(): void {
    if (this.board.clock.now >= this.nextDue) this.tell();
  }

  tell(): void {
    const credit = this.uart.releaseCredit();
    if (credit > 0) this.carrier.post({ kind: 'uart-taken', bytes: credit });
    this.#toldAt = this.board.clock.now;
    if (!this.#stale) return;
    this.#stale = false;
    const state = {
      boot: this.#boot,
      prompts: this.#prompts,
      activity: this.#activity,
      pins: this.board.pins.snapshot(),
      wifi: this.board.station.state,
      listening: this.board.lwip.listeningPorts,
    };
    this.carrier.post({ kind: 'state', state });
  }

  notice(notice: BoardNotice): void {
    const key = noticeKey(notice);
    if (this.#notices.has(key) || this.#notices.size === MOST_NOTICES) return;
    this.#notices.add(key);
    this.carrier.post({ kind: 'notice', notice });
  }

  /** Whether there is something to tell: state, or credit for more input. */
  get #hasNews(): boolean {
    return this.#stale || this.uart.hasCredit;
  }
}

function sameActivity(one: Activity, other: Activity): boolean {
  if (one.kind !== 'waiting' || other.kind !== 'waiting') return one.kind === other.kind;
  return one.on.call === other.on.call && subjectOf(one.on) === subjectOf(other.on);
}

/** What tells two waits of one kind apart. */
function subjectOf(wait: Wait): string | number | undefined {
  switch (wait.call) {
    case 'accept':
      return wait.port;
    case 'recv':
    case 'send':
    case 'connect':
      return wait.peer;
    case 'getaddrinfo':
      return wait.name;
    case 'sleep':
      return wait.milliseconds;
    case 'input':
    case 'poll':
      return undefined;
    default:
      return unreachable(wait);
  }
}
