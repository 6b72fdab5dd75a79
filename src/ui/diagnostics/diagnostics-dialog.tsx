import { useEffect, useId, useRef, useState } from 'react';
import { Button } from '../common/button';
import { useCell } from '../common/cell';
import { copyText } from '../common/copy-text';
import type { Diagnostics } from './diagnostics';
import './diagnostics.css';

/** The report, shown and copied at once; where the browser refuses, it stands there selected. */
export function DiagnosticsDialog({ diagnostics }: { diagnostics: Diagnostics }) {
  const report = useCell(diagnostics.shown);
  return report === null ? null : (
    <Report key={report} report={report} close={() => diagnostics.shown.set(null)} />
  );
}

function Report({ report, close }: { report: string; close: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const text = useRef<HTMLTextAreaElement>(null);
  const [copied, setCopied] = useState<boolean | null>(null);
  const id = useId();
  useEffect(() => {
    dialog.current?.showModal();
    text.current?.select();
    let shown = true;
    void copyText(report).then((done) => {
      if (shown) setCopied(done);
    });
    return () => {
      shown = false;
    };
  }, [report]);
  return (
    <dialog ref={dialog} className="diagnostics" aria-labelledby={id} onClose={close}>
      <h2 id={id}>Diagnostics</h2>
      <p role="status">{copied === null ? 'Copying…' : copied ? COPIED : REFUSED}</p>
      <textarea ref={text} readOnly aria-label="Diagnostics as text" value={report} spellCheck={false} />
      <p className="diagnostics-actions">
        <Button
          look="outlined"
          icon="copy"
          onClick={() => {
            text.current?.select();
            void copyText(report).then(setCopied);
          }}
        >
          Copy again
        </Button>
        <Button look="primary" onClick={() => dialog.current?.close()}>
          Close
        </Button>
      </p>
    </dialog>
  );
}

const COPIED =
  'This text is in the clipboard. Paste it where you ask for help. It holds no names and no contents of your files.';
const REFUSED =
  'This browser does not let the page copy. The text below is selected: copy it with Ctrl-C or the browser’s menu.';
