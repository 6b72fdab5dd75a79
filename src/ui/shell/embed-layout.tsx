import { page } from '../../words/en/page';
import { wordsOf } from '../../words/spoken';
import type { TextStore } from '../common/text-store';
import { useMedia } from '../common/use-media';
import { tabOf, type Panes } from './layout-view';
import type { PaneName } from './pane-names';
import { Split } from './split/split';
import { Tabs } from './tabs';

/** Below this width of one pane they lie behind tabs. */
const LEAST_WIDTH = 320;

interface EmbedLayoutProps {
  /** The panes that were chosen; at least one. */
  readonly chosen: readonly PaneName[];
  readonly panes: Panes;
  readonly store: TextStore;
  readonly tab: PaneName;
  readonly onTab: (tab: PaneName) => void;
  readonly busy: boolean;
}

/** A few panes inside another page: side by side where there is room, else behind tabs. */
export function EmbedLayout({ chosen, panes, store, tab, onTab, busy }: EmbedLayoutProps) {
  const room = useMedia(`(width >= ${chosen.length * LEAST_WIDTH}px)`);
  const [first = 'Terminal'] = chosen;
  return (
    <main className="bench">
      {room ? (
        <Split
          id={`embed-${chosen.join('-')}`}
          direction="columns"
          store={store}
          parts={chosen.map((name) => ({
            id: name,
            name: wordsOf(page).parts[name],
            size: `${100 / chosen.length}%`,
            least: 200,
            folds: false,
            render: () => panes[name](null),
          }))}
        />
      ) : (
        <Tabs
          bar="above"
          label={wordsOf(page).panes}
          tabs={chosen.map((name) => tabOf(name, panes, busy))}
          open={chosen.includes(tab) ? tab : first}
          onOpen={(name) => onTab(name as PaneName)}
        />
      )}
      {/* Somebody must take what the board prints, or its program is held back. */}
      {chosen.includes('Terminal') ? null : <div hidden>{panes.Terminal(null)}</div>}
    </main>
  );
}
