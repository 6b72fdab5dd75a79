import { FitAddon } from '@xterm/addon-fit';
import { Terminal } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';

/** As wide as the page's own font, and there already (theme/fonts.css). */
const FALLBACK_FONTS = "'Mono Fallback', ui-monospace, monospace";
const OWN_FONTS = `'JetBrains Mono', ${FALLBACK_FONTS}`;

/** The part of the page that is loaded beside the main bundle, since nothing can be drawn before it is there. */
export interface XtermParts {
  readonly terminal: Terminal;
  readonly fit: FitAddon;
  /** The page's own font is there to be measured. */
  useOwnFont(): void;
}

interface XtermOptions {
  readonly fontSize: number;
  /** What a screen reader says in place of more than it can. */
  readonly tooMuchOutput: string;
}

export function createXterm({ tooMuchOutput, ...options }: XtermOptions): XtermParts {
  Terminal.strings.tooMuchOutput = tooMuchOutput;
  const terminal = new Terminal({
    ...options,
    cols: 80,
    rows: 24,
    scrollback: 5000,
    screenReaderMode: true,
    cursorBlink: false,
    cursorInactiveStyle: 'outline',
    // Naming the real font would load it, ahead of the prompt; it is set when it has come.
    fontFamily: FALLBACK_FONTS,
    macOptionIsMeta: false,
    rightClickSelectsWord: false,
    // The width of the scroll bar, which is all that this option means without a ruler's marks.
    overviewRuler: { width: 8 },
  });
  const fit = new FitAddon();
  terminal.loadAddon(fit);
  const useOwnFont = (): void => {
    terminal.options.fontFamily = OWN_FONTS;
  };
  return { terminal, fit, useOwnFont };
}
