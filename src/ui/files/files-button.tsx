import { lazy, Suspense, useCallback, useRef, useState } from 'react';
import type { Session } from '../../session/session';
import { Button } from '../common/button';
import type { EditorModel } from '../editor/editor-model';

const FilesPanel = lazy(() => import('./files-panel').then((module) => ({ default: module.FilesPanel })));

interface FilesButtonProps {
  session: Session;
  editor: EditorModel;
  /** A file was opened in the editor, which the student wants to see now. */
  onOpen: () => void;
}

export function FilesButton({ session, editor, onOpen }: FilesButtonProps) {
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
        title="The files on the board"
        aria-expanded={open}
        aria-haspopup="dialog"
        onClick={() => setOpen(!open)}
      >
        <span className="files-word">Files</span>
      </Button>
      {open ? (
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
      ) : null}
    </span>
  );
}
