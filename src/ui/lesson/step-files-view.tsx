import { useMemo, useSyncExternalStore } from 'react';
import { steps } from '../../words/en/steps';
import { wordsOf } from '../../words/spoken';
import { Button } from '../common/button';
import { useCell } from '../common/cell';
import { Marked } from '../common/marked';
import { DiffView } from './diff-view';
import { fileDesk } from './file-desk';
import type { StepBench } from './step-actions';
import { offersOf, StepFiles, type FileOffer, type Files } from './step-files';
import type { StepsModel } from './steps-model';
import './step-files.css';

interface StepFilesViewProps {
  /** Null: they are those of the lesson as a whole. */
  step: string | null;
  files: Files;
  bench: StepBench;
  model: StepsModel;
  /** They are about to be put on the board. */
  onTake: () => void;
  /** Null: the board can take files. Else why it cannot. */
  refused: string | null;
}

/** The files that a step or a lesson begins with: offered, compared with the student's own, put on the board, taken back. */
export function StepFilesView({ step, files, bench, model, onTake, refused }: StepFilesViewProps) {
  const words = wordsOf(steps);
  const own = step === null ? words.lessonFiles : words.stepFiles;
  const desk = useMemo(() => fileDesk(bench), [bench]);
  const put = useMemo(() => new StepFiles(model.slug, step, desk, model.store), [desk, model, step]);
  const { busy, problem, undoable } = useCell(put.state);
  // A text that changes with what is compared: files are small, and a few.
  useSyncExternalStore(desk.subscribe, () => JSON.stringify(Object.keys(files).map(desk.look)));
  const offers = offersOf(files, desk);
  const of = (kind: FileOffer['kind']): readonly FileOffer[] => offers.filter((offer) => offer.kind === kind);
  const [fresh, other, there] = [of('new'), of('differs'), of('same')];
  const disabled = busy || refused !== null;
  const take = (offers: readonly FileOffer[]): void => {
    onTake();
    void put.put(offers);
  };
  const one = undoable.length === 1 ? undoable[0] : undefined;
  return (
    <div className="step-files" role="group" aria-label={own.name}>
      {fresh.length === 0 ? null : (
        <p>
          <span>
            <Marked text={own.beginsWith(namesOf(fresh))} />
          </span>
          <Button look="run" icon="files" disabled={disabled} onClick={() => take(fresh)}>
            {words.put}
          </Button>
        </p>
      )}
      {other.map((offer) => (
        <Other
          key={offer.path}
          offer={offer}
          otherText={own.otherText(offer.path)}
          taken={undoable.includes(offer.path)}
          disabled={disabled}
          replace={() => take([offer])}
        />
      ))}
      {there.length === 0 ? null : (
        <p className="step-files-there">
          <span>
            <Marked text={words.onBoard(namesOf(there))} />
          </span>
        </p>
      )}
      <p className="step-files-undo" role="status">
        {problem === null ? null : <span>{problem()}</span>}
        {undoable.length === 0 ? null : (
          <Button disabled={disabled} onClick={() => void put.undo()}>
            {one === undefined ? words.takeAllBack : words.takeBack(one)}
          </Button>
        )}
      </p>
    </div>
  );
}

const namesOf = (offers: readonly FileOffer[]): readonly string[] => offers.map(({ path }) => path);

interface OtherProps {
  offer: FileOffer;
  /** That the student's is another one. */
  otherText: string;
  /** Ours is there, and has been worked on: what the student was to do is no matter for a question. */
  taken: boolean;
  disabled: boolean;
  replace: () => void;
}

/** The student has another text there: what would change, before anything does. */
function Other({ offer, otherText, taken, disabled, replace }: OtherProps) {
  const words = wordsOf(steps);
  const { path, present, text } = offer;
  const button = (
    <Button look="outlined" disabled={disabled} onClick={replace}>
      {words.replace}
    </Button>
  );
  return (
    <>
      {taken ? null : (
        <p>
          <span>
            <Marked text={otherText} />
          </span>
          {button}
        </p>
      )}
      <details>
        <summary>{taken ? words.beginAnew(path) : words.wouldChange(path)}</summary>
        <DiffView before={present ?? ''} after={text} />
        {taken ? button : null}
      </details>
    </>
  );
}
