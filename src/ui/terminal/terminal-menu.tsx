import { Menu } from '../common/menu';
import type { TerminalModel } from './terminal-model';

interface TerminalMenuProps {
  model: TerminalModel;
  /** In the window, in pixels. */
  at: { x: number; y: number };
  close: () => void;
}

export function TerminalMenu({ model, at, close }: TerminalMenuProps) {
  return (
    <Menu
      label="Terminal"
      at={at}
      close={() => {
        close();
        model.focus();
      }}
      items={[
        {
          name: 'Copy',
          keys: 'Ctrl-Shift-C',
          refused: model.selection === '',
          choose: () => void model.copy(),
        },
        { name: 'Paste', keys: 'Ctrl-V', choose: () => void model.pasteFromClipboard() },
        { name: 'Select all', choose: () => model.selectAll() },
        { name: 'Clear', choose: () => model.clear() },
      ]}
    />
  );
}
