import { useRef, type ReactNode } from 'react';
import type { Session } from '../../session/session';
import { refuseFileName } from '../editor/file-name';

interface Upload {
  choose: () => void;
  /** Must stand somewhere in the page. */
  input: ReactNode;
}

/** Files of the student's computer onto the board; what has the name of one of them is replaced. */
export function useUpload(session: Session, tell: (problem: string | null) => void): Upload {
  const input = useRef<HTMLInputElement>(null);
  const take = async (chosen: readonly File[]) => {
    tell(null);
    for (const file of chosen) {
      const refused = refuseFileName(`/${file.name}`, []);
      if (refused !== null) {
        tell(`${file.name} was not added. ${refused}`);
        continue;
      }
      try {
        await session.writeFile(`/${file.name}`, new Uint8Array(await file.arrayBuffer()));
      } catch (error) {
        tell(`${file.name} was not added. ${error instanceof Error ? error.message : String(error)}`);
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
        aria-label="Files to add"
        onChange={(event) => {
          const chosen = [...(event.target.files ?? [])];
          event.target.value = '';
          void take(chosen);
        }}
      />
    ),
  };
}
