import { Suspense } from 'react';
import { areGood } from '../../protocol/lan-conditions';
import type { Session } from '../../session/session';
import { page } from '../../words/en/page';
import { wordsOf } from '../../words/spoken';
import { PaneBoundary } from '../common/boundary';
import { Button } from '../common/button';
import { useCell } from '../common/cell';
import { loadable } from '../common/loadable';
import { useSession } from '../common/use-session';
import { FilesButton } from '../files/files-button';
import { InternetChip } from '../internet/internet-chip';
import type { LanguageChoice } from '../language/language-choice';
import type { Site } from '../site/site';
import type { Theme } from '../theme/theme';
import { ThemeSwitch } from '../theme/theme-switch';
import type { Diagnostics } from '../diagnostics/diagnostics';
import { activityWords, canBeStopped } from './activity-words';
import { BoardMenu, NoBoardMenu } from './more-menu';
import { wholePage } from './page-address';
import type { Offer } from './stuck-watch';
import type { Workbench } from './workbench';
import './top-bar.css';

const ConditionsChip = loadable(() =>
  import('../network/conditions').then((module) => module.ConditionsChip),
);

const PRODUCT = 'Pinwire';

interface TopBarProps {
  title: string;
  /** Inside another page: what there is no need for is left out. */
  embedded: boolean;
  settings: Site;
  theme: Theme;
  language: LanguageChoice;
  bench: Workbench | null;
  diagnostics: Diagnostics;
  /** The student wants to see the editor. */
  onEditor: () => void;
}

export function TopBar(props: TopBarProps) {
  const { title, theme, language, bench, diagnostics, onEditor, embedded, settings } = props;
  const { title: siteTitle } = useCell(settings.state).settings;
  return (
    <header className="top-bar" data-embedded={embedded}>
      <span className="product">
        <ProductMark />
        <span className="product-name">{siteTitle ?? PRODUCT}</span>
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
          <BoardControls bench={bench} language={language} />
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
        <NoBoardMenu diagnostics={diagnostics} language={language} />
      )}
      {embedded ? <WholePage /> : <ThemeSwitch theme={theme} />}
    </header>
  );
}

/** From a part of another page to the whole, in a tab of its own. */
function WholePage() {
  return (
    <a className="whole-page" href={wholePage(window.location.href)} target="_blank" rel="noopener">
      {wordsOf(page).wholePage}
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

function BoardControls({ bench, language }: { bench: Workbench; language: LanguageChoice }) {
  const words = wordsOf(page);
  const stoppable = useSession(bench.session, canBeStopped);
  const activity = useSession(bench.session, (snapshot) => activityWords(snapshot).words);
  const tone = useSession(bench.session, (snapshot) => activityWords(snapshot).tone);
  const resetting = useCell(bench.resetting);
  const offer = useCell(bench.stuck.offer);
  return (
    <>
      <span className="activity" data-tone={tone} role="status" title={activity}>
        <span className="activity-lamp" />
        <span className="activity-words">{resetting ? words.restarting : activity}</span>
      </span>
      <Button
        icon="stop"
        look={stoppable ? 'stop' : 'outlined'}
        title={words.stopTip}
        onClick={() => bench.stop()}
      >
        {words.stop}
      </Button>
      <Button
        icon="reset"
        look="outlined"
        title={words.resetTip}
        disabled={resetting}
        onClick={() => void bench.reset()}
      >
        {words.reset}
      </Button>
      {offer === 'nothing' ? null : <Stuck bench={bench} offer={offer} />}
      <BoardMenu bench={bench} language={language} />
    </>
  );
}

/** Ctrl-C did not help: what does. */
function Stuck({ bench, offer }: { bench: Workbench; offer: Exclude<Offer, 'nothing'> }) {
  const words = wordsOf(page);
  return (
    <div className="stuck" role="group" aria-label={words.stuckTitle}>
      <p role="alert">{words.stuck}</p>
      <p className="stuck-actions">
        <Button look="primary" icon="reset" onClick={() => void bench.reset()}>
          {words.resetBoard}
        </Button>
        {offer === 'reset' ? null : (
          <Button
            look="outlined"
            title={words.startWithoutFilesTip}
            onClick={() => void bench.reset({ skipStartFiles: true })}
          >
            {words.startWithoutFiles}
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
