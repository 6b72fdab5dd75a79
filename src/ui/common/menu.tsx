import { Fragment, useEffect, useRef } from 'react';
import './menu.css';

export interface MenuItem {
  readonly name: string;
  readonly keys?: string;
  /** A second line: what it does. */
  readonly hint?: string;
  readonly refused?: boolean;
  /** Of choices that exclude each other: whether it is the one that holds. */
  readonly checked?: boolean;
  /** What choices that exclude each other are about: said once, above the first of them. */
  readonly group?: string;
  /** The language of the name, where it is not the page's. */
  readonly lang?: string;
  readonly choose: () => void;
}

interface MenuProps {
  label: string;
  items: readonly MenuItem[];
  /** Where its corner is, in the window, in pixels. */
  at: { readonly x: number; readonly y: number };
  /** Called once, with whether an item was chosen; whoever opened it gives the focus back. */
  close: (chosen: boolean) => void;
  /** A click there is the opener's own business. */
  opener?: HTMLElement | null;
}

const WIDTH = 300;
const EDGE = 8;

export function Menu({ label, items, at, close, opener = null }: MenuProps) {
  const menu = useRef<HTMLDivElement>(null);
  useEffect(() => {
    menu.current?.querySelector<HTMLButtonElement>('button:not(:disabled)')?.focus();
  }, []);
  useEffect(() => {
    const onPointer = ({ target }: PointerEvent) => {
      if (!(target instanceof Node)) return;
      if (!menu.current?.contains(target) && !opener?.contains(target)) close(false);
    };
    window.addEventListener('pointerdown', onPointer, { capture: true });
    return () => window.removeEventListener('pointerdown', onPointer, { capture: true });
  }, [close, opener]);

  const isFirst = (index: number): boolean =>
    items[index]?.group !== undefined && items[index].group !== items[index - 1]?.group;
  const height = items.reduce(
    (sum, { hint }, index) => sum + (hint === undefined ? 32 : 72) + (isFirst(index) ? 36 : 0),
    10,
  );
  return (
    <div
      ref={menu}
      className="menu"
      role="menu"
      aria-label={label}
      style={{
        left: Math.max(EDGE, Math.min(at.x, window.innerWidth - WIDTH - EDGE)),
        top: Math.max(EDGE, Math.min(at.y, window.innerHeight - height - EDGE)),
        maxWidth: WIDTH,
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape' || event.key === 'Tab') {
          event.preventDefault();
          close(false);
        }
        if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
          event.preventDefault();
          moveFocus(event.currentTarget, event.key === 'ArrowDown' ? 1 : -1);
        }
      }}
    >
      {items.map(({ name, keys, hint, refused = false, checked, group, lang, choose }, index) => (
        <Fragment key={name}>
          {isFirst(index) ? (
            <p className="menu-group" aria-hidden="true">
              {group}
            </p>
          ) : null}
          <button
            type="button"
            lang={lang}
            aria-description={group}
            role={checked === undefined ? 'menuitem' : 'menuitemradio'}
            aria-checked={checked}
            disabled={refused}
            onClick={() => {
              close(true);
              choose();
            }}
          >
            <span>
              {name}
              {hint === undefined ? null : <small>{hint}</small>}
            </span>
            {keys === undefined ? null : <kbd>{keys}</kbd>}
          </button>
        </Fragment>
      ))}
    </div>
  );
}

function moveFocus(menu: HTMLElement, by: 1 | -1): void {
  const items = [...menu.querySelectorAll<HTMLButtonElement>('button:not(:disabled)')];
  const at = items.findIndex((item) => item === document.activeElement);
  items[(at + by + items.length) % items.length]?.focus();
}
