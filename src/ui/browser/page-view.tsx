import type { SessionSnapshot } from '../../session/session';
import { Button } from '../common/button';
import { useSession } from '../common/use-session';
import type { BrowserModel, BrowserState } from './browser-model';
import { size, type FailureText } from '../../protocol/http-failure-text';
import { PageFrame } from './page-frame';

interface PageViewProps {
  model: BrowserModel;
  state: BrowserState;
  raw: boolean;
}

export function PageView({ model, state, raw }: PageViewProps) {
  const { page } = state;
  if (raw && state.raw !== null) return <RawView bytes={state.raw} />;
  switch (page.kind) {
    case 'empty':
      return <EmptyBrowser model={model} />;
    case 'restarted':
      return (
        <div className="browser-page browser-words">
          <h3>The board restarted</h3>
          <p>Reloading Pinwire switches the board off and on. Its program and its open sockets are gone.</p>
          <p>Start the server again, then press Reload.</p>
        </div>
      );
    case 'failure':
      return <FailureView text={page.text} />;
    case 'html':
      return <PageFrame key={page.token} model={model} page={page} />;
    case 'text':
      return (
        <pre className="browser-page browser-text" tabIndex={0}>
          {page.text}
        </pre>
      );
    case 'image':
      return (
        <div className="browser-page browser-image">
          <img src={page.src} alt="Sent by the board" />
        </div>
      );
    case 'other':
      return (
        <div className="browser-page browser-words">
          <h3>{size(page.bytes)} arrived</h3>
          <p>
            Their type is {page.type === '' ? 'not said' : page.type}, which this browser does not show. “Raw”
            shows the bytes.
          </p>
        </div>
      );
  }
}

function EmptyBrowser({ model }: { model: BrowserModel }) {
  const serves = useSession(model.session, servesPages);
  if (serves) {
    return (
      <div className="browser-page browser-words">
        <h3>A server listens on port 80</h3>
        <p>The board waits for a browser to connect.</p>
        <Button look="primary" onClick={() => model.reload()}>
          Open http://{model.board}/
        </Button>
      </div>
    );
  }
  return (
    <div className="browser-page browser-words browser-empty">
      <h3>No page yet</h3>
      <p>
        Start the server of the lesson’s last section. When the terminal says it is listening, press Reload:
        the page of <code>{model.board}</code> appears here.
      </p>
    </div>
  );
}

/** A stopped server's socket goes on listening, but nobody would answer. */
function servesPages({ device }: SessionSnapshot): boolean {
  if (!device?.listening.includes(80)) return false;
  return device.activity.kind === 'running' || device.activity.kind === 'waiting';
}

function FailureView({ text }: { text: FailureText }) {
  return (
    <div className="browser-page browser-words browser-failure" role="alert">
      <h3>{text.title}</h3>
      <p>{text.why}</p>
      <p>{text.todo}</p>
      {text.received === undefined ? null : (
        <>
          <p className="browser-received-label">It began with:</p>
          <pre tabIndex={0}>{text.received}</pre>
        </>
      )}
    </div>
  );
}

function RawView({ bytes }: { bytes: Uint8Array }) {
  const text = new TextDecoder().decode(bytes);
  const end = text.search(/\r?\n\r?\n/);
  const head = end < 0 ? text : text.slice(0, end);
  return (
    <pre className="browser-page browser-text" tabIndex={0} aria-label="Answer as received">
      <span className="raw-head">{head}</span>
      {end < 0 ? '' : text.slice(end)}
    </pre>
  );
}
