import type { Brought } from '../../../lessons/lesson-data';
import { packs as packWords } from '../../../words/en/packs';
import { wordsOf } from '../../../words/spoken';
import { Button } from '../../common/button';
import { useCell } from '../../common/cell';
import type { PackDoor } from './pack-door';
import { Named } from './named';
import { PackList } from './pack-list';
import { PackQuestion } from './pack-question';
import type { Packs } from './packs';
import './packs.css';

interface PackPlaceProps {
  door: PackDoor;
  /** Of the lesson that is open; null: it is the site's. */
  brought: Brought | null;
}

/** Above a lesson: whose it is, always in sight where it is not the site's; and what the student is asked about others. */
export function PackPlace({ door, brought }: PackPlaceProps) {
  const packs = useCell(door.packs);
  return packs ? <Place packs={packs} brought={brought} /> : null;
}

function Place({ packs, brought }: { packs: Packs; brought: Brought | null }) {
  const words = wordsOf(packWords);
  const { working, question, newer, listed } = useCell(packs.state);
  return (
    <>
      {working === null ? null : (
        <p className="pack-strip" role="status">
          <span>
            <Named text={words.working} whose={working} />
          </span>
        </p>
      )}
      {brought === null || working !== null ? null : (
        <p className="pack-strip">
          <span>
            <Named text={words.strip} whose={brought.whose} />
          </span>
          {newer.includes(brought.pack) ? (
            <Button title={words.newer} onClick={() => void packs.takeNewer(brought.pack)}>
              {words.newer} {words.showNewer}
            </Button>
          ) : null}
          <Button onClick={() => packs.list(true)}>{words.about}</Button>
        </p>
      )}
      {listed ? <PackList packs={packs} /> : null}
      {question === null ? null : <PackQuestion packs={packs} question={question} />}
    </>
  );
}
