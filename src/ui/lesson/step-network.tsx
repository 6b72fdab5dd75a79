import type { NetworkSetting } from '../../lessons/lesson-data';
import { conditionsOf } from '../../lessons/network-setting';
import { areGood, sameConditions } from '../../protocol/lan-conditions';
import type { Session } from '../../session/session';
import { Button } from '../common/button';
import { Icon } from '../common/icon';
import { useSession } from '../common/use-session';
import { conditionsWords } from '../network/conditions-words';

/** Says that a step has made the network bad; or that it wants it so, where the student has changed it. */
export function StepNetwork({ setting, session }: { setting: NetworkSetting; session: Session }) {
  const wanted = conditionsOf(setting);
  const isSo = useSession(session, ({ conditions }) => sameConditions(conditions, wanted));
  if (areGood(wanted)) return null;
  return (
    <p className="step-note" data-tone="network">
      <Icon name="network" size={16} />
      <span>
        {isSo ? (
          <>
            <b>The network is bad on purpose.</b> {conditionsWords(wanted)} After this step it is as it was
            before.
          </>
        ) : (
          <>
            <b>This step wants a bad network.</b> {conditionsWords(wanted)}{' '}
            <Button look="outlined" onClick={() => session.setConditions(wanted)}>
              Make it so
            </Button>
          </>
        )}
      </span>
    </p>
  );
}
