import { terminal } from '../../words/en/terminal';
import { wordsOf } from '../../words/spoken';
import { Button } from '../common/button';
import type { TerminalModel } from './terminal-model';

const keys = [
  { label: 'Tab', name: null, bytes: '\t' },
  { label: '↑', name: 'up', bytes: '\x1b[A' },
  { label: '↓', name: 'down', bytes: '\x1b[B' },
  { label: 'Esc', name: null, bytes: '\x1b' },
] as const;

/** Keys that the keyboards of phones lack. */
export function KeyRow({ model, onInterrupt }: { model: TerminalModel; onInterrupt: () => void }) {
  const words = wordsOf(terminal);
  return (
    <div className="key-row" role="toolbar" aria-label={words.keys}>
      <Button look="outlined" onClick={onInterrupt}>
        {words.interruptKey}
      </Button>
      {keys.map((key) => (
        <Button
          key={key.label}
          look="outlined"
          aria-label={key.name === null ? key.label : words.arrows[key.name]}
          onClick={() => model.press(key.bytes)}
        >
          {key.label}
        </Button>
      ))}
    </div>
  );
}
