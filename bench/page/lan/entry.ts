import interpreterUrl from 'virtual:interpreter/wasm-url';
import type { Step } from '../../../src/lessons/lesson-data';
import { LessonWatch } from '../../../src/lessons/steps/lesson-watch';
import type { HttpRequest } from '../../../src/protocol/http';
import { BoardSession } from '../../../src/session/board-session';
import { HEARD_WITHIN, observe } from '../../../src/session/observe';
import { webHost } from '../../../src/session/web-host';
import type { Dispose } from '../../../src/shared/disposable';
import { TimerClock } from '../../../src/worker/timer-clock';

/** A board in a page of its own, for what the product's panes do not offer: its session. */
export interface Lan {
  /** Puts a file on the flash, types a line at the prompt and resolves with what is printed up to `until`. */
  run(file: string, source: string, line: string, until: string): Promise<string>;
  /** Types a line, and interrupts what it runs some milliseconds after `begun`: how long until the bytes of the prompt. */
  interrupt(line: string, after: number): Promise<number>;
  /** How long each of `count` requests took, one after another, in milliseconds. */
  ask(request: HttpRequest, count: number): Promise<number[]>;
  /** Types a line, and resolves when what it runs has printed something. */
  start(line: string): Promise<void>;
  /** Ctrl-C; resolves at the prompt. */
  stop(): Promise<void>;
  /** How many bytes come in so many milliseconds. */
  flow(duration: number): Promise<number>;
  /** Watches the board for these steps from now on, as the page does for a lesson; null: for nothing. */
  watch(steps: readonly Step[] | null): void;
}

declare global {
  interface Window {
    lan: Lan;
  }
}

const asked = new URLSearchParams(location.search);
const streams = asked.has('stream');
const session = new BoardSession(
  webHost({
    road: asked.has('messages') ? 'messages' : 'memory',
    deviceWorker: () =>
      new Worker(new URL('../../../src/worker/device-worker.ts', import.meta.url), { type: 'module' }),
    netWorker: () =>
      streams
        ? new Worker(new URL('./stream-net-worker.ts', import.meta.url), { type: 'module' })
        : new Worker(new URL('../../../src/worker/net-worker.ts', import.meta.url), { type: 'module' }),
    interpreterUrl,
    libraries: async () => (await import('../../../src/interpreter/libraries')).LIBRARIES,
    newName: () => crypto.randomUUID(),
  }),
);
const decoder = new TextDecoder();
let text = '';
let received = 0;
let unwatch: Dispose = () => undefined;
let look = (): void => undefined;
/** The end of what was printed is what is looked at. */
const MOST_TEXT = 64 * 1024;
session.onOutput(({ bytes, done }) => {
  received += bytes.length;
  text += decoder.decode(bytes, { stream: true });
  done();
  look();
  if (text.length > 2 * MOST_TEXT) text = text.slice(-MOST_TEXT);
});
/** Far more than anything here takes: a bench that hangs says what the board printed last. */
const LONGEST = 60_000;
const shown = (is: () => boolean): Promise<void> =>
  new Promise((resolve, reject) => {
    const give = (): void =>
      reject(new Error(`it did not come within a minute; printed last: ${JSON.stringify(text.slice(-200))}`));
    const timer = setTimeout(give, LONGEST);
    look = () => {
      if (!is()) return;
      clearTimeout(timer);
      resolve();
    };
    look();
  });
const booted = shown(() => text.endsWith('>>> '));

window.lan = {
  run: async (file, source, line, until) => {
    await booted;
    await session.writeFile(file, new TextEncoder().encode(source));
    text = '';
    await session.typeLines([line]);
    // What was typed is echoed first.
    const printed = (): string => text.slice(text.indexOf('\n') + 1);
    await shown(() => text.includes('\n') && printed().includes(until));
    return printed();
  },
  interrupt: async (line, after) => {
    await booted;
    text = '';
    // Before it is typed: the beginning of a flood is soon gone.
    const begun = shown(() => text.includes('begun\r\n'));
    await session.typeLines([line]);
    await begun;
    await new Promise((resolve) => setTimeout(resolve, after));
    const start = performance.now();
    session.interrupt();
    await shown(() => text.endsWith('KeyboardInterrupt: \r\n>>> '));
    return performance.now() - start;
  },
  ask: async (request, count) => {
    const times: number[] = [];
    for (let n = 0; n < count; n++) {
      const start = performance.now();
      const result = await session.fetch(request);
      if (!result.ok) throw new Error(`the lesson's server did not answer: ${result.failure.kind}`);
      if (!result.response.body.includes(60)) throw new Error('the answer holds no page');
      times.push(performance.now() - start);
    }
    return times;
  },
  start: async (line) => {
    await booted;
    text = '';
    await session.typeLines([line, '']);
    await shown(() => text.split('\n').length > 4);
  },
  stop: async () => {
    session.interrupt();
    await shown(() => text.endsWith('KeyboardInterrupt: \r\n>>> '));
  },
  flow: async (duration) => {
    const before = received;
    await new Promise((resolve) => setTimeout(resolve, duration));
    return received - before;
  },
  watch: (steps) => {
    unwatch();
    unwatch = () => undefined;
    if (steps === null) return;
    const watch = new LessonWatch({
      steps,
      clock: new TimerClock(),
      wallClock: () => Date.now(),
      late: HEARD_WITHIN,
      done: new Set(),
      onChange: () => undefined,
    });
    const stop = observe(session, { network: true }, (observation) => watch.hear(observation));
    unwatch = () => {
      stop();
      watch.dispose();
    };
  },
};
