import { Suspense, useCallback, useRef, useState } from 'react';
import type { Session } from '../../session/session';
import { page } from '../../words/en/page';
import { wordsOf } from '../../words/spoken';
import { PaneBoundary } from '../common/boundary';
import { Button } from '../common/button';
import { loadable } from '../common/loadable';
import type { Diagnostics } from '../diagnostics/diagnostics';
import type { EditorModel } from '../editor/editor-model';

const FilesPanel = loadable(() => import('./files-panel').then((module) => module.FilesPanel));

interface FilesButtonProps {
  session: Session;
  editor: EditorModel;
  diagnostics: Diagnostics;
  /** A file was opened in the editor, which the student wants to see now. */
  onOpen: () => void;
}

export function FilesButton({ session, editor, diagnostics, onOpen }: FilesButtonProps) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLSpanElement>(null);
  const close = useCallback(() => {
    setOpen(false);
    button.current?.querySelector('button')?.focus();
  }, []);
  return (
    <span className="files" ref={button}>
      <Button
        icon="files"
        look="outlined"
        title={wordsOf(page).filesTip}
        aria-expanded={open}
        aria-haspopup="dialog"
        onClick={() => setOpen(!open)}
      >
        <span className="files-word">{wordsOf(page).parts.Files}</span>
      </Button>
      {open ? (
        <PaneBoundary bare name="Files" onError={(where, error) => diagnostics.pageError(where, error)}>
          <Suspense>
            <FilesPanel
              session={session}
              editor={editor}
              opener={button}
              close={close}
              open={(path) => {
                editor.open(path);
                setOpen(false);
                onOpen();
              }}
            />
          </Suspense>
        </PaneBoundary>
      ) : null}
    </span>
  );
}
