import { use, useMemo, useRef, useState, type ReactNode } from 'react';
import { page } from '../../../words/en/page';
import { wordsOf } from '../../../words/spoken';
import { IconButton } from '../../common/button';
import { useCell } from '../../common/cell';
import { Folded } from '../../common/folded';
import type { TextStore } from '../../common/text-store';
import { useReveal } from '../use-reveal';
import { Divider } from './divider';
import { SplitModel } from './split-model';
import { isFolded } from './split-sizes';
import './split.css';

/** Height of a folded pane in a column: its header. Width of a folded column: a button. */
const FOLDED_HEIGHT = 38;
const FOLDED_WIDTH = 36;

type Direction = 'columns' | 'rows';

interface SplitPart {
  readonly id: string;
  readonly name: string;
  /** Its share at first, such as `40%`. */
  readonly size: string;
  /** In pixels. */
  readonly least: number;
  readonly folds: boolean;
  /** Gets the button that folds the part away, to be put into its header. */
  readonly render: (fold: ReactNode) => ReactNode;
}

interface SplitProps {
  readonly id: string;
  readonly direction: Direction;
  readonly parts: readonly SplitPart[];
  readonly store: TextStore;
  /** Ids of parts that are needed now: they are unfolded. */
  readonly revealed?: readonly string[];
}

/**
 * Panes side by side or one above the other: dragged, moved by keys, folded, remembered; a double click restores. The
 * browser lays them out by their shares, so nothing has to be measured until somebody drags.
 */
export function Split({ id, direction, parts, store, revealed = NONE }: SplitProps) {
  const box = useRef<HTMLDivElement>(null);
  const [model] = useState(() => {
    const shares = parts.map(({ size }) => Number.parseFloat(size));
    const folded = foldedLength(direction);
    const limits = parts.map(({ least, folds }) => ({ least, folded: folds ? folded : null }));
    return new SplitModel(id, shares, limits, store);
  });
  const sizes = useCell(model.sizes);
  useReveal(revealed, () => {
    for (const [at, part] of parts.entries()) if (revealed.includes(part.id)) model.unfold(at);
  });
  return (
    <div className={`split ${direction}`} ref={box}>
      {parts.flatMap((part, at) => [
        at === 0 ? null : (
          <Divider
            key={`before-${part.id}`}
            direction={direction}
            names={[parts[at - 1]?.name ?? '', part.name]}
            place={sizes.shares.slice(0, at).reduce((all, share) => all + share, 0)}
            begin={() => model.begin(at, lengthsIn(box.current, direction))}
            restore={() => model.restore()}
          />
        ),
        <SplitPanel
          key={part.id}
          {...{ part, at, direction, model }}
          share={sizes.shares[at] ?? 0}
          folded={isFolded(sizes, at)}
        />,
      ])}
    </div>
  );
}

const NONE: readonly string[] = [];

const foldedLength = (direction: Direction): number => (direction === 'rows' ? FOLDED_HEIGHT : FOLDED_WIDTH);

function lengthsIn(box: HTMLElement | null, direction: Direction): number[] {
  return [...(box?.children ?? [])]
    .filter((child) => child.classList.contains('split-part'))
    .map((child) => {
      const { width, height } = child.getBoundingClientRect();
      return direction === 'rows' ? height : width;
    });
}

interface SplitPanelProps {
  part: SplitPart;
  at: number;
  direction: Direction;
  model: SplitModel;
  share: number;
  folded: boolean;
}

function SplitPanel({ part, at, direction, model, share, folded }: SplitPanelProps) {
  const around = use(Folded);
  const rows = direction === 'rows';
  // The same element while only sizes change: what is in a pane is not drawn anew while a divider moves.
  const content = useMemo(() => {
    const button = (
      <IconButton
        icon={rows ? (folded ? 'up' : 'down') : 'back'}
        label={folded ? wordsOf(page).unfold(part.name) : wordsOf(page).fold(part.name)}
        aria-expanded={!folded}
        onClick={() => model.toggle(at)}
      />
    );
    return <Folded value={folded || around}>{part.render(part.folds ? button : null)}</Folded>;
  }, [part, at, model, rows, folded, around]);
  const least = rows ? { minHeight: part.least } : { minWidth: part.least };
  const style = folded ? { flex: `0 0 ${foldedLength(direction)}px` } : { flex: `${share} 1 0px`, ...least };
  return (
    <div className="split-part" style={style}>
      {folded && !rows ? (
        <button
          type="button"
          className="folded-column"
          onClick={() => model.toggle(at)}
          aria-expanded="false"
        >
          {part.name}
        </button>
      ) : null}
      <div className="split-content" hidden={folded && !rows}>
        {content}
      </div>
    </div>
  );
}
