import { Suspense } from 'react';
import { areGood } from '../../protocol/lan-conditions';
import type { Session } from '../../session/session';
import { PaneBoundary } from '../common/boundary';
import { Button } from '../common/button';
import { useCell } from '../common/cell';
import { loadable } from '../common/loadable';
import { useSession } from '../common/use-session';
import { FilesButton } from '../files/files-button';
import { InternetChip } from '../internet/internet-chip';
import type { Site } from '../site/site';
import type { Theme } from '../theme/theme';
import { ThemeSwitch } from '../theme/theme-switch';
import type { Diagnostics } from '../diagnostics/diagnostics';
import { activityWords, canBeStopped } from './activity-words';
import { BoardMenu, diagnosticsItem, MoreMenu } from './more-menu';
import { wholePage } from './page-address';
import type { Offer } from './stuck-watch';
import type { Workbench } from './workbench';
import './top-bar.css';

const ConditionsChip = loadable(() =>
  import('../network/conditions').then((module) => module.ConditionsChip),
);

interface TopBarProps {
  title: string;
  /** Inside another page: what there is no need for is left out. */
  embedded: boolean;
  settings: Site;
  theme: Theme;
  bench: Workbench | null;
  diagnostics: Diagnostics;
  /** The student wants to see the editor. */
  onEditor: () => void;
}

export function TopBar({ title, theme, bench, diagnostics, onEditor, embedded, settings }: TopBarProps) {
  const { title: siteTitle } = useCell(settings.state).settings;
  return (
    <header className="top-bar" data-embedded={embedded}>
      <span className="product">
        <ProductMark />
        <span className="product-name">{siteTitle ?? 'Pinwire'}</span>
      </span>
      <span className="lesson-title">{title}</span>
      <span className="top-space" />
      {bench ? (
        <>
          <BadNetwork session={bench.session} diagnostics={diagnostics} />
          {embedded ? null : (
            <InternetChip
              model={bench.internet}
              session={bench.session}
              onError={(where, error) => diagnostics.pageError(where, error)}
            />
          )}
          <BoardControls bench={bench} />
          {embedded ? null : (
            <FilesButton
              session={bench.session}
              diagnostics={diagnostics}
              editor={bench.editor}
              onOpen={onEditor}
            />
          )}
        </>
      ) : (
        <MoreMenu items={[diagnosticsItem(diagnostics)]} />
      )}
      {embedded ? <WholePage /> : <ThemeSwitch theme={theme} />}
    </header>
  );
}

/** From a part of another page to the whole, in a tab of its own. */
function WholePage() {
  return (
    <a className="whole-page" href={wholePage(window.location.href)} target="_blank" rel="noopener">
      Open in Pinwire
    </a>
  );
}

/** Where the network is bad on purpose. */
function BadNetwork({ session, diagnostics }: { session: Session; diagnostics: Diagnostics }) {
  const good = useSession(session, (snapshot) => areGood(snapshot.conditions));
  if (good) return null;
  return (
    <span className="conditions-part">
      <PaneBoundary
        bare
        name="Network conditions"
        onError={(where, error) => diagnostics.pageError(where, error)}
      >
        <Suspense>
          <ConditionsChip session={session} />
        </Suspense>
      </PaneBoundary>
    </span>
  );
}

function BoardControls({ bench }: { bench: Workbench }) {
  const stoppable = useSession(bench.session, canBeStopped);
  const words = useSession(bench.session, (snapshot) => activityWords(snapshot).words);
  const tone = useSession(bench.session, (snapshot) => activityWords(snapshot).tone);
  const resetting = useCell(bench.resetting);
  const offer = useCell(bench.stuck.offer);
  return (
    <>
      <span className="activity" data-tone={tone} role="status" title={words}>
        <span className="activity-lamp" />
        <span className="activity-words">{resetting ? 'restarting' : words}</span>
      </span>
      <Button
        icon="stop"
        look={stoppable ? 'stop' : 'outlined'}
        title="Interrupt the program (Ctrl-C)"
        onClick={() => bench.stop()}
      >
        Stop
      </Button>
      <Button
        icon="reset"
        look="outlined"
        title="Press the board’s reset button. Its files stay."
        disabled={resetting}
        onClick={() => void bench.reset()}
      >
        Reset
      </Button>
      {offer === 'nothing' ? null : <Stuck bench={bench} offer={offer} />}
      <BoardMenu bench={bench} />
    </>
  );
}

/** Ctrl-C did not help: what does. */
function Stuck({ bench, offer }: { bench: Workbench; offer: Exclude<Offer, 'nothing'> }) {
  return (
    <div className="stuck" role="group" aria-label="The program does not stop">
      <p role="alert">
        The program does not stop: it is inside one long operation, or it goes on after Ctrl-C. Wait for its
        end, or restart the board; its files stay.
      </p>
      <p className="stuck-actions">
        <Button look="primary" icon="reset" onClick={() => void bench.reset()}>
          Reset the board
        </Button>
        {offer === 'reset' ? null : (
          <Button
            look="outlined"
            title="Restarts the board and skips boot.py and main.py this once. Deletes nothing."
            onClick={() => void bench.reset({ skipStartFiles: true })}
          >
            Start without main.py
          </Button>
        )}
      </p>
    </div>
  );
}

/** A pad and a wire that goes high. */
function ProductMark() {
  return (
    <svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true" className="product-mark">
      <rect x="1" y="4" width="20" height="14" rx="3" />
      <path d="M6.5 13.5h3.2l3-5h4" />
      <circle cx="6.2" cy="13.5" r="2" />
    </svg>
  );
}
