import { useState } from 'react';
import type { Session } from '../../session/session';
import { Button, IconButton } from '../common/button';
import { shortName } from '../editor/file-name';
import { downloadFile } from './download';
import { isText } from './is-text';
import { sizeWords } from './words';

interface FileRowProps {
  path: string;
  session: Session;
  open: (path: string) => void;
  remove: (path: string) => Promise<void>;
  mayChange: boolean;
}

export function FileRow({ path, session, open, remove, mayChange }: FileRowProps) {
  const [asking, setAsking] = useState(false);
  const name = shortName(path);
  const bytes = session.readFile(path);
  if (asking) {
    return (
      <li
        className="file-row asking"
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          // Escape takes the question back, not the whole list.
          event.preventDefault();
          setAsking(false);
        }}
      >
        <span className="file-question">Delete {name}?</span>
        <Button look="danger" onClick={() => void remove(path).finally(() => setAsking(false))}>
          Delete
        </Button>
        <Button look="outlined" autoFocus onClick={() => setAsking(false)}>
          Keep
        </Button>
      </li>
    );
  }
  return (
    <li className="file-row">
      {isText(bytes) ? (
        <button
          type="button"
          className="file-name"
          title={`Open ${name} in the editor`}
          onClick={() => open(path)}
        >
          {name}
        </button>
      ) : (
        <span className="file-name" title="Not a text file: the editor would damage it.">
          {name}
        </span>
      )}
      <span className="file-size">{sizeWords(bytes?.length ?? 0)}</span>
      <IconButton icon="download" label={`Download ${name}`} onClick={() => downloadFile(session, path)} />
      <IconButton icon="bin" label={`Delete ${name}`} disabled={!mayChange} onClick={() => setAsking(true)} />
    </li>
  );
}
