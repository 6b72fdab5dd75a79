import { useMemo } from 'react';
import type { CodeBlock } from '../../lessons/model';
import { consoleTokens, pythonTokens, type Token } from './python-tokens';

/** A block's code in colour. Prompts are drawn but not selected, so that copying by hand gives code. */
export function CodeText({ block }: { block: CodeBlock }) {
  const tokens = useMemo(() => tokensOf(block), [block]);
  return (
    <code>
      {tokens.map((token, index) =>
        token.kind === 'plain' ? (
          token.text
        ) : (
          <span key={index} className={`token-${token.kind}`}>
            {token.text}
          </span>
        ),
      )}
    </code>
  );
}

function tokensOf(block: CodeBlock): readonly Token[] {
  if (block.kind === 'console') return consoleTokens(block.text);
  if (block.kind === 'python') return pythonTokens(block.text);
  return [{ kind: 'plain', text: block.text }];
}
