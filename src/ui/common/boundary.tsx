import { Component, type ReactNode } from 'react';
import { page } from '../../words/en/page';
import { wordsOf } from '../../words/spoken';
import { Button } from './button';
import { LoadError } from './loadable';
import { Pane } from './pane';
import './boundary.css';

export type PartName = keyof typeof page.english.parts;

interface BoundaryProps {
  /** Of what stands or falls with what is inside: a key of its words, and its name in diagnostics. */
  name: PartName;
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
    const { actions, bare = false } = this.props;
    const words = wordsOf(page);
    const name = words.parts[this.props.name];
    const again = failures > 1;
    const retry = (
      <Button key="retry" look={again ? 'outlined' : 'primary'} icon="reset" onClick={() => this.#retry()}>
        {words.tryAgain}
      </Button>
    );
    const reload = (
      <Button key="reload" look="primary" icon="reload" onClick={() => window.location.reload()}>
        {words.reloadPage}
      </Button>
    );
    const content = (
      <div className="pane-fault" role="alert">
        <p>{sentence(name, error)}</p>
        <p>{words.restGoesOn}</p>
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
  const { partNotLoaded, partStopped } = wordsOf(page);
  return error instanceof LoadError ? partNotLoaded(name) : partStopped(name);
}
