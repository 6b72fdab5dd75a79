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
      <ol className="sequence-steps" aria-label={`What ${board.name} and ${far.name} sent, in order`}>
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
              ? `${durationWords(step.milliseconds)} without a word`
              : `${step.steps} steps left out`}
          </span>
        </span>
      </li>
    );
  }
  const { by, kind } = step;
  const { words, tag } = wordsOf(step);
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

function wordsOf(step: Sent): { words: string; tag: string | null } {
  switch (step.kind) {
    case 'open':
      return { words: 'asks for a connection', tag: 'SYN' };
    case 'opened':
      return { words: 'agrees', tag: 'SYN ACK' };
    case 'accepted':
      return { words: 'the program takes it:', tag: 'accept()' };
    case 'refused':
      return { words: 'refuses', tag: 'RST' };
    case 'fin':
      return { words: 'sends no more', tag: 'FIN' };
    case 'reset':
      return { words: 'cuts it off', tag: 'RST' };
    case 'data': {
      const pieces =
        step.parts === 1 ? '' : ` in ${step.parts} pieces, ${durationWords(step.until - step.at)}`;
      return { words: `${sizeWords(step.bytes)}${pieces}`, tag: null };
    }
  }
}
