import { useRef, type ReactNode } from 'react';
import type { Session } from '../../session/session';
import { files } from '../../words/en/files';
import { wordsOf } from '../../words/spoken';
import type { Said } from '../common/said';
import { refuseFileName } from '../editor/file-name';
import { fileProblem } from './file-problem';

interface Upload {
  choose: () => void;
  /** Must stand somewhere in the page. */
  input: ReactNode;
}

/** Files of the student's computer onto the board; what has the name of one of them is replaced. */
export function useUpload(session: Session, tell: (problem: Said | null) => void): Upload {
  const input = useRef<HTMLInputElement>(null);
  const take = async (chosen: readonly File[]) => {
    tell(null);
    for (const file of chosen) {
      const refused = refuseFileName(`/${file.name}`, []);
      if (refused !== null) {
        tell(() => wordsOf(files).notAdded(file.name, refused()));
        continue;
      }
      try {
        await session.writeFile(`/${file.name}`, new Uint8Array(await file.arrayBuffer()));
      } catch (error) {
        tell(() => wordsOf(files).notAdded(file.name, fileProblem(error)));
      }
    }
  };
  return {
    choose: () => input.current?.click(),
    input: (
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={wordsOf(files).toAdd}
        onChange={(event) => {
          const chosen = [...(event.target.files ?? [])];
          event.target.value = '';
          void take(chosen);
        }}
      />
    ),
  };
}
