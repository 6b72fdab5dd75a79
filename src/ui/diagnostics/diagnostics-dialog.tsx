import { useEffect, useId, useRef, useState } from 'react';
import { diagnostics as diagnosticsWords } from '../../words/en/diagnostics';
import { wordsOf } from '../../words/spoken';
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
  const words = wordsOf(diagnosticsWords);
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
      <h2 id={id}>{words.title}</h2>
      <p role="status">{copied === null ? words.copying : copied ? words.copied : words.refused}</p>
      <textarea ref={text} readOnly aria-label={words.text} value={report} spellCheck={false} />
      <p className="diagnostics-actions">
        <Button
          look="outlined"
          icon="copy"
          onClick={() => {
            text.current?.select();
            void copyText(report).then(setCopied);
          }}
        >
          {words.copyAgain}
        </Button>
        <Button look="primary" onClick={() => dialog.current?.close()}>
          {words.close}
        </Button>
      </p>
    </dialog>
  );
}
