import { steps } from '../../words/en/steps';
import { wordsOf } from '../../words/spoken';
import { lineDiff } from './line-diff';

/** What has to change to make the one text of the other, line by line. */
export function DiffView({ before, after }: { before: string; after: string }) {
  return (
    <pre tabIndex={0} className="step-diff">
      <code>
        {lineDiff(before, after).map(({ kind, line }, index) => (
          <span key={index} data-kind={kind}>
            <span className="visually-hidden">{kind === 'same' ? null : wordsOf(steps).diff[kind]}</span>
            {`${MARKS[kind]} ${line}\n`}
          </span>
        ))}
      </code>
    </pre>
  );
}

const MARKS = { same: ' ', added: '+', removed: '-' } as const;
