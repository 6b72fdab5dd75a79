import type { NetworkSetting } from '../../lessons/lesson-data';
import { conditionsOf } from '../../lessons/network-setting';
import { areGood, sameConditions } from '../../protocol/lan-conditions';
import type { Session } from '../../session/session';
import { steps } from '../../words/en/steps';
import { wordsOf } from '../../words/spoken';
import { Button } from '../common/button';
import { Icon } from '../common/icon';
import { Marked } from '../common/marked';
import { useSession } from '../common/use-session';
import { conditionsWords } from '../network/conditions-words';

/** Says that a step has made the network bad; or that it wants it so, where the student has changed it. */
export function StepNetwork({ setting, session }: { setting: NetworkSetting; session: Session }) {
  const words = wordsOf(steps);
  const wanted = conditionsOf(setting);
  const isSo = useSession(session, ({ conditions }) => sameConditions(conditions, wanted));
  if (areGood(wanted)) return null;
  return (
    <p className="step-note" data-tone="network">
      <Icon name="network" size={16} />
      <span>
        {isSo ? (
          <Marked text={words.networkIsBad(conditionsWords(wanted))} />
        ) : (
          <>
            <Marked text={words.wantsBadNetwork(conditionsWords(wanted))} />{' '}
            <Button look="outlined" onClick={() => session.setConditions(wanted)}>
              {words.makeItSo}
            </Button>
          </>
        )}
      </span>
    </p>
  );
}
