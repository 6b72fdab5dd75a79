import { entryIn } from '../../../lessons/lesson-entry';
import type { PackProblem } from '../../../lessons/packs/pack-error';
import { complaintText } from '../../../words/complaint';
import { complaints } from '../../../words/en/complaints';
import { packs as packWords } from '../../../words/en/packs';
import { wordsOf } from '../../../words/spoken';
import { Button } from '../../common/button';
import { Dialog } from '../../common/dialog';
import { useLanguage } from '../../common/use-language';
import { whoseOf } from './drafts';
import { Named } from './named';
import type { Packs, Question } from './packs';

/** What the student is asked before lessons of others open, or told when they do not. */
export function PackQuestion({ packs, question }: { packs: Packs; question: Question }) {
  return question.kind === 'open' ? (
    <OpenQuestion packs={packs} question={question} />
  ) : (
    <Refused packs={packs} question={question} />
  );
}

interface OpenProps {
  packs: Packs;
  question: Extract<Question, { kind: 'open' }>;
}

function OpenQuestion({ packs, question: { draft, known } }: OpenProps) {
  const words = wordsOf(packWords);
  const { source, entries, credits, boardFiles } = draft.record;
  const { remarks } = draft.made.pack;
  const language = useLanguage();
  const whose = whoseOf(source);
  const asksToReplace = known !== null && source.kind === 'file';
  return (
    <Dialog
      title={<Named text={words.openTitle} whose={whose} />}
      close={() => packs.decline()}
      buttons={
        <>
          <Button look="outlined" onClick={() => packs.decline()}>
            {words.notNow}
          </Button>
          {asksToReplace ? (
            <Button look="outlined" onClick={() => void packs.accept(true)}>
              {words.beside}
            </Button>
          ) : null}
          <Button look="primary" data-first onClick={() => void packs.accept()}>
            {asksToReplace ? words.replace : words.open}
          </Button>
        </>
      }
    >
      <p>
        <Named text={source.kind === 'address' ? words.fromAddress : words.fromFile} whose={whose} />
      </p>
      <ul className="pack-lessons">
        {entries.map((entry) => (
          <li key={entry.slug}>
            <bdi>{entryIn(entry, language).title}</bdi> <small>{words.minutes(entry.minutes)}</small>
          </li>
        ))}
      </ul>
      <p>
        {words.credits}{' '}
        {credits.map((credit) => (
          <q key={credit}>
            <bdi>{credit}</bdi>
          </q>
        ))}
      </p>
      <p>{words.can}</p>
      {boardFiles.length === 0 ? null : <BoardFiles names={boardFiles} />}
      {asksToReplace ? <p className="pack-known">{words.knownFile}</p> : null}
      {remarks.length === 0 ? null : (
        <details className="pack-remarks">
          <summary>{words.remarks(remarks.length)}</summary>
          <Problems problems={remarks} />
        </details>
      )}
    </Dialog>
  );
}

/** Files that the board runs by itself are told of, though nobody puts them there but the student. */
function BoardFiles({ names }: { names: readonly string[] }) {
  const words = wordsOf(packWords);
  const starts = names.some((name) => name === 'boot.py' || name === 'main.py');
  return (
    <p className={starts ? 'pack-starts' : ''}>
      {words.boardFiles}{' '}
      {names.map((name, index) => (
        <span key={name}>
          {index === 0 ? '' : ', '}
          <code>{name}</code>
        </span>
      ))}
      . {starts ? words.startFiles : null}
    </p>
  );
}

interface RefusedProps {
  packs: Packs;
  question: Extract<Question, { kind: 'refused' }>;
}

function Refused({ packs, question: { whose, problems, again } }: RefusedProps) {
  const words = wordsOf(packWords);
  return (
    <Dialog
      title={words.refusedTitle}
      close={() => packs.decline()}
      buttons={
        <>
          {again ? (
            <Button look="outlined" onClick={again}>
              {words.again}
            </Button>
          ) : null}
          <Button look="primary" data-first onClick={() => packs.decline()}>
            {words.close}
          </Button>
        </>
      }
    >
      {whose === '' ? null : (
        <p>
          <Named text={words.refusedFrom} whose={whose} />
        </p>
      )}
      <div role="alert">
        <Problems problems={problems} />
      </div>
    </Dialog>
  );
}

function Problems({ problems }: { problems: readonly PackProblem[] }) {
  return (
    <ul className="pack-problems">
      {problems.map((problem, index) => (
        <li key={index}>
          {problem.file === '' ? null : (
            <code>
              <bdi>
                {problem.file}
                {problem.line === null ? '' : `:${problem.line}`}
              </bdi>
            </code>
          )}{' '}
          <bdi>
            {problem.place}
            {complaintText(problem.what, wordsOf(complaints))}
          </bdi>
        </li>
      ))}
    </ul>
  );
}
