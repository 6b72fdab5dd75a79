import { network } from '../../words/en/network';
import { wordsOf } from '../../words/spoken';
import { sizeWords } from '../files/words';
import type { Step } from './steps';
import { durationWords } from './words';

interface End {
  readonly name: string;
  readonly address: string;
}

interface SequenceChartProps {
  steps: readonly Step[];
  startedAt: number;
  board: End;
  far: End;
}

/** What happened, from top to bottom: the board on the left, the far end on the right, an arrow for what was sent. */
export function SequenceChart({ steps, startedAt, board, far }: SequenceChartProps) {
  return (
    <div className="sequence">
      <div className="sequence-ends" aria-hidden="true">
        <span>
          <b>{board.name}</b> {board.address}
        </span>
        <span>
          <b>{far.name}</b> {far.address}
        </span>
      </div>
      <ol className="sequence-steps" aria-label={wordsOf(network).inOrder(far.name)}>
        {steps.map((step, index) => (
          <StepLine
            key={index}
            step={step}
            startedAt={startedAt}
            names={{ board: board.name, lan: far.name }}
          />
        ))}
      </ol>
    </div>
  );
}

interface StepLineProps {
  step: Step;
  startedAt: number;
  names: Readonly<Record<'board' | 'lan', string>>;
}

function StepLine({ step, startedAt, names }: StepLineProps) {
  if (step.kind === 'pause' || step.kind === 'left-out') {
    return (
      <li className="sequence-step quiet">
        <span />
        <span className="step-lane">
          <span className="step-words">
            {step.kind === 'pause'
              ? wordsOf(network).silence(durationWords(step.milliseconds))
              : wordsOf(network).leftOut(step.steps)}
          </span>
        </span>
      </li>
    );
  }
  const { by, kind } = step;
  const { words, tag } = stepWords(step);
  return (
    <li className="sequence-step" data-by={by} data-kind={kind}>
      <time className="step-time">{durationWords(Math.max(0, step.at - startedAt))}</time>
      <span className="step-lane">
        <span className="step-words">
          <span className="visually-hidden">{names[by]}: </span>
          {words} {tag === null ? null : <span className="step-tag">{tag}</span>}
        </span>
        <span className="step-arrow" aria-hidden="true" />
      </span>
    </li>
  );
}

type Sent = Exclude<Step, { kind: 'pause' | 'left-out' }>;

const TAGS = {
  open: 'SYN',
  opened: 'SYN ACK',
  accepted: 'accept()',
  encrypted: 'TLS',
  refused: 'RST',
  fin: 'FIN',
  reset: 'RST',
} as const;

function stepWords(step: Sent): { words: string; tag: string | null } {
  const { steps, pieces } = wordsOf(network);
  if (step.kind !== 'data') return { words: steps[step.kind], tag: TAGS[step.kind] };
  const size = sizeWords(step.bytes);
  if (step.parts === 1) return { words: size, tag: null };
  return { words: pieces(size, step.parts, durationWords(step.until - step.at)), tag: null };
}
