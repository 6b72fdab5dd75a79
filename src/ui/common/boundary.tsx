import { Component, type ReactNode } from 'react';
import { Button } from './button';
import { LoadError } from './loadable';
import { Pane } from './pane';
import './boundary.css';

interface BoundaryProps {
  /** Of the pane that stands or falls with what is inside. */
  name: string;
  actions?: ReactNode;
  /** Not a pane of its own: the sentence stands alone. */
  bare?: boolean;
  onError: (where: string, error: unknown) => void;
  children: ReactNode;
}

interface BoundaryState {
  error: unknown;
  /** How often it has failed. */
  failures: number;
}

/** Keeps a fault in one pane from taking the others with it: it says so in its place, and can be tried again. */
export class PaneBoundary extends Component<BoundaryProps, BoundaryState> {
  override state: BoundaryState = { error: null, failures: 0 };

  static getDerivedStateFromError(error: unknown): Partial<BoundaryState> {
    return { error };
  }

  override componentDidCatch(error: unknown): void {
    this.setState(({ failures }) => ({ failures: failures + 1 }));
    this.props.onError(this.props.name, error);
  }

  override render(): ReactNode {
    const { error, failures } = this.state;
    if (error === null) return this.props.children;
    const { name, actions, bare = false } = this.props;
    const again = failures > 1;
    const retry = (
      <Button key="retry" look={again ? 'outlined' : 'primary'} icon="reset" onClick={() => this.#retry()}>
        Try again
      </Button>
    );
    const reload = (
      <Button key="reload" look="primary" icon="reload" onClick={() => window.location.reload()}>
        Reload the page
      </Button>
    );
    const content = (
      <div className="pane-fault" role="alert">
        <p>{sentence(name, error)}</p>
        <p>The rest of the page goes on, and nothing is lost.</p>
        <p className="pane-fault-actions">{again ? [reload, retry] : retry}</p>
      </div>
    );
    if (bare) return content;
    return (
      <Pane name={name} actions={actions}>
        {content}
      </Pane>
    );
  }

  #retry(): void {
    if (this.state.error instanceof LoadError) this.state.error.forget();
    this.setState({ error: null });
  }
}

function sentence(name: string, error: unknown): string {
  return error instanceof LoadError
    ? `The part “${name}” of this page could not be loaded. Check the connection and try again. If a new version of the page was published meanwhile, reload it.`
    : `“${name}” has stopped because of a fault in this page. Try again; if that does not help, reload the page.`;
}
