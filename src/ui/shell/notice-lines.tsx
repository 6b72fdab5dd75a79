import { page } from '../../words/en/page';
import { wordsOf } from '../../words/spoken';
import { Button, IconButton } from '../common/button';
import { useCell } from '../common/cell';
import type { Notices } from './notices';

export function NoticeLines({ notices }: { notices: Notices }) {
  const lines = useCell(notices.lines);
  return (
    <div className="notice-lines" role="status">
      {lines.map((line) => (
        <p key={line.id} className="notice-line" data-tone={line.tone}>
          <span>{line.text()}</span>
          {line.action ? (
            <Button look="outlined" onClick={line.action.run}>
              {line.action.name()}
            </Button>
          ) : null}
          <IconButton icon="close" label={wordsOf(page).dismiss} onClick={() => notices.dismiss(line.id)} />
        </p>
      ))}
    </div>
  );
}
