import { lazy, Suspense, useMemo, useState, type ReactNode } from 'react';
import { lessonFolder } from '../../lessons/catalog';
import type { Lesson } from '../../lessons/lesson-data';
import type { CodeBlock } from '../../lessons/model';
import { STORED } from '../../session/flash/flash-state';
import { useCell } from '../common/cell';
import type { TextStore } from '../common/text-store';
import { useMedia } from '../common/use-media';
import { useSession } from '../common/use-session';
import type { BlockActions } from '../lesson/code-block';
import { LessonPane } from '../lesson/lesson-pane';
import type { BlockRuns } from '../lesson/lesson-runs';
import { startersOf } from '../lesson/starters';
import { TerminalPane } from '../terminal/terminal-pane';
import type { Theme } from '../theme/theme';
import { canBeStopped } from './activity-words';
import { AfterPrompt } from './after-prompt';
import { BoardPane } from './board-pane';
import { FaultView } from './fault-view';
import { Layout, type PaneName } from './layout-view';
import { NotIsolated } from './not-isolated';
import { NoticeLines } from './notice-lines';
import { TopBar } from './top-bar';
import type { Workbench } from './workbench';
import './app.css';

const BrowserPane = lazy(() =>
  import('../browser/browser-pane').then((module) => ({ default: module.BrowserPane })),
);
const StorageBanner = lazy(() =>
  import('../files/storage-banner').then((module) => ({ default: module.StorageBanner })),
);
const EditorPane = lazy(() =>
  import('../editor/editor-pane').then((module) => ({ default: module.EditorPane })),
);

interface AppProps {
  /** Null where this browser cannot run the board. */
  bench: Workbench | null;
  lesson: Lesson;
  theme: Theme;
  store: TextStore;
}

export function App({ bench, lesson, theme, store }: AppProps) {
  const phone = useMedia('(width < 700px)');
  const [tab, setTab] = useState<PaneName>(phone ? 'Lesson' : 'Terminal');
  return (
    <div className="app">
      <TopBar title={lesson.document.title} theme={theme} bench={bench} onEditor={() => setTab('Editor')} />
      {bench ? (
        <Bench {...{ bench, lesson, theme, store, phone, tab, setTab }} />
      ) : (
        <ReadOnly lesson={lesson} store={store} />
      )}
    </div>
  );
}

const noRuns: BlockRuns = new Map();

function ReadOnly({ lesson, store }: Pick<AppProps, 'lesson' | 'store'>) {
  const actions: BlockActions = {
    run: () => undefined,
    stop: () => undefined,
    restartPython: () => undefined,
    openInEditor: () => undefined,
    copy: copyText,
    refused: 'The board cannot start in this page.',
  };
  const context = { runs: noRuns, actions, baseUrl: lessonUrl(lesson) };
  return (
    <main className="read-only">
      <NotIsolated />
      <LessonPane lesson={lesson} store={store} context={context} />
    </main>
  );
}

interface BenchProps extends AppProps {
  bench: Workbench;
  phone: boolean;
  tab: PaneName;
  setTab: (tab: PaneName) => void;
}

function Bench({ bench, lesson, theme, store, phone, tab, setTab }: BenchProps) {
  const { session } = bench;
  const runs = useCell(bench.runs.runs);
  const phase = useSession(session, (snapshot) => snapshot.phase);
  const fault = useSession(session, (snapshot) => snapshot.fault);
  const flash = useSession(session, (snapshot) => snapshot.flash);
  const busy = useSession(session, canBeStopped);
  const resetting = useCell(bench.resetting);
  const starters = useMemo(() => startersOf(lesson.document), [lesson]);
  const refused = phase === 'ready' ? null : 'The board is not ready yet.';
  const actions = useMemo<BlockActions>(
    () => ({
      run(block: CodeBlock) {
        if (!phone) setTab('Terminal');
        bench.run(block);
      },
      stop: () => bench.stop(),
      restartPython: () => bench.restartPython(),
      openInEditor(block: CodeBlock) {
        if (block.kind !== 'python') return;
        setTab('Editor');
        bench.openInEditor(block);
      },
      copy: copyText,
      refused,
    }),
    [bench, phone, refused, setTab],
  );
  const context = useMemo(() => ({ runs, actions, baseUrl: lessonUrl(lesson) }), [runs, actions, lesson]);

  const panes: Record<PaneName, (fold: ReactNode) => ReactNode> = {
    Lesson: (fold) => <LessonPane lesson={lesson} context={context} store={store} actions={fold} />,
    Editor: (fold) => (
      <AfterPrompt name="Editor" session={session} actions={fold}>
        <EditorPane model={bench.editor} session={session} theme={theme} starters={starters} actions={fold} />
      </AfterPrompt>
    ),
    Terminal: (fold) => (
      <TerminalPane
        model={bench.terminal}
        keyRow={phone}
        loading={phase === 'loading'}
        onInterrupt={() => bench.stop()}
        actions={fold}
        notices={
          <>
            <NoticeLines notices={bench.notices} />
            {fault ? <FaultView fault={fault} busy={resetting} restart={() => void bench.reset()} /> : null}
          </>
        }
      />
    ),
    Board: (fold) => <BoardPane session={session} onReset={() => void bench.reset()} actions={fold} />,
    Browser: (fold) => (
      <AfterPrompt name="Browser" session={session} actions={fold}>
        <BrowserPane model={bench.browser} actions={fold} />
      </AfterPrompt>
    ),
  };

  return (
    <>
      <div role="status">
        {flash === STORED ? null : (
          <Suspense>
            <StorageBanner session={session} />
          </Suspense>
        )}
      </div>
      <Layout panes={panes} store={store} tab={tab} onTab={setTab} busy={busy} />
    </>
  );
}

async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Refused by the browser or by the student; the button says how else to copy.
    return false;
  }
}

function lessonUrl(lesson: Lesson): string {
  return new URL(lessonFolder(lesson.data.slug), document.baseURI).href;
}
