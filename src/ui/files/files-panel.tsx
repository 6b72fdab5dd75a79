import { useEffect, useRef, useState, type RefObject } from 'react';
import type { Session } from '../../session/session';
import { files as filesWords } from '../../words/en/files';
import { page } from '../../words/en/page';
import { wordsOf } from '../../words/spoken';
import { Button, IconButton } from '../common/button';
import { Marked } from '../common/marked';
import type { Said } from '../common/said';
import { useSession } from '../common/use-session';
import type { EditorModel } from '../editor/editor-model';
import { downloadAll } from './download';
import { EraseDialog } from './erase-dialog';
import { fileProblem } from './file-problem';
import { FileRow } from './file-row';
import { FlashUse } from './flash-use';
import { useUpload } from './use-upload';
import './files.css';

interface FilesPanelProps {
  session: Session;
  editor: EditorModel;
  /** A pointer on it closes the panel by itself. */
  opener: RefObject<HTMLElement | null>;
  open: (path: string) => void;
  close: () => void;
}

/** What is on the board's flash, and what can be done with it. */
export function FilesPanel({ session, editor, opener, open, close }: FilesPanelProps) {
  const words = wordsOf(filesWords);
  const files = useSession(session, (snapshot) => snapshot.files);
  const ready = useSession(session, (snapshot) => snapshot.phase === 'ready');
  const [erasing, setErasing] = useState(false);
  const [problem, setProblem] = useState<Said | null>(null);
  const upload = useUpload(session, (said) => setProblem(() => said));
  const panel = useRef<HTMLDivElement>(null);
  useCloseOutside(panel, opener, close, !erasing);

  const remove = async (path: string) => {
    setProblem(null);
    try {
      await session.removeFile(path);
      if (editor.state.value.files.some((file) => file.path === path && !file.unsaved)) editor.close(path);
    } catch (error) {
      setProblem(() => () => fileProblem(error));
    }
    panel.current?.focus();
  };

  return (
    <div className="files-panel" role="dialog" aria-label={words.title} ref={panel} tabIndex={-1}>
      <div className="files-head">
        <h2>{words.title}</h2>
        <IconButton icon="close" label={words.close} onClick={close} />
      </div>
      {files.length === 0 ? (
        <p className="files-none">
          <Marked text={words.none} />
        </p>
      ) : (
        <ul className="files-list" aria-label={wordsOf(page).parts.Files}>
          {files.map((path) => (
            <FileRow key={path} path={path} session={session} open={open} remove={remove} mayChange={ready} />
          ))}
        </ul>
      )}
      {problem === null ? null : (
        <p className="files-problem" role="alert">
          {problem()}
        </p>
      )}
      <FlashUse session={session} />
      <div className="files-foot">
        <Button
          icon="download"
          look="outlined"
          disabled={files.length === 0}
          onClick={() => downloadAll(session)}
        >
          {words.downloadAll}
        </Button>
        <Button icon="plus" look="outlined" disabled={!ready} onClick={upload.choose}>
          {words.add}
        </Button>
        <span className="files-space" />
        <Button icon="bin" look="outlined" onClick={() => setErasing(true)}>
          {words.erase}
        </Button>
        {upload.input}
      </div>
      {erasing ? (
        <EraseDialog
          session={session}
          done={close}
          cancel={() => {
            setErasing(false);
            panel.current?.focus();
          }}
        />
      ) : null}
    </div>
  );
}

/** As a menu does: Escape and a pointer elsewhere close it. The panel has the focus to begin with. */
function useCloseOutside(
  panel: RefObject<HTMLElement | null>,
  opener: RefObject<HTMLElement | null>,
  close: () => void,
  active: boolean,
): void {
  useEffect(() => panel.current?.focus(), [panel]);
  useEffect(() => {
    if (!active) return;
    const onPointer = ({ target }: PointerEvent) => {
      if (!(target instanceof Node) || panel.current?.contains(target) || opener.current?.contains(target))
        return;
      close();
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) close();
    };
    window.addEventListener('pointerdown', onPointer, { capture: true });
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('pointerdown', onPointer, { capture: true });
      window.removeEventListener('keydown', onKey);
    };
  }, [panel, opener, close, active]);
}
