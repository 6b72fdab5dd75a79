/** What a key pressed in the terminal means, before xterm.js sees it. */
export type KeyAction =
  /** xterm.js turns it into bytes for the board. */
  | 'board'
  /** The browser keeps it: zoom, developer tools, leaving the terminal. */
  | 'browser'
  | 'interrupt'
  | 'copy'
  /** Left to the browser, whose `paste` event follows. */
  | 'paste'
  | 'hold-escape';

export interface Key {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

/**
 * Escape is held back until the next key: with Tab it leaves the terminal, and the board, whose line editor would
 * swallow the key after a lone Escape, hears nothing of it.
 */
export function keyAction(key: Key, escapeHeld: boolean): KeyAction {
  const name = key.key.length === 1 ? key.key.toLowerCase() : key.key;
  if (key.metaKey) return name === 'c' ? 'copy' : name === 'v' ? 'paste' : 'browser';
  if (name === 'Tab') return escapeHeld || key.shiftKey ? 'browser' : 'board';
  if (name === 'Escape') return 'hold-escape';
  if (/^F\d+$/.test(name)) return 'browser';
  if (name === 'Insert') return key.ctrlKey ? 'copy' : key.shiftKey ? 'paste' : 'board';
  if (!key.ctrlKey || key.altKey) return 'board';
  if (name === 'c') return key.shiftKey ? 'copy' : 'interrupt';
  if (name === 'v') return 'paste';
  if (['+', '-', '=', '0'].includes(name)) return 'browser';
  return 'board';
}
