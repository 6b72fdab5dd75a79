import type { ReactNode } from 'react';
import './pane.css';

interface PaneProps {
  /** The region's accessible name. */
  name: string;
  /** Left of the header, instead of the pane's name. */
  heading?: ReactNode;
  actions?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** One tool on the bench: a region with a header and its actions. */
export function Pane({ name, heading, actions, className = '', children }: PaneProps) {
  return (
    <section className={`pane ${className}`} aria-label={name}>
      <div className="pane-header">
        {heading ?? <h2 className="pane-title">{name}</h2>}
        {actions}
      </div>
      <div className="pane-body">{children}</div>
    </section>
  );
}
