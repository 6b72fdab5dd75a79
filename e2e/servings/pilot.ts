/** Which document: Pinwire's, wherever it is shown, or that of the board's page in its browser pane. */
export type Where = 'pinwire' | 'board';

/** What a browser of any make can be told, by whatever protocol: what a person does with mouse and keyboard. */
export interface Pilot {
  open(url: string): Promise<void>;
  /** `hard`: past caches and service workers, as Shift and Reload. Where a protocol has none, a plain one. */
  reload(how: 'plain' | 'hard'): Promise<void>;
  /** The value of an expression there, which may be awaited; what JSON can say. */
  read(where: Where, expression: string): Promise<unknown>;
  /** Clicks the element that an expression finds in Pinwire's page. */
  click(expression: string): Promise<void>;
  /** Presses keys one after another, with Control held or not, for whatever has the keyboard. */
  press(keys: string, held?: 'Control'): Promise<void>;
  /** Another tab of the same window, which comes to the front. */
  newTab(): Promise<void>;
  close(): Promise<void>;
}

/** How often a condition is looked at, and how long, in milliseconds. */
const LOOK = 100;
export const PATIENCE = 30_000;

/**
 * Waits until a condition holds.
 * @throws Error with `what`, and why it could not be asked for, where that is so
 */
export async function holds(
  what: string,
  condition: () => Promise<unknown>,
  patience = PATIENCE,
): Promise<void> {
  const end = performance.now() + patience;
  let problem = '';
  while (performance.now() < end) {
    try {
      if ((await condition()) === true) return;
      problem = '';
    } catch (error) {
      // The document may be on its way.
      problem = error instanceof Error ? `: ${error.message}` : '';
    }
    await new Promise((looked) => setTimeout(looked, LOOK));
  }
  throw new Error(`${what} did not come${problem}`);
}

/**
 * Waits until an expression holds.
 * @throws Error with `what`, and what the page shows
 */
export async function until(
  pilot: Pilot,
  what: string,
  expression: string,
  { where = 'pinwire', patience = PATIENCE }: { where?: Where; patience?: number } = {},
): Promise<void> {
  try {
    await holds(what, () => pilot.read(where, `Boolean(${expression})`), patience);
  } catch (error) {
    const shown = await pilot.read('pinwire', PAGE_WORDS).catch(() => 'nothing');
    throw new Error(`${String(error)}. The page shows: ${String(shown)}`, { cause: error });
  }
}

const PAGE_WORDS = `(document.querySelector('.xterm-rows') ?? document.body).innerText.slice(-600)`;

/** Marks what is to be clicked, in view, for protocols that find elements by selectors. */
export const MARK = 'data-pilot';
export const marking = (expression: string): string => `(() => {
  for (const old of document.querySelectorAll('[${MARK}]')) old.removeAttribute('${MARK}');
  const found = ${expression};
  if (!found || found.disabled) return false;
  found.scrollIntoView({ block: 'center' });
  found.setAttribute('${MARK}', '');
  return true;
})()`;

/** WebDriver's code for the Control key. */
const CONTROL = '\uE009';

/** Keys as both WebDriver protocols have them. */
export function strokes(keys: string, held?: 'Control'): { type: 'keyDown' | 'keyUp'; value: string }[] {
  const pressed = keys.split('').flatMap((value) => [
    { type: 'keyDown' as const, value },
    { type: 'keyUp' as const, value },
  ]);
  if (!held) return pressed;
  return [{ type: 'keyDown', value: CONTROL }, ...pressed, { type: 'keyUp', value: CONTROL }];
}
