import { useId, useState } from 'react';
import { areGood, lanConditions, type LanConditions } from '../../protocol/lan-conditions';
import type { Session } from '../../session/session';
import { conditions as conditionsArea } from '../../words/en/conditions';
import { page } from '../../words/en/page';
import { wordsOf } from '../../words/spoken';
import { Button } from '../common/button';
import { Icon } from '../common/icon';
import { useSession } from '../common/use-session';
import { CHOICES, choiceOf, conditionsOf, HOSTS, type Choice } from './condition-choices';
import { conditionsWords } from './conditions-words';
import { CustomConditions } from './custom-conditions';
import './conditions.css';

/** Makes the board's network as bad as the student wants it, and says how bad it is. */
export function Conditions({ session }: { session: Session }) {
  const words = wordsOf(conditionsArea);
  const label = wordsOf(page).parts['Network conditions'];
  const id = useId();
  const conditions = useSession(session, (snapshot) => snapshot.conditions);
  // Custom sliders that stand where a choice with a name is: the student is about to move them.
  const [customAt, setCustomAt] = useState<LanConditions | null>(null);
  const choice = customAt === conditions ? 'custom' : choiceOf(conditions);
  const good = areGood(conditions);

  const choose = (next: Choice) => {
    session.setConditions(conditionsOf(next, conditions));
    setCustomAt(next === 'custom' ? session.snapshot.conditions : null);
  };

  return (
    <section className="conditions" data-good={good} aria-label={label}>
      <div className="conditions-row">
        <Icon name={good ? 'network' : 'warning'} size={14} />
        <label htmlFor={id} className="visually-hidden">
          {words.label}
        </label>
        <select id={id} value={choice} onChange={(event) => choose(event.target.value as Choice)}>
          {CHOICES.map((kind) => (
            <option key={kind} value={kind}>
              {words.choices[kind]}
            </option>
          ))}
        </select>
        {choice === 'hostDown' ? (
          <HostChoice
            host={conditions.hostsDown[0] ?? ''}
            onChange={(host) => session.setConditions(lanConditions({ hostsDown: [host] }))}
          />
        ) : null}
      </div>
      {choice === 'custom' ? (
        <CustomConditions
          conditions={conditions}
          onChange={(next) => {
            session.setConditions(next);
            setCustomAt(session.snapshot.conditions);
          }}
        />
      ) : null}
      <div className="conditions-foot">
        <p className="conditions-words" role="status">
          {conditionsWords(conditions)}
        </p>
        {good ? null : (
          <Button look="outlined" onClick={() => choose('good')}>
            {words.backToGood}
          </Button>
        )}
      </div>
    </section>
  );
}

function HostChoice({ host, onChange }: { host: string; onChange: (host: string) => void }) {
  return (
    <select
      aria-label={wordsOf(conditionsArea).host}
      value={host}
      onChange={(event) => onChange(event.target.value)}
    >
      {HOSTS.includes(host) ? null : <option>{host}</option>}
      {HOSTS.map((name) => (
        <option key={name}>{name}</option>
      ))}
    </select>
  );
}

/** Says wherever one looks that the network is bad on purpose, and opens what changes it; nothing while it is good. */
export function ConditionsChip({ session }: { session: Session }) {
  const panel = useId();
  const conditions = useSession(session, (snapshot) => snapshot.conditions);
  if (areGood(conditions)) return null;
  const words = wordsOf(conditionsArea);
  const choice = choiceOf(conditions);
  return (
    <>
      <button
        type="button"
        className="conditions-chip"
        title={conditionsWords(conditions)}
        popoverTarget={panel}
      >
        <Icon name="warning" size={14} />
        <span>{choice === 'custom' ? words.bad : words.choices[choice]}</span>
      </button>
      <div id={panel} popover="auto" className="conditions-panel">
        <Conditions session={session} />
      </div>
    </>
  );
}
