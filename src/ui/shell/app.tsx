import { Suspense, use, useMemo, useState, type ReactNode } from 'react';
import { codeBlocks } from '../../lessons/every-block';
import type { CodeBlock } from '../../lessons/model';
import type { CarrierFound } from '../../session/carrier-choice';
import { STORED } from '../../session/flash/flash-state';
import { page } from '../../words/en/page';
import { wordsOf } from '../../words/spoken';
import { PaneBoundary } from '../common/boundary';
import { useCell } from '../common/cell';
import { copyText } from '../common/copy-text';
import { loadable } from '../common/loadable';
import type { TextStore } from '../common/text-store';
import { useLanguage } from '../common/use-language';
import { useMedia } from '../common/use-media';
import { useSession } from '../common/use-session';
import type { Diagnostics } from '../diagnostics/diagnostics';
import { DiagnosticsDialog } from '../diagnostics/diagnostics-dialog';
import type { BlockActions } from '../lesson/code-block';
import type { LanguageChoice } from '../language/language-choice';
import { LessonPane } from '../lesson/lesson-pane';
import { lessonUrl } from '../lesson/lesson-url';
import type { LessonShelf } from '../lesson/lesson-shelf';
import type { StepActions } from '../lesson/step-actions';
import { startersOf } from '../lesson/starters';
import { TerminalPane } from '../terminal/terminal-pane';
import type { Site } from '../site/site';
import type { Theme } from '../theme/theme';
import { canBeStopped } from './activity-words';
import { AfterPrompt } from './after-prompt';
import { BoardPane } from './board-pane';
import { Faults } from './fault-view';
import { EmbedLayout } from './embed-layout';
import { Layout, type Panes } from './layout-view';
import { NoticeLines } from './notice-lines';
import type { PageAddress } from './page-address';
import type { PaneName } from './pane-names';
import type { SiteModel } from './site-model';
import { TopBar } from './top-bar';
import { UpdateLine } from './update-line';
import type { Views } from './views';
import type { Workbench } from './workbench';
import './app.css';

const BrowserPane = loadable(() => import('../browser/browser-pane').then((module) => module.BrowserPane));
const NetworkPane = loadable(() => import('../network/network-pane').then((module) => module.NetworkPane));
const Conditions = loadable(() => import('../network/conditions').then((module) => module.Conditions));
const StorageBanner = loadable(() =>
  import('../files/storage-banner').then((module) => module.StorageBanner),
);
/** Where there is no board. */
const ReadOnly = loadable(() => import('./read-only').then((module) => module.ReadOnly));
const EditorPane = loadable(() => import('../editor/editor-pane').then((module) => module.EditorPane));

interface AppProps {
  /** Null where this browser cannot run the board. */
  bench: Workbench | null;
  shelf: LessonShelf;
  theme: Theme;
  language: LanguageChoice;
  store: TextStore;
  diagnostics: Diagnostics;
  site: SiteModel;
  settings: Site;
  address: PageAddress;
  carrier: CarrierFound;
}

export function App(props: AppProps) {
  const { bench, shelf, theme, language, store, diagnostics, site, settings, address, carrier } = props;
  // All below is drawn again in another language.
  useLanguage();
  const phone = useMedia('(width < 700px)');
  const [tab, setTab] = useState<PaneName>(phone ? 'Lesson' : 'Terminal');
  const onEditor = () => setTab('Editor');
  const { lesson } = useCell(shelf.state);
  const title = useCell(shelf.words.translation)?.title ?? lesson?.document.title ?? '';
  return (
    <div className="app">
      <TopBar
        title={title}
        embedded={address.embed !== null}
        {...{ theme, language, bench, diagnostics, onEditor, settings }}
      />
      <UpdateLine site={site} session={bench?.session ?? null} />
      {bench ? (
        <Bench {...{ bench, shelf, theme, store, address, phone, tab, setTab }} />
      ) : (
        <Suspense>
          <ReadOnly {...{ shelf, store, diagnostics, carrier }} />
        </Suspense>
      )}
      <DiagnosticsDialog diagnostics={diagnostics} />
    </div>
  );
}

interface BenchProps extends Pick<AppProps, 'shelf' | 'theme' | 'store' | 'address'> {
  bench: Workbench;
  phone: boolean;
  tab: PaneName;
  setTab: (tab: PaneName) => void;
}

function Bench({ bench, shelf, theme, store, address, phone, tab, setTab }: BenchProps) {
  const { session } = bench;
  const runs = useCell(bench.runs.runs);
  const phase = useSession(session, (snapshot) => snapshot.phase);
  const flash = useSession(session, (snapshot) => snapshot.flash);
  const busy = useSession(session, canBeStopped);
  const { slug, lesson } = useCell(shelf.state);
  const translation = useCell(shelf.words.translation);
  const text = translation?.document ?? lesson?.document;
  const starters = useMemo(() => (text ? startersOf(text) : []), [text]);
  const refused = phase === 'ready' ? null : wordsOf(page).notReady;
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
      onError: (where, error) => bench.diagnostics.pageError(where, error),
      refused,
    }),
    [bench, phone, refused, setTab],
  );
  const context = useMemo(() => ({ runs, actions, baseUrl: lessonUrl(slug) }), [runs, actions, slug]);
  const stepActions = useMemo<Omit<StepActions, 'goTo'>>(
    () => ({
      runBlock: actions.run,
      blockById: (id) => codeBlocks(lesson?.document.children ?? []).find((block) => block.id === id) ?? null,
      typeLines(lines) {
        if (!phone) setTab('Terminal');
        bench.typeLines(lines);
      },
      paste(text) {
        if (!phone) setTab('Terminal');
        bench.paste(text);
      },
      readFile: (path) => bench.readText(path),
      bench,
      onTakeFiles: () => undefined,
      putInEditor(path, text) {
        setTab('Editor');
        bench.editor.put(`/${path}`, text);
      },
      openPage(address) {
        setTab('Browser');
        bench.openPage(address).catch((error: unknown) => bench.diagnostics.pageError('Browser', error));
      },
      onError: (where, error) => bench.diagnostics.pageError(where, error),
      refused,
    }),
    [actions, bench, lesson, phone, refused, setTab],
  );

  const panes: Panes = {
    Lesson: (fold) => <LessonPane {...{ shelf, context, stepActions, store }} actions={fold} />,
    Editor: (fold) => (
      <AfterPrompt name="Editor" start={bench.start} actions={fold}>
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
        session={session}
        notices={<NoticeLines notices={bench.notices} />}
      />
    ),
    Board: (fold) => (
      <BoardPane session={session} start={bench.start} onReset={() => void bench.reset()} actions={fold} />
    ),
    Browser: (fold) => (
      <AfterPrompt name="Browser" start={bench.start} actions={fold}>
        <WithViews bench={bench}>{({ browser }) => <BrowserPane model={browser} actions={fold} />}</WithViews>
      </AfterPrompt>
    ),
    Network: (fold) => (
      <AfterPrompt name="Network" start={bench.start} actions={fold}>
        <WithViews bench={bench}>
          {({ network }) => (
            <NetworkPane model={network} actions={fold} conditions={<Conditions session={session} />} />
          )}
        </WithViews>
      </AfterPrompt>
    ),
  };

  const chosen = address.embed?.panes ?? [];
  const revealed = useCell(bench.revealed);
  const layout = { panes: guarded(panes, bench.diagnostics), store, tab, onTab: setTab, busy, revealed };
  return (
    <>
      <div role="status">
        {flash === STORED ? null : (
          <PaneBoundary
            bare
            name="Storage"
            onError={(where, error) => bench.diagnostics.pageError(where, error)}
          >
            <Suspense>
              <StorageBanner session={session} />
            </Suspense>
          </PaneBoundary>
        )}
      </div>
      <Faults bench={bench} />
      {chosen.length > 0 ? <EmbedLayout chosen={chosen} {...layout} /> : <Layout {...layout} />}
    </>
  );
}

function WithViews({ bench, children }: { bench: Workbench; children: (views: Views) => ReactNode }) {
  return children(use(bench.loadViews()));
}

/** A pane that breaks leaves the others alone. */
function guarded(panes: Panes, diagnostics: Diagnostics): Panes {
  const guard = (name: PaneName) => (fold: ReactNode) => (
    <PaneBoundary name={name} actions={fold} onError={(where, error) => diagnostics.pageError(where, error)}>
      {panes[name](fold)}
    </PaneBoundary>
  );
  return {
    Lesson: guard('Lesson'),
    Editor: guard('Editor'),
    Terminal: guard('Terminal'),
    Board: guard('Board'),
    Browser: guard('Browser'),
    Network: guard('Network'),
  };
}
