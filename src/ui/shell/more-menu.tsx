import { useRef, useState } from 'react';
import { IconButton } from '../common/button';
import { useCell } from '../common/cell';
import { Menu, type MenuItem } from '../common/menu';
import { useSession } from '../common/use-session';
import type { Diagnostics } from '../diagnostics/diagnostics';
import { hasStartFiles } from './stuck-watch';
import type { Workbench } from './workbench';

/** What is seldom needed, beside Reset. */
export function MoreMenu({ items }: { items: readonly MenuItem[] }) {
  const button = useRef<HTMLSpanElement>(null);
  const [at, setAt] = useState<{ x: number; y: number } | null>(null);
  const [opener, setOpener] = useState<HTMLElement | null>(null);
  return (
    <span ref={button}>
      <IconButton
        icon="more"
        label="More"
        aria-haspopup="menu"
        aria-expanded={at !== null}
        onClick={(event) => {
          const { right, bottom } = event.currentTarget.getBoundingClientRect();
          setOpener(event.currentTarget);
          setAt(at === null ? { x: right, y: bottom + 4 } : null);
        }}
      />
      {at === null ? null : (
        <Menu
          label="More"
          items={items}
          at={at}
          opener={opener}
          close={() => {
            setAt(null);
            opener?.focus();
          }}
        />
      )}
    </span>
  );
}

export function BoardMenu({ bench }: { bench: Workbench }) {
  const startFiles = useSession(bench.session, hasStartFiles);
  const resetting = useCell(bench.resetting);
  const items: readonly MenuItem[] = [
    {
      name: 'Start without main.py',
      hint: startFiles
        ? 'Restarts the board and skips boot.py and main.py this once. Deletes nothing.'
        : 'The board has no boot.py and no main.py.',
      refused: resetting || !startFiles,
      choose: () => void bench.reset({ skipStartFiles: true }),
    },
    diagnosticsItem(bench.diagnostics),
  ];
  return <MoreMenu items={items} />;
}

export const diagnosticsItem = (diagnostics: Diagnostics): MenuItem => ({
  name: 'Copy diagnostics',
  hint: 'Versions, browser and recent faults, for whoever helps you. Nothing of your files.',
  choose: () => diagnostics.show(),
});
