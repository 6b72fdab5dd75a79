import type { ReactNode } from 'react';
import type { Fault } from '../../protocol/messages';
import { faults } from '../../words/en/faults';
import { faultText } from '../../words/fault-text';
import { page } from '../../words/en/page';
import { wordsOf } from '../../words/spoken';
import { Button } from '../common/button';
import { useCell } from '../common/cell';
import { useSession } from '../common/use-session';
import { type Action, adviceFor } from './remedies';
import type { Workbench } from './workbench';
import './fault-view.css';

/** What of ours has broken, wherever the student looks: above the panes. */
export function Faults({ bench }: { bench: Workbench }) {
  const { session } = bench;
  const fault = useSession(session, (snapshot) => snapshot.fault);
  const networkFault = useSession(session, (snapshot) => snapshot.networkFault);
  if (fault) return <BoardFault bench={bench} fault={fault} />;
  return networkFault ? <NetworkFault bench={bench} fault={networkFault} /> : null;
}

function BoardFault({ bench, fault }: { bench: Workbench; fault: Fault }) {
  const snapshot = useSession(bench.session, (all) => all);
  const { more, actions } = adviceFor(snapshot);
  const words = wordsOf(faults);
  const kept = wordsOf(page).filesKept;
  const run: Record<Action, () => void> = {
    restart: () => void bench.reset(),
    'try-again': () => void bench.reset(),
    'start-without-files': () => void bench.reset({ skipStartFiles: true }),
    reload: () => window.location.reload(),
  };
  return (
    <FaultView title={snapshot.device ? words.stopped : words.notStarted} fault={fault} bench={bench}>
      <p>{more === null ? kept : `${more} ${kept}`}</p>
      <FaultActions bench={bench} actions={actions} run={run} />
    </FaultView>
  );
}

function NetworkFault({ bench, fault }: { bench: Workbench; fault: Fault }) {
  const run: Record<Action, () => void> = {
    restart: () => void bench.reset(),
    'try-again': () => bench.session.restartNetwork(),
    'start-without-files': () => void bench.reset({ skipStartFiles: true }),
    reload: () => window.location.reload(),
  };
  return (
    <FaultView title={wordsOf(faults).noNetwork} fault={fault} bench={bench} tone="amber">
      <FaultActions bench={bench} actions={[fault.remedy]} run={run} />
    </FaultView>
  );
}

interface FaultViewProps {
  title: string;
  fault: Fault;
  bench: Workbench;
  tone?: 'red' | 'amber';
  children: ReactNode;
}

function FaultView({ title, fault, bench, tone = 'red', children }: FaultViewProps) {
  return (
    <section className="fault" data-tone={tone} aria-label={title}>
      <div role="alert">
        <h2>{title}</h2>
        <p>{faultText(fault, wordsOf(faults))}</p>
      </div>
      {children}
      <details>
        <summary>{wordsOf(faults).details}</summary>
        {fault.detail === '' ? null : <pre tabIndex={0}>{fault.detail}</pre>}
        <Button look="outlined" icon="copy" onClick={() => bench.diagnostics.show()}>
          {wordsOf(page).copyDiagnostics}
        </Button>
      </details>
    </section>
  );
}

interface FaultActionsProps {
  bench: Workbench;
  actions: readonly Action[];
  run: Record<Action, () => void>;
}

function FaultActions({ bench, actions, run }: FaultActionsProps) {
  const busy = useCell(bench.resetting);
  return (
    <p className="fault-actions">
      {actions.map((action, index) => (
        <Button
          key={action}
          look={index === 0 ? 'primary' : 'outlined'}
          icon="reset"
          onClick={run[action]}
          disabled={busy}
        >
          {wordsOf(faults).actions[action]}
        </Button>
      ))}
    </p>
  );
}
