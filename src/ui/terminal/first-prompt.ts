import type { IBuffer } from '@xterm/xterm';

/** What this needs of xterm.js. */
interface Drawn {
  onRender(listener: () => void): { dispose(): void };
  readonly buffer: { readonly active: Pick<IBuffer, 'baseY' | 'cursorX' | 'cursorY' | 'getLine'> };
}

/** Calls `mark` once: when the terminal has drawn the first prompt, with the cursor after it. */
export function onFirstPrompt(terminal: Drawn, mark: () => void): void {
  const rendered = terminal.onRender(() => {
    const { active } = terminal.buffer;
    const line = active.getLine(active.baseY + active.cursorY);
    if (line?.translateToString(false, 0, active.cursorX) !== '>>> ') return;
    rendered.dispose();
    mark();
  });
}
