import { Button } from '../common/button';
import type { TerminalModel } from './terminal-model';

const keys = [
  { label: 'Tab', bytes: '\t' },
  { label: '↑', name: 'Up', bytes: '\x1b[A' },
  { label: '↓', name: 'Down', bytes: '\x1b[B' },
  { label: 'Esc', bytes: '\x1b' },
] as const;

/** Keys that the keyboards of phones lack. */
export function KeyRow({ model, onInterrupt }: { model: TerminalModel; onInterrupt: () => void }) {
  return (
    <div className="key-row" role="toolbar" aria-label="Keys">
      <Button look="outlined" onClick={onInterrupt}>
        Ctrl-C
      </Button>
      {keys.map((key) => (
        <Button
          key={key.label}
          look="outlined"
          aria-label={'name' in key ? key.name : key.label}
          onClick={() => model.press(key.bytes)}
        >
          {key.label}
        </Button>
      ))}
    </div>
  );
}
