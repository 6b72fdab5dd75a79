import { page } from '../../words/en/page';
import { terminal } from '../../words/en/terminal';
import { wordsOf } from '../../words/spoken';
import { Menu } from '../common/menu';
import type { TerminalModel } from './terminal-model';

interface TerminalMenuProps {
  model: TerminalModel;
  /** In the window, in pixels. */
  at: { x: number; y: number };
  close: () => void;
}

export function TerminalMenu({ model, at, close }: TerminalMenuProps) {
  const words = wordsOf(terminal);
  return (
    <Menu
      label={wordsOf(page).parts.Terminal}
      at={at}
      close={() => {
        close();
        model.focus();
      }}
      items={[
        {
          name: words.copy,
          keys: words.copyKeys,
          refused: model.selection === '',
          choose: () => void model.copy(),
        },
        { name: words.paste, keys: words.pasteKeys, choose: () => void model.pasteFromClipboard() },
        { name: words.selectAll, choose: () => model.selectAll() },
        { name: words.clear, choose: () => model.clear() },
      ]}
    />
  );
}
