import { type Pilot, until } from './pilot';

/** The rows of the terminal that hold something. */
const ROWS = `[...document.querySelectorAll('[aria-label=Terminal] .xterm-rows > *')]
  .map((row) => row.textContent.replaceAll('\\u00a0', ' ').trimEnd()).filter((row) => row !== '')`;
const ACTIVITY = `document.querySelector('header .activity')?.title`;
/** Of the page that the lesson's server sends. */
const ROWS_OF_TABLE = `[...document.querySelectorAll('tr')].map((row) =>
  [...row.cells].map((cell) => cell.textContent).join(' '))`;

const quoted = (text: string): string => JSON.stringify(text);
/** A button by the beginning of its name. */
const button = (name: string): string => `[...document.querySelectorAll('button')].find((each) =>
  (each.getAttribute('aria-label') ?? each.textContent).trim().startsWith(${quoted(name)}))`;

export const atPrompt = (pilot: Pilot, patience?: number): Promise<void> =>
  until(pilot, 'the prompt', `${ROWS}.at(-1) === '>>>'`, patience === undefined ? {} : { patience });

const printed = (pilot: Pilot, text: string): Promise<void> =>
  until(pilot, `“${text}” in the terminal`, `${ROWS}.some((row) => row.includes(${quoted(text)}))`);

/** How often a click is tried: what comes late, as a line about storage, moves the page under the pointer. */
const CLICKS = 3;

/** What stands beside a block's button: nothing before its first run. */
const mark = (block: string): string => `[...document.querySelectorAll('figure button')].find((each) =>
  [${quoted(`Run: ${block}`)}, ${quoted(`Interrupt: ${block}`)}].includes(each.getAttribute('aria-label')))
  .closest('figure').querySelector('[role=status]').textContent`;

async function run(pilot: Pilot, block: string): Promise<void> {
  await until(pilot, `a Run button for “${block}”`, `!${button(`Run: ${block}`)}.disabled`);
  for (let click = 1; ; click++) {
    await pilot.click(button(`Run: ${block}`));
    try {
      await until(pilot, `a run of “${block}”`, `${mark(block)} !== ''`, { patience: 3_000 });
      return;
    } catch (error) {
      if (click === CLICKS) throw error;
    }
  }
}

async function finish(pilot: Pilot, block: string): Promise<void> {
  await run(pilot, block);
  await until(pilot, `the end of “${block}”`, `${mark(block)} === 'done'`);
}

/** Ctrl-C at the keyboard, from the terminal. */
async function interrupt(pilot: Pilot): Promise<void> {
  await pilot.click(`document.querySelector('[aria-label=Terminal] .xterm-screen')`);
  await pilot.press('c', 'Control');
  await printed(pilot, 'KeyboardInterrupt:');
  await atPrompt(pilot);
}

/** What the page says where it cannot have a board; null where it has one, or will. */
export async function whyNoBoard(pilot: Pilot): Promise<string | null> {
  const words = `(document.querySelector('[aria-label="Why the board cannot start"]')?.querySelector('h2').textContent ?? null)`;
  await until(pilot, 'the page', `${ROWS}.at(-1) === '>>>' || ${words} !== null`, { patience: 60_000 });
  return (await pilot.read('pinwire', words)) as string | null;
}

/** “Network - TCP sockets” from its first block to its last, by the lesson's buttons; Ctrl-C by the keyboard. */
export async function wholeTutorial(pilot: Pilot): Promise<void> {
  await atPrompt(pilot, 60_000);
  await film(pilot);
  await httpGet(pilot);
  await server(pilot);
}

async function film(pilot: Pilot): Promise<void> {
  await finish(pilot, 'import socket');
  await finish(pilot, 'addr_info = socket.getaddrinfo("towel.blinkenlights.nl", 23)');
  await finish(pilot, 'addr = addr_info[0][-1]');
  await finish(pilot, 's = socket.socket()');
  await run(pilot, 'while True:');
  const picture = `(window.pilotPictures ??= new Set()).add(${ROWS}.join('\\n')).size >= 3`;
  await until(pilot, 'three pictures of the film', picture);
  await interrupt(pilot);
}

async function httpGet(pilot: Pilot): Promise<void> {
  await finish(pilot, 'def http_get(url):');
  await finish(pilot, "http_get('http://micropython.org/ks/test.html')");
  await printed(pilot, '<h1>Hello from the other end!</h1>');
  await atPrompt(pilot);
}

/** The server's page, a pin that is clicked, and Ctrl-C while it waits in `accept()`. */
async function server(pilot: Pilot): Promise<void> {
  const waits = `${ACTIVITY} === 'waiting for a connection on port 80'`;
  const reads = (level: 0 | 1) =>
    until(
      pilot,
      `Pin(4) as ${level} on the board's page`,
      `${ROWS_OF_TABLE}.length === 9 && ${ROWS_OF_TABLE}.includes('Pin(4) ${level}')`,
      { where: 'board' },
    );
  await run(pilot, 'import machine');
  await until(pilot, 'a server that waits', waits);
  await pilot.click(button('Reload'));
  await reads(0);
  await pilot.click(button('GPIO4 '));
  await until(pilot, 'a pin that is high', `${button('GPIO4 ')}.textContent.includes('reads high')`);
  await until(pilot, 'a server that waits again', waits);
  await pilot.click(button('Reload'));
  await reads(1);
  await until(pilot, 'a server that waits again', waits);
  await interrupt(pilot);
}
