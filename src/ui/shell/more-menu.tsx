import { useRef, useState } from 'react';
import { IconButton } from '../common/button';
import { useCell } from '../common/cell';
import { Menu, type MenuItem } from '../common/menu';
import { useSession } from '../common/use-session';
import { page } from '../../words/en/page';
import { wordsOf } from '../../words/spoken';
import { useLanguage } from '../common/use-language';
import type { LanguageChoice } from '../language/language-choice';
import { languageItems } from '../language/language-items';
import type { Diagnostics } from '../diagnostics/diagnostics';
import { hasStartFiles } from './stuck-watch';
import type { Workbench } from './workbench';

/** What is seldom needed, beside Reset. */
function MoreMenu({ items }: { items: readonly MenuItem[] }) {
  const button = useRef<HTMLSpanElement>(null);
  const [at, setAt] = useState<{ x: number; y: number } | null>(null);
  const [opener, setOpener] = useState<HTMLElement | null>(null);
  return (
    <span ref={button}>
      <IconButton
        icon="more"
        label={wordsOf(page).more}
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
          label={wordsOf(page).more}
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

export function BoardMenu({ bench, language }: { bench: Workbench; language: LanguageChoice }) {
  const words = wordsOf(page);
  const startFiles = useSession(bench.session, hasStartFiles);
  const resetting = useCell(bench.resetting);
  const items: readonly MenuItem[] = [
    {
      name: words.startWithoutFiles,
      hint: startFiles ? words.startWithoutFilesTip : words.noStartFiles,
      refused: resetting || !startFiles,
      choose: () => void bench.reset({ skipStartFiles: true }),
    },
    diagnosticsItem(bench.diagnostics),
    ...languageItems(language, useLanguage()),
  ];
  return <MoreMenu items={items} />;
}

interface NoBoardMenuProps {
  diagnostics: Diagnostics;
  language: LanguageChoice;
}

/** What there is of it without a board. */
export function NoBoardMenu({ diagnostics, language }: NoBoardMenuProps) {
  return <MoreMenu items={[diagnosticsItem(diagnostics), ...languageItems(language, useLanguage())]} />;
}

const diagnosticsItem = (diagnostics: Diagnostics): MenuItem => ({
  name: wordsOf(page).copyDiagnostics,
  hint: wordsOf(page).copyDiagnosticsTip,
  choose: () => diagnostics.show(),
});
