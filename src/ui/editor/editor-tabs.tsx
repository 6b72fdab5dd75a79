import { useState } from 'react';
import type { Session } from '../../session/session';
import { IconButton } from '../common/button';
import { useCell } from '../common/cell';
import { Icon } from '../common/icon';
import { useSession } from '../common/use-session';
import type { EditorModel } from './editor-model';
import { refuseFileName, shortName } from './file-name';

/** The open files, and a place to open or make another one. */
export function EditorTabs({ model, session }: { model: EditorModel; session: Session }) {
  const { files, active } = useCell(model.state);
  const [naming, setNaming] = useState(false);
  return (
    <div className="editor-tabs">
      <div role="tablist" aria-label="Open files" className="editor-tab-list">
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
                <span className="unsaved-dot" title="Not saved yet" role="img" aria-label="not saved" />
              ) : null}
            </button>
            {files.length > 1 ? (
              <button
                type="button"
                className="editor-tab-close"
                aria-label={`Close ${shortName(file.path)}`}
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
        <IconButton icon="plus" label="Open or make a file" onClick={() => setNaming(true)} />
      )}
    </div>
  );
}

function NewFile({ model, session, close }: { model: EditorModel; session: Session; close: () => void }) {
  const files = useSession(session, (snapshot) => snapshot.files);
  const [name, setName] = useState('');
  const [refused, setRefused] = useState<string | null>(null);
  const submit = () => {
    const path = `/${name.trim().replace(/^\/+/, '')}`;
    const problem = files.includes(path) ? null : refuseFileName(path, []);
    setRefused(problem);
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
        aria-label="File name"
        aria-invalid={refused !== null}
        title={refused ?? undefined}
        placeholder="name.py"
        list="files-of-the-board"
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <datalist id="files-of-the-board">
        {files.map((path) => (
          <option key={path} value={shortName(path)} />
        ))}
      </datalist>
      <IconButton icon="check" label="Open" type="submit" />
      <IconButton icon="close" label="Cancel" onClick={close} />
      {refused === null ? null : (
        <span role="alert" className="editor-new-refused">
          {refused}
        </span>
      )}
    </form>
  );
}
