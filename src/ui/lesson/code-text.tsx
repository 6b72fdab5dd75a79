import { useMemo } from 'react';
import type { CodeBlock, ConsoleBlock } from '../../lessons/model';
import { consoleLines, pythonTokens, type Token } from './python-tokens';

interface CodeTextProps {
  block: CodeBlock;
  /** Index of the statement that the board is at; null when it is at none. */
  current: number | null;
}

/** A block's code in colour. Prompts are drawn but not selected, so that copying by hand gives code. */
export function CodeText({ block, current }: CodeTextProps) {
  return block.kind === 'console' ? (
    <ConsoleText block={block} current={current} />
  ) : (
    <PlainText block={block} />
  );
}

function PlainText({ block }: { block: CodeBlock }) {
  const tokens = useMemo<readonly Token[]>(
    () => (block.kind === 'python' ? pythonTokens(block.text) : [{ kind: 'plain', text: block.text }]),
    [block],
  );
  return (
    <code>
      <Tokens tokens={tokens} />
    </code>
  );
}

function ConsoleText({ block, current }: { block: ConsoleBlock; current: number | null }) {
  const lines = useMemo(() => consoleLines(block.text), [block]);
  const statement = current === null ? undefined : block.statements[current];
  const first = (statement?.line ?? 0) - block.line;
  const end = first + (statement?.lines.length ?? 0);
  return (
    <code>
      {lines.map((tokens, row) => (
        <span
          key={row}
          className="code-line"
          data-current={statement !== undefined && row >= first && row < end ? '' : undefined}
        >
          <Tokens tokens={tokens} />
          {row < lines.length - 1 ? '\n' : null}
        </span>
      ))}
    </code>
  );
}

function Tokens({ tokens }: { tokens: readonly Token[] }) {
  return tokens.map((token, index) =>
    token.kind === 'plain' ? (
      token.text
    ) : (
      <span key={index} className={`token-${token.kind}`}>
        {token.text}
      </span>
    ),
  );
}
