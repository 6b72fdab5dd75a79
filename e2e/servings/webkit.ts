import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { MARK, marking, type Pilot, strokes, type Where } from './pilot';

export interface WebKitPrograms {
  readonly driver: string;
  readonly browser: string;
  /** Null where a display is there. */
  readonly xvfb: string | null;
}

/** What is missing, in a sentence, where it cannot be driven. */
export function findWebKit(): WebKitPrograms | { problem: string } {
  const driver = ['/usr/bin/WebKitWebDriver', '/usr/local/bin/WebKitWebDriver'].find(existsSync);
  if (driver === undefined) return { problem: 'There is no WebKitWebDriver (Debian: webkit2gtk-driver).' };
  const browser = miniBrowsers().find(existsSync);
  if (browser === undefined) return { problem: 'There is no MiniBrowser of WebKitGTK.' };
  if (process.env['DISPLAY'] !== undefined) return { driver, browser, xvfb: null };
  const xvfb = '/usr/bin/Xvfb';
  if (!existsSync(xvfb)) return { problem: 'There is no display, and no Xvfb to make one.' };
  return { driver, browser, xvfb };
}

/** It lies among the library's own files: `/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1`. */
function miniBrowsers(): string[] {
  const below = (folder: string) =>
    existsSync(folder) ? readdirSync(folder).map((name) => `${folder}/${name}`) : [];
  const libraries = ['/usr/lib', '/usr/lib64', '/usr/libexec'];
  return libraries
    .flatMap((folder) => [folder, ...below(folder).filter((each) => each.endsWith('-linux-gnu'))])
    .flatMap(below)
    .filter((folder) => folder.includes('/webkit2gtk-4.'))
    .map((folder) => `${folder}/MiniBrowser`);
}

/** As WebDriver names an element (W3C). */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';
const START_TIME = 15_000;
/** Longer than what the driver itself allows a page or a script: a driver that hangs must not keep the matrix. */
const ANSWER_TIME = 90_000;
/** A program that is asked to end and does not is killed, in milliseconds. */
const END_TIME = 5_000;

/** WebKitGTK by WebDriver (W3C), as far as a pilot needs it. */
export class WebKitPilot implements Pilot {
  readonly #processes: readonly ChildProcess[];
  readonly #base: string;
  #session = '';

  private constructor(processes: readonly ChildProcess[], base: string) {
    this.#processes = processes;
    this.#base = base;
  }

  static async start({ driver, browser, xvfb }: WebKitPrograms): Promise<WebKitPilot> {
    const processes: ChildProcess[] = [];
    // As Safari has it; WebKitGTK itself keeps memory from being shared (src/session/shared-memory.ts).
    const env = { ...process.env, JSC_useSharedArrayBuffer: '1' };
    if (xvfb !== null) {
      const display = await startXvfb(xvfb, processes);
      Object.assign(env, { DISPLAY: display, GDK_BACKEND: 'x11' });
    }
    const port = await freePort();
    processes.push(spawn(driver, ['-p', String(port)], { env, stdio: 'ignore' }));
    const pilot = new WebKitPilot(processes, `http://127.0.0.1:${port}`);
    await pilot.#untilItListens();
    const { sessionId } = (await pilot.#send('POST', '/session', {
      capabilities: {
        alwaysMatch: {
          timeouts: { script: 60_000, pageLoad: 60_000 },
          'webkitgtk:browserOptions': { binary: browser, args: ['--automation'] },
        },
      },
    })) as { sessionId: string };
    pilot.#session = `/session/${sessionId}`;
    await pilot.#size();
    return pilot;
  }

  async open(url: string): Promise<void> {
    await this.#send('POST', `${this.#session}/url`, { url });
  }

  /** This protocol has no hard one. */
  async reload(): Promise<void> {
    await this.#send('POST', `${this.#session}/refresh`, {});
  }

  async read(where: Where, expression: string): Promise<unknown> {
    await this.#enter(where);
    return this.#evaluate(expression);
  }

  async click(expression: string): Promise<void> {
    if ((await this.read('pinwire', marking(expression))) !== true)
      throw new Error(`${expression} finds nothing that can be clicked.`);
    const found = await this.#send('POST', `${this.#session}/element`, {
      using: 'css selector',
      value: `[${MARK}]`,
    });
    const { [ELEMENT]: id = '' } = found as Readonly<Record<string, string>>;
    await this.#send('POST', `${this.#session}/element/${id}/click`, {});
  }

  async press(keys: string, held?: 'Control'): Promise<void> {
    await this.#enter('pinwire');
    await this.#send('POST', `${this.#session}/actions`, {
      actions: [{ type: 'key', id: 'keyboard', actions: strokes(keys, held) }],
    });
  }

  /** In a window of its own: a tab stays in the background here, where nothing is drawn. */
  async newTab(): Promise<void> {
    const { handle } = (await this.#send('POST', `${this.#session}/window/new`, { type: 'window' })) as {
      handle: string;
    };
    await this.#send('POST', `${this.#session}/window`, { handle });
    await this.#size();
  }

  async close(): Promise<void> {
    await this.#send('DELETE', this.#session).catch(() => undefined);
    for (const each of [...this.#processes].reverse()) {
      const ended = new Promise((end) => each.once('exit', end));
      const timer = setTimeout(() => each.kill('SIGKILL'), END_TIME);
      if (each.kill('SIGTERM')) await ended;
      clearTimeout(timer);
    }
  }

  async #size(): Promise<void> {
    await this.#send('POST', `${this.#session}/window/rect`, { x: 0, y: 0, width: 1290, height: 900 });
  }

  async #enter(where: Where): Promise<void> {
    await this.#send('POST', `${this.#session}/frame`, { id: null });
    if (await this.#evaluate(`Boolean(document.querySelector('[name=pinwire]'))`)) await this.#intoFrame();
    if (where === 'board') await this.#intoFrame();
  }

  async #intoFrame(): Promise<void> {
    await this.#send('POST', `${this.#session}/frame`, { id: 0 });
  }

  async #evaluate(expression: string): Promise<unknown> {
    const script = `const told = arguments[0];
      (async () => JSON.stringify(await (${expression})))().then(
        (value) => told({ value }), (error) => told({ error: String(error) }))`;
    const { value, error } = (await this.#send('POST', `${this.#session}/execute/async`, {
      script,
      args: [],
    })) as { value?: string | null; error?: string };
    if (error !== undefined) throw new Error(error);
    return value === undefined || value === null ? undefined : (JSON.parse(value) as unknown);
  }

  async #untilItListens(): Promise<void> {
    const end = performance.now() + START_TIME;
    for (;;) {
      try {
        await this.#send('GET', '/status');
        return;
      } catch (error) {
        if (performance.now() > end) throw error;
        await new Promise((looked) => setTimeout(looked, 100));
      }
    }
  }

  async #send(method: string, path: string, body?: object): Promise<unknown> {
    const response = await fetch(this.#base + path, {
      method,
      signal: AbortSignal.timeout(ANSWER_TIME),
      ...(body ? { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } } : {}),
    });
    const { value } = (await response.json()) as { value: unknown };
    if (response.ok) return value;
    const { error, message } = value as { error: string; message: string };
    throw new Error(`${path}: ${error}: ${message}`);
  }
}

/** The server says on a descriptor which display it has taken. */
async function startXvfb(program: string, processes: ChildProcess[]): Promise<string> {
  const args = ['-displayfd', '3', '-screen', '0', '1400x1000x24', '-nolisten', 'tcp'];
  const server = spawn(program, args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  processes.push(server);
  const number = await new Promise<string>((told, failed) => {
    server.stdio[3]?.once('data', (data) => told(String(data as Buffer).trim()));
    server.once('exit', () => failed(new Error('Xvfb ended.')));
  });
  return `:${number}`;
}

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const server = createServer().once('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === 'string')
          failed(new TypeError('A TCP server has a port.'));
        else found(address.port);
      });
    });
  });
}
