import { Suspense, useState } from 'react';
import type { CodeBlock } from '../../lessons/model';
import { lesson } from '../../words/en/lesson';
import { wordsOf } from '../../words/spoken';
import { PaneBoundary } from '../common/boundary';
import { Button } from '../common/button';
import { Icon } from '../common/icon';
import { loadable } from '../common/loadable';
import { CodeText } from './code-text';
import { statementOf, type BlockRun } from './lesson-runs';
import './code-block.css';

/** Nothing has failed before the first prompt. */
const Explanation = loadable(() => import('./explanation').then((module) => module.Explanation));

export interface BlockActions {
  readonly run: (block: CodeBlock) => void;
  readonly stop: () => void;
  readonly restartPython: () => void;
  readonly openInEditor: (block: CodeBlock) => void;
  readonly copy: (text: string) => Promise<boolean>;
  readonly onError: (where: string, error: unknown) => void;
  /** Null: the board can run things. Else why it cannot. */
  readonly refused: string | null;
}

interface CodeBlockViewProps {
  block: CodeBlock;
  run: BlockRun | undefined;
  actions: BlockActions;
}

export function CodeBlockView({ block, run, actions }: CodeBlockViewProps) {
  const words = wordsOf(lesson);
  const tip = block.kind === 'python' ? words.pasteTip : words.typeTip;
  const runs = run?.kind === 'sending' || run?.kind === 'running';
  return (
    <figure className="code-block" data-run={run?.kind ?? 'idle'}>
      {block.caption === null ? null : <figcaption>{block.caption}</figcaption>}
      {/* Long lines scroll, so the block can be reached and scrolled from the keyboard. */}
      <pre tabIndex={0}>
        <CodeText block={block} current={statementOf(run)} />
      </pre>
      <div className="code-actions">
        {block.kind === 'plain' ? null : (
          <>
            {runs ? (
              <Button
                look="stop"
                icon="stop"
                onClick={() => actions.stop()}
                aria-label={words.stopName(block.label)}
              >
                {words.stop}
              </Button>
            ) : (
              <Button
                look="run"
                icon="play"
                aria-label={words.runName(block.label)}
                title={tip}
                disabled={actions.refused !== null}
                onClick={() => actions.run(block)}
              >
                {words.run}
              </Button>
            )}
            {block.kind === 'python' ? (
              <Button onClick={() => actions.openInEditor(block)}>{words.openInEditor}</Button>
            ) : null}
          </>
        )}
        <CopyButton text={block.copy} copy={actions.copy} />
        <RunMark run={run} />
      </div>
      {run?.kind === 'failed' ? (
        <PaneBoundary bare name="Lesson" onError={actions.onError}>
          <Suspense>
            <Explanation run={run} restart={actions.restartPython} />
          </Suspense>
        </PaneBoundary>
      ) : null}
    </figure>
  );
}

function CopyButton({ text, copy }: { text: string; copy: (text: string) => Promise<boolean> }) {
  const [result, setResult] = useState<'copied' | 'refused' | null>(null);
  const { copied: done, notCopied, copy: invitation } = wordsOf(lesson);
  const words = result === 'copied' ? done : result === 'refused' ? notCopied : invitation;
  return (
    <Button
      onBlur={() => setResult(null)}
      onClick={() => void copy(text).then((copied) => setResult(copied ? 'copied' : 'refused'))}
    >
      {words}
    </Button>
  );
}

function RunMark({ run }: { run: BlockRun | undefined }) {
  const mark = markOf(run);
  return (
    <span className="run-mark" role="status">
      {mark?.icon ? <Icon name={mark.icon} size={14} /> : null}
      {mark?.words}
    </span>
  );
}

function markOf(run: BlockRun | undefined): { icon?: 'check' | 'stop' | 'warning'; words: string } | null {
  switch (run?.kind) {
    case undefined:
      return null;
    case 'sending':
    case 'running':
      return { words: wordsOf(lesson).marks[run.kind] };
    case 'done':
      return { icon: 'check', words: wordsOf(lesson).marks.done };
    case 'stopped':
      return { icon: 'stop', words: wordsOf(lesson).marks.stopped };
    case 'failed':
      return { icon: 'warning', words: run.error.type };
  }
}
