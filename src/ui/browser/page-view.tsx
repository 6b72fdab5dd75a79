import type { SessionSnapshot } from '../../session/session';
import { browser } from '../../words/en/browser';
import { httpFailures } from '../../words/en/http-failures';
import { size, type FailureText } from '../../words/http-failure-text';
import { wordsOf } from '../../words/spoken';
import { Button } from '../common/button';
import { Marked } from '../common/marked';
import { useSession } from '../common/use-session';
import type { BrowserModel, BrowserState } from './browser-model';
import { pageFailureText } from './page-failure';
import { PageFrame } from './page-frame';

interface PageViewProps {
  model: BrowserModel;
  state: BrowserState;
  raw: boolean;
}

export function PageView({ model, state, raw }: PageViewProps) {
  const words = wordsOf(browser);
  const { page } = state;
  if (raw && state.raw !== null) return <RawView bytes={state.raw} />;
  switch (page.kind) {
    case 'empty':
      return <EmptyBrowser model={model} />;
    case 'restarted':
      return (
        <div className="browser-page browser-words">
          <h3>{words.restarted}</h3>
          <p>{words.restartedWhy}</p>
          <p>{words.restartedTodo}</p>
        </div>
      );
    case 'failure':
      return <FailureView text={pageFailureText(page.failure)} />;
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
          <img src={page.src} alt={words.picture} />
        </div>
      );
    case 'other':
      return (
        <div className="browser-page browser-words">
          <h3>{words.arrived(size(page.bytes, wordsOf(httpFailures)))}</h3>
          <p>{words.otherType(page.type)}</p>
        </div>
      );
  }
}

function EmptyBrowser({ model }: { model: BrowserModel }) {
  const words = wordsOf(browser);
  const serves = useSession(model.session, servesPages);
  if (serves) {
    return (
      <div className="browser-page browser-words">
        <h3>{words.listens}</h3>
        <p>{words.waits}</p>
        <Button look="primary" onClick={() => model.reload()}>
          {words.open(`http://${model.board}/`)}
        </Button>
      </div>
    );
  }
  return (
    <div className="browser-page browser-words browser-empty">
      <h3>{words.empty}</h3>
      <p>
        <Marked text={words.emptyTodo(model.board)} />
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
          <p className="browser-received-label">{wordsOf(httpFailures).began}</p>
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
    <pre className="browser-page browser-text" tabIndex={0} aria-label={wordsOf(browser).rawName}>
      <span className="raw-head">{head}</span>
      {end < 0 ? '' : text.slice(end)}
    </pre>
  );
}
