import { useEffect, useId, useRef, type ReactNode } from 'react';
import './dialog.css';

interface DialogProps {
  title: ReactNode;
  /** Escape, or a click beside it. */
  close: () => void;
  children: ReactNode;
  /** The answers. What has `data-first` gets the focus, here or above; else the first that can have it. */
  buttons: ReactNode;
}

/** A question that must be answered first. The browser keeps the focus inside and gives it back afterwards. */
export function Dialog({ title, close, children, buttons }: DialogProps) {
  const box = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const dialog = box.current;
    dialog?.showModal();
    dialog?.querySelector<HTMLElement>('[data-first]')?.focus();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={box}
      className="dialog"
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      onClick={(event) => {
        // The box itself has no room beside its contents: this is the ground around it.
        if (event.target === event.currentTarget) close();
      }}
    >
      <div className="dialog-body">
        <h2 id={heading}>{title}</h2>
        {children}
        <div className="dialog-buttons">{buttons}</div>
      </div>
    </dialog>
  );
}
