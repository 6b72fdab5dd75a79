import { useState } from 'react';
import type { Session } from '../../session/session';
import { editor } from '../../words/en/editor';
import { wordsOf } from '../../words/spoken';
import { IconButton } from '../common/button';
import { useCell } from '../common/cell';
import { Icon } from '../common/icon';
import type { Said } from '../common/said';
import { useSession } from '../common/use-session';
import type { EditorModel } from './editor-model';
import { refuseFileName } from './file-name';
import { shortName } from '../../shared/short-name';

/** The open files, and a place to open or make another one. */
export function EditorTabs({ model, session }: { model: EditorModel; session: Session }) {
  const words = wordsOf(editor);
  const { files, active } = useCell(model.state);
  const [naming, setNaming] = useState(false);
  return (
    <div className="editor-tabs">
      <div role="tablist" aria-label={words.openFiles} className="editor-tab-list">
        {files.map((file) => (
          <div key={file.path} className="editor-tab" data-active={file.path === active}>
            <button
              type="button"
              role="tab"
              aria-selected={file.path === active}
              onClick={() => model.open(file.path)}
            >
              {shortName(file.path)}
              {file.unsaved ? (
                <span
                  className="unsaved-dot"
                  title={words.unsavedTip}
                  role="img"
                  aria-label={words.unsaved}
                />
              ) : null}
            </button>
            {files.length > 1 ? (
              <button
                type="button"
                className="editor-tab-close"
                aria-label={words.close(shortName(file.path))}
                onClick={() => model.close(file.path)}
              >
                <Icon name="close" size={10} />
              </button>
            ) : null}
          </div>
        ))}
      </div>
      {naming ? (
        <NewFile model={model} session={session} close={() => setNaming(false)} />
      ) : (
        <IconButton icon="plus" label={words.openOrMake} onClick={() => setNaming(true)} />
      )}
    </div>
  );
}

function NewFile({ model, session, close }: { model: EditorModel; session: Session; close: () => void }) {
  const words = wordsOf(editor);
  const files = useSession(session, (snapshot) => snapshot.files);
  const [name, setName] = useState('');
  const [refused, setRefused] = useState<Said | null>(null);
  const submit = () => {
    const path = `/${name.trim().replace(/^\/+/, '')}`;
    const problem = files.includes(path) ? null : refuseFileName(path, []);
    setRefused(() => problem);
    if (problem !== null) return;
    model.open(path);
    close();
  };
  return (
    <form
      className="editor-new"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
      }}
    >
      <input
        // The student has just asked for this box.
        autoFocus
        aria-label={words.fileName}
        aria-invalid={refused !== null}
        title={refused?.()}
        placeholder={words.exampleName}
        list="files-of-the-board"
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <datalist id="files-of-the-board">
        {files.map((path) => (
          <option key={path} value={shortName(path)} />
        ))}
      </datalist>
      <IconButton icon="check" label={words.open} type="submit" />
      <IconButton icon="close" label={words.cancel} onClick={close} />
      {refused === null ? null : (
        <span role="alert" className="editor-new-refused">
          {refused()}
        </span>
      )}
    </form>
  );
}
