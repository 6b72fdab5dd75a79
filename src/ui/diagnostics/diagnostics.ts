import type { Session, SessionSnapshot } from '../../session/session';
import type { Clock } from '../../shared/clock';
import { DisposableStore } from '../../shared/disposable';
import { Cell } from '../common/cell';
import { scrubbed } from './scrub';

/** Names and values that do not change, or are asked for anew with each report: the page, the browser, the screen. */
export type Facts = readonly (readonly [name: string, value: string])[];

export interface DiagnosticsParts {
  /** Null where this browser cannot run the board. */
  readonly session: Session | null;
  readonly clock: Clock;
  readonly wallClock: () => Date;
  readonly facts: () => Facts;
}

interface Event {
  readonly at: number;
  readonly text: string;
}

/** Most recent events that are kept. */
const MOST_EVENTS = 40;

/**
 * What helps whoever is asked for help: versions, browser, state, recent faults. By construction it holds no name and
 * no contents of a file, and nothing that was typed or printed: of what comes from elsewhere, only numbers and known
 * words get in.
 */
export class Diagnostics {
  /** The report that is shown; null while none is. */
  readonly shown = new Cell<string | null>(null);
  readonly #parts: DiagnosticsParts;
  readonly #events: Event[] = [];
  readonly #owned = new DisposableStore();
  readonly #begun: number;
  #last: SessionSnapshot | null;

  constructor(parts: DiagnosticsParts) {
    this.#parts = parts;
    this.#begun = parts.clock.now;
    const { session } = parts;
    this.#last = session?.snapshot ?? null;
    if (!session) return;
    this.#owned.add(session.subscribe(() => this.#compare(session.snapshot)));
    this.#owned.add(session.onNotice(({ kind }) => this.#add(`notice    ${kind}`)));
  }

  /** A bug of the page's own, which stopped a part of it. @param where one of our own names */
  pageError(where: string, error: unknown): void {
    const detail = error instanceof Error ? (error.stack ?? error.name) : typeof error;
    this.#add(`page      ${where}: ${scrubbed(detail)}`);
  }

  show(): void {
    this.shown.set(this.report());
  }

  report(): string {
    const { session, wallClock, facts } = this.#parts;
    const lines = [...facts(), ...(session ? boardFacts(session) : []), ['uptime', this.#sinceBegin()]];
    return [
      `Pinwire diagnostics, ${wallClock().toISOString()}`,
      'No names and no contents of files, nothing that was typed or printed.',
      '',
      ...lines.map(([name = '', value = '']) => `${name.padEnd(11)} ${value}`),
      '',
      this.#events.length === 0 ? 'Nothing went wrong so far.' : 'What happened, newest last:',
      ...this.#events.map(({ at, text }) => `${seconds(at - this.#begun).padStart(9)}  ${text}`),
      '',
    ].join('\n');
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #compare(now: SessionSnapshot): void {
    const before = this.#last;
    this.#last = now;
    for (const key of ['fault', 'networkFault'] as const) {
      const fault = now[key];
      if (fault && fault !== before?.[key])
        this.#add(`fault     ${fault.where}, ${fault.remedy}: ${scrubbed(fault.detail)}`);
    }
    const boot = now.device?.boot;
    if (boot !== undefined && boot !== before?.device?.boot) this.#add(`start     ${boot}`);
  }

  #add(text: string): void {
    this.#events.push({ at: this.#parts.clock.now, text });
    if (this.#events.length > MOST_EVENTS) this.#events.shift();
  }

  #sinceBegin(): string {
    return seconds(this.#parts.clock.now - this.#begun);
  }
}

function boardFacts(session: Session): Facts {
  const { snapshot } = session;
  const { device, pending } = snapshot;
  const bytes = snapshot.files.reduce((sum, path) => sum + (session.readFile(path)?.length ?? 0), 0);
  return [
    ['storage', storageOf(snapshot.flash)],
    ['flash', `${snapshot.files.length} files, ${bytes} bytes`],
    ['board', `${snapshot.phase}, ${snapshot.faultsInRow} faults in a row`],
    [
      'activity',
      device ? `${activityOf(device.activity)}, prompt ${device.prompts}, start ${device.boot}` : '-',
    ],
    ['network', snapshot.networkFault ? 'stopped' : device?.wifi.connected === true ? 'connected' : 'off'],
    ['listening', device && device.listening.length > 0 ? device.listening.join(', ') : '-'],
    ['input', pending ? `${pending.bytes} of ${pending.of} bytes wait` : 'none waits'],
  ];
}

function storageOf(flash: SessionSnapshot['flash']): string {
  if (flash.kind === 'temporary') return `temporary (${flash.why}), ${flash.changed.length} files changed`;
  return flash.why === null ? 'stored' : `stored, but ${flash.unkept.length} files (${flash.why})`;
}

type Activity = NonNullable<SessionSnapshot['device']>['activity'];

const activityOf = (activity: Activity): string =>
  activity.kind === 'waiting' ? `waiting in ${activity.on.call}` : activity.kind;

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;
