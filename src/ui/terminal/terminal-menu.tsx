import { useEffect, useRef } from 'react';
import type { TerminalModel } from './terminal-model';

interface TerminalMenuProps {
  model: TerminalModel;
  /** In the window, in pixels. */
  at: { x: number; y: number };
  close: () => void;
}

export function TerminalMenu({ model, at, close }: TerminalMenuProps) {
  const menu = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const first = menu.current?.querySelector<HTMLButtonElement>('button:not(:disabled)');
    first?.focus();
    const onPointer = (event: PointerEvent) => {
      if (event.target instanceof Node && !menu.current?.contains(event.target)) close();
    };
    window.addEventListener('pointerdown', onPointer, { capture: true });
    return () => window.removeEventListener('pointerdown', onPointer, { capture: true });
  }, [close]);

  const choose = (action: () => void) => () => {
    close();
    action();
    model.focus();
  };
  return (
    <div
      ref={menu}
      className="menu"
      role="menu"
      aria-label="Terminal"
      style={{ left: Math.min(at.x, window.innerWidth - 190), top: Math.min(at.y, window.innerHeight - 150) }}
      onKeyDown={(event) => {
        if (event.key === 'Escape' || event.key === 'Tab') choose(() => undefined)();
        if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
          event.preventDefault();
          moveFocus(event.currentTarget, event.key === 'ArrowDown' ? 1 : -1);
        }
      }}
    >
      <Item
        name="Copy"
        keys="Ctrl-Shift-C"
        refused={model.selection === ''}
        choose={choose(() => void model.copy())}
      />
      <Item name="Paste" keys="Ctrl-V" choose={choose(() => void model.pasteFromClipboard())} />
      <Item name="Select all" choose={choose(() => model.selectAll())} />
      <Item name="Clear" choose={choose(() => model.clear())} />
    </div>
  );
}

interface ItemProps {
  name: string;
  keys?: string;
  refused?: boolean;
  choose: () => void;
}

function Item({ name, keys, refused = false, choose }: ItemProps) {
  return (
    <button type="button" role="menuitem" disabled={refused} onClick={choose}>
      {name}
      {keys === undefined ? null : <kbd>{keys}</kbd>}
    </button>
  );
}

function moveFocus(menu: HTMLElement, by: 1 | -1): void {
  const items = [...menu.querySelectorAll<HTMLButtonElement>('button:not(:disabled)')];
  const at = items.findIndex((item) => item === document.activeElement);
  items[(at + by + items.length) % items.length]?.focus();
}
