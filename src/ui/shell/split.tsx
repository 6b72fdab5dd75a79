import { use, useRef, useState, type ReactNode } from 'react';
import {
  Group,
  Panel,
  Separator,
  type PanelImperativeHandle,
  useDefaultLayout,
} from 'react-resizable-panels';
import { IconButton } from '../common/button';
import { Folded } from '../common/folded';
import type { TextStore } from '../common/text-store';
import './split.css';

/** Height of a folded pane in a column: its header. Width of a folded column: a button. */
const FOLDED_HEIGHT = 38;
const FOLDED_WIDTH = 36;

interface SplitPart {
  readonly id: string;
  readonly name: string;
  readonly size: string;
  readonly least: string | number;
  readonly folds: boolean;
  /** Gets the button that folds the part away, to be put into its header. */
  readonly render: (fold: ReactNode) => ReactNode;
}

interface SplitProps {
  readonly id: string;
  readonly direction: 'columns' | 'rows';
  readonly parts: readonly SplitPart[];
  readonly store: TextStore;
}

/** Panes side by side or one above the other: dragged, folded, remembered; a double click restores. */
export function Split({ id, direction, parts, store }: SplitProps) {
  const { defaultLayout, onLayoutChanged } = useDefaultLayout({
    id,
    storage: layoutStorage(store),
    onlySaveAfterUserInteractions: true,
  });
  // Folding by button is the student's wish too, which the library cannot know.
  const folding = useRef(false);
  return (
    <Group
      id={id}
      className={`split ${direction}`}
      orientation={direction === 'columns' ? 'horizontal' : 'vertical'}
      defaultLayout={defaultLayout}
      onLayoutChanged={(layout, meta) => {
        onLayoutChanged(layout, folding.current ? { ...meta, isUserInteraction: true } : meta);
        folding.current = false;
      }}
    >
      {parts.flatMap((part, index) => [
        index === 0 ? null : <Separator key={`before-${part.id}`} className="divider" />,
        <SplitPanel
          key={part.id}
          part={part}
          direction={direction}
          onFold={() => {
            folding.current = true;
          }}
        />,
      ])}
    </Group>
  );
}

interface SplitPanelProps {
  part: SplitPart;
  direction: SplitProps['direction'];
  onFold: () => void;
}

function SplitPanel({ part, direction, onFold }: SplitPanelProps) {
  const panel = useRef<PanelImperativeHandle>(null);
  // Folded since the page was loaded, a panel knows no size to go back to.
  const wasOpen = useRef(false);
  const [folded, setFolded] = useState(false);
  const toggle = () => {
    onFold();
    if (!folded) panel.current?.collapse();
    else if (wasOpen.current) panel.current?.expand();
    else panel.current?.resize(part.size);
  };
  const around = use(Folded);
  const rows = direction === 'rows';
  const button = (
    <IconButton
      icon={rows ? (folded ? 'up' : 'down') : 'back'}
      label={folded ? `Unfold ${part.name}` : `Fold ${part.name}`}
      aria-expanded={!folded}
      onClick={toggle}
    />
  );
  return (
    <Panel
      id={part.id}
      panelRef={panel}
      defaultSize={part.size}
      minSize={part.least}
      collapsible={part.folds}
      collapsedSize={rows ? FOLDED_HEIGHT : FOLDED_WIDTH}
      onResize={() => {
        const isFolded = panel.current?.isCollapsed() ?? false;
        if (!isFolded) wasOpen.current = true;
        setFolded(isFolded);
      }}
    >
      {folded && !rows ? (
        <button type="button" className="folded-column" onClick={toggle} aria-expanded="false">
          {part.name}
        </button>
      ) : null}
      <div className="split-content" hidden={folded && !rows}>
        <Folded value={folded || around}>{part.render(part.folds ? button : null)}</Folded>
      </div>
    </Panel>
  );
}

function layoutStorage(store: TextStore) {
  return {
    getItem: (key: string) => store.read(key),
    setItem: (key: string, text: string) => {
      store.write(key, text);
    },
  };
}
