import { Button } from '../common/button';
import { useCell } from '../common/cell';
import { Icon } from '../common/icon';
import { useSession } from '../common/use-session';
import { FilesButton } from '../files/files-button';
import type { Theme } from '../theme/theme';
import { ThemeSwitch } from '../theme/theme-switch';
import { activityWords, canBeStopped } from './activity-words';
import type { Workbench } from './workbench';
import './top-bar.css';

interface TopBarProps {
  title: string;
  theme: Theme;
  bench: Workbench | null;
  /** The student wants to see the editor. */
  onEditor: () => void;
}

export function TopBar({ title, theme, bench, onEditor }: TopBarProps) {
  return (
    <header className="top-bar">
      <span className="product">
        <ProductMark />
        <span className="product-name">Pinwire</span>
      </span>
      <span className="lesson-title">{title}</span>
      <span className="top-space" />
      {bench ? (
        <>
          <span
            className="internet"
            title="The hosts of the lesson live in this page. Nothing leaves your computer."
          >
            <Icon name="network" size={15} />
            <span>virtual internet</span>
          </span>
          <BoardControls bench={bench} />
          <FilesButton session={bench.session} editor={bench.editor} onOpen={onEditor} />
        </>
      ) : null}
      <ThemeSwitch theme={theme} />
    </header>
  );
}

function BoardControls({ bench }: { bench: Workbench }) {
  const snapshot = useSession(bench.session, (all) => all);
  const resetting = useCell(bench.resetting);
  const stuck = useCell(bench.stuck) && canBeStopped(snapshot);
  const { tone, words } = activityWords(snapshot);
  return (
    <>
      <span className="activity" data-tone={tone} role="status" title={words}>
        <span className="activity-lamp" />
        <span className="activity-words">{resetting ? 'restarting' : words}</span>
      </span>
      <Button
        icon="stop"
        look={canBeStopped(snapshot) ? 'stop' : 'outlined'}
        title="Interrupt the program (Ctrl-C)"
        onClick={() => bench.stop()}
      >
        Stop
      </Button>
      <Button
        icon="reset"
        look="outlined"
        className={stuck ? 'suggested' : ''}
        title="Press the board’s reset button. Its files stay."
        disabled={resetting}
        onClick={() => void bench.reset()}
      >
        Reset
      </Button>
      {stuck ? (
        <p className="stuck" role="alert">
          The program does not stop: it is inside one long operation. Wait for its end, or press Reset; the
          board’s files stay.
        </p>
      ) : null}
    </>
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
