import { useMemo, useState, type ReactNode } from 'react';
import { page } from '../../words/en/page';
import { wordsOf } from '../../words/spoken';
import type { TextStore } from '../common/text-store';
import { useMedia } from '../common/use-media';
import { BOARD_WIDTH, terminalShare, wideSizes } from './layout';
import { PANE_ICONS, PANES, type PaneName } from './pane-names';
import { Split } from './split/split';
import { Tabs } from './tabs';

const tools: readonly PaneName[] = ['Editor', 'Terminal', 'Board', 'Browser', 'Network'];

export type Panes = Record<PaneName, (fold: ReactNode) => ReactNode>;

interface LayoutProps {
  panes: Panes;
  store: TextStore;
  tab: PaneName;
  onTab: (tab: PaneName) => void;
  /** A program runs or waits. */
  busy: boolean;
  /** What the lesson needs now. */
  revealed: readonly PaneName[];
}

/** Three columns where there is room, the lesson beside tabs where there is less, one pane at a time on a phone. */
export function Layout(props: LayoutProps) {
  const wide = useMedia('(width >= 1200px)');
  const phone = useMedia('(width < 700px)');
  if (wide) return <WideLayout {...props} />;
  return phone ? <PhoneLayout {...props} /> : <MediumLayout {...props} />;
}

/** The column of board and browser. */
const RIGHT = 'right';

/** What must be unfolded for a pane to be seen. */
function partsAround(pane: PaneName): readonly string[] {
  if (pane === 'Lesson') return ['lesson'];
  if (pane === 'Editor' || pane === 'Terminal') return [pane];
  return [pane === 'Board' ? 'Board' : 'Browser', RIGHT];
}

function WideLayout({ panes, store, revealed }: LayoutProps) {
  const sizes = wideSizes(window.innerWidth);
  const words = wordsOf(page);
  const needed = useMemo(() => revealed.flatMap(partsAround), [revealed]);
  const terminal = terminalShare(window.innerHeight - 54);
  const column = (
    id: string,
    top: PaneName,
    below: PaneName,
    belowSize: string,
    renderBelow = panes[below],
  ) => (
    <Split
      id={id}
      direction="rows"
      store={store}
      revealed={needed}
      parts={[
        {
          id: top,
          name: words.parts[top],
          size: rest(belowSize),
          least: 90,
          folds: true,
          render: panes[top],
        },
        {
          id: below,
          name: words.parts[below],
          size: belowSize,
          least: 120,
          folds: true,
          render: renderBelow,
        },
      ]}
    />
  );
  return (
    <main className="bench">
      <Split
        id="columns"
        direction="columns"
        store={store}
        revealed={needed}
        parts={[
          {
            id: 'lesson',
            name: words.parts.Lesson,
            size: sizes.lesson,
            least: 240,
            folds: true,
            render: panes.Lesson,
          },
          {
            id: 'middle',
            name: words.editorAndTerminal,
            size: sizes.middle,
            least: 360,
            folds: false,
            render: () => column('middle-rows', 'Editor', 'Terminal', terminal),
          },
          {
            id: RIGHT,
            name: words.boardAndBrowser,
            size: sizes.right,
            least: BOARD_WIDTH - 2,
            folds: true,
            render: () =>
              column('right-rows', 'Board', 'Browser', '45%', (fold) => (
                <BrowserAndNetwork panes={panes} fold={fold} revealed={revealed} />
              )),
          },
        ]}
      />
    </main>
  );
}

/** Both show what goes on between the board and the world; there is a place for one of them. */
function BrowserAndNetwork({
  panes,
  fold,
  revealed,
}: Pick<LayoutProps, 'panes' | 'revealed'> & { fold: ReactNode }) {
  const [open, setOpen] = useState<PaneName>('Browser');
  return (
    <Tabs
      bar="header"
      label={wordsOf(page).browserAndNetwork}
      tabs={(['Browser', 'Network'] as const).map((name) => ({
        ...tabOf(name, panes, false),
        content: panes[name](fold),
      }))}
      open={open}
      onOpen={(name) => setOpen(name as PaneName)}
      revealed={revealed}
    />
  );
}

function MediumLayout({ panes, store, tab, onTab, busy, revealed }: LayoutProps) {
  const words = wordsOf(page);
  const open = tab === 'Lesson' ? 'Terminal' : tab;
  return (
    <main className="bench">
      <Split
        id="medium"
        direction="columns"
        store={store}
        parts={[
          {
            id: 'lesson',
            name: words.parts.Lesson,
            size: '42%',
            least: 260,
            folds: true,
            render: panes.Lesson,
          },
          {
            id: 'tools',
            name: words.tools,
            size: '58%',
            least: 300,
            folds: false,
            render: () => (
              <Tabs
                bar="above"
                label={words.tools}
                tabs={tools.map((name) => tabOf(name, panes, busy))}
                open={open}
                onOpen={(name) => onTab(name as PaneName)}
                revealed={revealed}
              />
            ),
          },
        ]}
      />
    </main>
  );
}

function PhoneLayout({ panes, tab, onTab, busy, revealed }: LayoutProps) {
  return (
    <main className="bench phone">
      <Tabs
        bar="below"
        label={wordsOf(page).panes}
        tabs={PANES.map((name) => tabOf(name, panes, busy))}
        open={tab}
        onOpen={(name) => onTab(name as PaneName)}
        revealed={revealed}
        onlyMarks
      />
    </main>
  );
}

export function tabOf(name: PaneName, panes: LayoutProps['panes'], busy: boolean) {
  return {
    name,
    title: wordsOf(page).parts[name],
    icon: PANE_ICONS[name],
    content: panes[name](null),
    onlyWhenOpen: name === 'Network',
    busy: busy && name === 'Terminal',
  };
}

function rest(size: string): string {
  return `${100 - Number.parseFloat(size)}%`;
}
