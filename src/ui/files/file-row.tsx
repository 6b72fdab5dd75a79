import { useState } from 'react';
import type { Session } from '../../session/session';
import { files } from '../../words/en/files';
import { wordsOf } from '../../words/spoken';
import { Button, IconButton } from '../common/button';
import { shortName } from '../../shared/short-name';
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
  const words = wordsOf(files);
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
        <span className="file-question">{words.removeAsked(name)}</span>
        <Button look="danger" onClick={() => void remove(path).finally(() => setAsking(false))}>
          {words.removeIt}
        </Button>
        <Button look="outlined" autoFocus onClick={() => setAsking(false)}>
          {words.keep}
        </Button>
      </li>
    );
  }
  return (
    <li className="file-row">
      {isText(bytes) ? (
        <button type="button" className="file-name" title={words.open(name)} onClick={() => open(path)}>
          {name}
        </button>
      ) : (
        <span className="file-name" title={words.notText}>
          {name}
        </span>
      )}
      <span className="file-size">{sizeWords(bytes?.length ?? 0)}</span>
      <IconButton icon="download" label={words.download(name)} onClick={() => downloadFile(session, path)} />
      <IconButton
        icon="bin"
        label={words.remove(name)}
        disabled={!mayChange}
        onClick={() => setAsking(true)}
      />
    </li>
  );
}
