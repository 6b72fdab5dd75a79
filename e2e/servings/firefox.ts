import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type RawData, WebSocket } from 'ws';
import { holds, MARK, marking, type Pilot, strokes, type Where } from './pilot';

const PLACES = [
  process.env['PINWIRE_FIREFOX'] ?? '',
  '/usr/bin/firefox-esr',
  '/usr/bin/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
];

/** Null where there is none. */
export const findFirefox = (): string | null =>
  PLACES.find((place) => place !== '' && existsSync(place)) ?? null;

/** What a fresh profile needs to be left alone, without requests of its own. */
const PREFERENCES: Readonly<Record<string, boolean | number | string>> = {
  'remote.active-protocols': 1,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.homepage_override.mstone': 'ignore',
  'datareporting.policy.dataSubmissionEnabled': false,
  'toolkit.telemetry.reportingpolicy.firstRun': false,
  'app.update.disabledForTesting': true,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
};

/** Longer than any step of its own takes. */
const ANSWER_TIME = 60_000;

interface Context {
  readonly context: string;
  readonly children: readonly Context[] | null;
}

/** Firefox by WebDriver BiDi (W3C), as far as a pilot needs it. */
export class FirefoxPilot implements Pilot {
  readonly #process: ChildProcess;
  readonly #profile: string;
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #lastId = 0;
  #tab = '';

  private constructor(process: ChildProcess, profile: string, socket: WebSocket) {
    this.#process = process;
    this.#profile = profile;
    this.#socket = socket;
    socket.on('message', (data) => {
      const answer = JSON.parse(textOf(data)) as Answer;
      if (answer.id !== undefined) this.#waiting.get(answer.id)?.(answer);
    });
  }

  /** @param isPrivate every window of it is a private one */
  static async start(program: string, { isPrivate }: { isPrivate: boolean }): Promise<FirefoxPilot> {
    const profile = mkdtempSync(join(tmpdir(), 'pinwire-firefox-'));
    const preferences = { ...PREFERENCES, 'browser.privatebrowsing.autostart': isPrivate };
    const lines = Object.entries(preferences).map(
      ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
    );
    writeFileSync(join(profile, 'user.js'), lines.join('\n'));
    const args = ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port', '0'];
    const size = ['--width', '1280', '--height', '900'];
    const process = spawn(program, [...args, ...size, 'about:blank'], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const socket = new WebSocket(`${await bidiAddress(process)}/session`, { maxPayload: 2 ** 26 });
    await new Promise((open, failed) => socket.once('open', open).once('error', failed));
    const pilot = new FirefoxPilot(process, profile, socket);
    await pilot.#send('session.new', { capabilities: {} });
    const { contexts } = (await pilot.#send('browsingContext.getTree', {})) as {
      contexts: readonly Context[];
    };
    pilot.#tab = contexts[0]?.context ?? '';
    await pilot.#size();
    return pilot;
  }

  async open(url: string): Promise<void> {
    await this.#send('browsingContext.navigate', { context: this.#tab, url, wait: 'complete' });
  }

  async reload(how: 'plain' | 'hard'): Promise<void> {
    if (how === 'plain') {
      await this.#send('browsingContext.reload', { context: this.#tab, wait: 'complete' });
      return;
    }
    // Its BiDi cannot yet, but its pages can: the argument is a thing of Firefox's own.
    await this.#evaluate(this.#tab, `(window.pilotOld = true, setTimeout(() => location.reload(true)), 0)`);
    await holds('the page, reloaded', () =>
      this.#evaluate(this.#tab, `!window.pilotOld && document.readyState === 'complete'`),
    );
  }

  async read(where: Where, expression: string): Promise<unknown> {
    return this.#evaluate(await this.#contextOf(where), expression);
  }

  async click(expression: string): Promise<void> {
    const context = await this.#contextOf('pinwire');
    if ((await this.#evaluate(context, marking(expression))) !== true)
      throw new Error(`${expression} finds nothing that can be clicked.`);
    const element = (await this.#evaluateRaw(context, `document.querySelector('[${MARK}]')`)) as object;
    const actions = [
      { type: 'pointerMove', x: 0, y: 0, origin: { type: 'element', element } },
      { type: 'pointerDown', button: 0 },
      { type: 'pointerUp', button: 0 },
    ];
    await this.#send('input.performActions', {
      context,
      actions: [{ type: 'pointer', id: 'mouse', actions }],
    });
  }

  async press(keys: string, held?: 'Control'): Promise<void> {
    const context = await this.#contextOf('pinwire');
    await this.#send('input.performActions', {
      context,
      actions: [{ type: 'key', id: 'keyboard', actions: strokes(keys, held) }],
    });
  }

  async newTab(): Promise<void> {
    const made = (await this.#send('browsingContext.create', { type: 'tab' })) as { context: string };
    this.#tab = made.context;
    await this.#size();
  }

  async close(): Promise<void> {
    this.#socket.close();
    const ended = new Promise((end) => this.#process.once('exit', end));
    this.#process.kill('SIGTERM');
    await ended;
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }

  async #size(): Promise<void> {
    const viewport = { width: 1280, height: 800 };
    await this.#send('browsingContext.setViewport', { context: this.#tab, viewport });
  }

  async #contextOf(where: Where): Promise<string> {
    const tree = (await this.#send('browsingContext.getTree', { root: this.#tab })) as {
      contexts: readonly Context[];
    };
    const [top] = tree.contexts;
    if (!top) throw new Error('The tab is gone.');
    const isAround =
      (await this.#evaluate(top.context, `Boolean(document.querySelector('[name=pinwire]'))`)) === true;
    const pinwire = isAround ? top.children?.[0] : top;
    const found = where === 'pinwire' ? pinwire : pinwire?.children?.[0];
    if (!found) throw new Error(`There is no document of ${where}.`);
    return found.context;
  }

  async #evaluate(context: string, expression: string): Promise<unknown> {
    const text = `(async () => JSON.stringify(await (${expression})))()`;
    const { value } = (await this.#evaluateRaw(context, text)) as { value?: string };
    return value === undefined ? undefined : (JSON.parse(value) as unknown);
  }

  async #evaluateRaw(context: string, expression: string): Promise<unknown> {
    const answer = (await this.#send('script.evaluate', {
      expression,
      target: { context },
      awaitPromise: true,
    })) as { type: string; result?: unknown; exceptionDetails?: { text: string } };
    if (answer.type !== 'success') throw new Error(answer.exceptionDetails?.text ?? 'an exception');
    return answer.result;
  }

  async #send(method: string, params: object): Promise<unknown> {
    const id = ++this.#lastId;
    const answer = await new Promise<Answer>((answered, failed) => {
      const timer = setTimeout(() => failed(new Error(`${method}: Firefox does not answer.`)), ANSWER_TIME);
      this.#waiting.set(id, (each) => {
        clearTimeout(timer);
        answered(each);
      });
      this.#socket.send(JSON.stringify({ id, method, params }));
    });
    this.#waiting.delete(id);
    if (answer.type !== 'success')
      throw new Error(`${method}: ${answer.message ?? answer.error ?? 'failed'}`);
    return answer.result;
  }
}

/** A message in text comes as one buffer. */
function textOf(data: RawData): string {
  return Buffer.isBuffer(data) ? data.toString() : '';
}

interface Answer {
  readonly id?: number;
  readonly type: string;
  readonly result?: unknown;
  readonly error?: string;
  readonly message?: string;
}

/** Firefox says on stderr where it listens. */
function bidiAddress(process: ChildProcess): Promise<string> {
  return new Promise((found, failed) => {
    if (!process.stderr) throw new TypeError('Its stderr is a pipe.');
    createInterface(process.stderr).on('line', (line) => {
      const [, address] = /WebDriver BiDi listening on (ws:\S+)/.exec(line) ?? [];
      if (address !== undefined) found(address);
    });
    process.once('exit', (code) => failed(new Error(`Firefox ended with ${String(code)}.`)));
  });
}
