import { Suspense, useId, useState } from 'react';
import type { Session } from '../../session/session';
import { internet } from '../../words/en/internet';
import { wordsOf } from '../../words/spoken';
import { PaneBoundary } from '../common/boundary';
import { Icon } from '../common/icon';
import { loadable } from '../common/loadable';
import { useSession } from '../common/use-session';
import type { InternetModel } from './internet-model';
import { chipWords, stateWords } from './internet-words';
import './internet.css';

const InternetPanel = loadable(() => import('./internet-panel').then((module) => module.InternetPanel));

interface InternetChipProps {
  model: InternetModel;
  session: Session;
  onError: (where: string, error: unknown) => void;
}

/** Says wherever one looks whether hosts are virtual or real, and opens the switch between them. */
export function InternetChip({ model, session, onError }: InternetChipProps) {
  const panel = useId();
  const [opened, setOpened] = useState(false);
  const realHosts = useSession(session, (snapshot) => snapshot.realHosts);
  return (
    <>
      <button
        type="button"
        className="internet"
        data-kind={realHosts.kind}
        title={stateWords(realHosts)}
        aria-label={wordsOf(internet).chipName(chipWords(realHosts))}
        popoverTarget={panel}
      >
        <Icon name={realHosts.kind === 'lost' ? 'warning' : 'network'} size={15} />
        <span>{chipWords(realHosts)}</span>
      </button>
      <div
        id={panel}
        popover="auto"
        className="internet-panel"
        onToggle={(event) => {
          if (event.newState === 'open') setOpened(true);
        }}
      >
        {opened ? (
          <PaneBoundary bare name="Internet" onError={onError}>
            <Suspense>
              <InternetPanel model={model} session={session} />
            </Suspense>
          </PaneBoundary>
        ) : null}
      </div>
    </>
  );
}
