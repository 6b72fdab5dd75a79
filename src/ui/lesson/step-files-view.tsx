import { useMemo, useSyncExternalStore } from 'react';
import { Button } from '../common/button';
import { useCell } from '../common/cell';
import { DiffView } from './diff-view';
import { fileDesk } from './file-desk';
import type { StepBench } from './step-actions';
import { offersOf, StepFiles, type FileOffer, type Files } from './step-files';
import type { StepsModel } from './steps-model';

interface StepFilesViewProps {
  step: string;
  files: Files;
  bench: StepBench;
  model: StepsModel;
  /** They are about to be put on the board. */
  onTake: () => void;
  /** Null: the board can take files. Else why it cannot. */
  refused: string | null;
}

/** The files that a step begins with: offered, compared with the student's own, put on the board, taken back. */
export function StepFilesView({ step, files, bench, model, onTake, refused }: StepFilesViewProps) {
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
  return (
    <div className="step-files" role="group" aria-label="Files of this step">
      {fresh.length === 0 ? null : (
        <p>
          <span>
            This step begins with <Names offers={fresh} />.
          </span>
          <Button look="run" icon="files" disabled={disabled} onClick={() => take(fresh)}>
            Put on the board
          </Button>
        </p>
      )}
      {other.map((offer) => (
        <Other key={offer.path} offer={offer} disabled={disabled} replace={() => take([offer])} />
      ))}
      {there.length === 0 ? null : (
        <p className="step-files-there">
          <span>
            On the board: <Names offers={there} />.
          </span>
        </p>
      )}
      <p className="step-files-undo" role="status">
        {problem === null ? null : <span>{problem}</span>}
        {undoable.length === 0 ? null : (
          <Button disabled={disabled} onClick={() => void put.undo()}>
            Take {undoable.length === 1 ? undoable[0] : 'these files'} back
          </Button>
        )}
      </p>
    </div>
  );
}

function Names({ offers }: { offers: readonly FileOffer[] }) {
  return offers.map(({ path }, index) => (
    <span key={path}>
      {index === 0 ? '' : index === offers.length - 1 ? ' and ' : ', '}
      <code>{path}</code>
    </span>
  ));
}

/** The student has another text there: what would change, before anything does. */
function Other({ offer, disabled, replace }: { offer: FileOffer; disabled: boolean; replace: () => void }) {
  const { path, present, text } = offer;
  return (
    <>
      <p>
        <span>
          This step begins with a <code>{path}</code>, and yours is another one. It stays as it is unless you
          replace it.
        </span>
        <Button look="outlined" disabled={disabled} onClick={replace}>
          Replace mine
        </Button>
      </p>
      <details>
        <summary>What would change in {path}</summary>
        <DiffView before={present ?? ''} after={text} />
      </details>
    </>
  );
}
