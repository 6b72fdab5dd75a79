import { areGood } from '../../protocol/lan-conditions';
import type { Session } from '../../session/session';
import { Icon } from '../common/icon';
import { useSession } from '../common/use-session';
import { CHOICES, choiceOf } from './condition-choices';
import { conditionsWords } from './conditions-words';
import './conditions.css';

interface ConditionsChipProps {
  session: Session;
  /** Shows where the conditions are set. */
  onOpen: () => void;
}

/** Says wherever one looks that the network is bad on purpose; nothing while it is good. */
export function ConditionsChip({ session, onOpen }: ConditionsChipProps) {
  const conditions = useSession(session, (snapshot) => snapshot.conditions);
  if (areGood(conditions)) return null;
  const choice = choiceOf(conditions);
  const name = CHOICES.find(({ kind }) => kind === choice)?.name ?? '';
  return (
    <button type="button" className="conditions-chip" title={conditionsWords(conditions)} onClick={onOpen}>
      <Icon name="warning" size={14} />
      {choice === 'custom' ? 'Bad network' : name}
    </button>
  );
}
