import { Fragment, useId, useState } from 'react';
import { browser } from '../../words/en/browser';
import { packs } from '../../words/en/packs';
import { page } from '../../words/en/page';
import { wordsOf } from '../../words/spoken';
import { Button, IconButton } from '../common/button';
import { useCell } from '../common/cell';
import { Marked } from '../common/marked';
import { Pane } from '../common/pane';
import type { BrowserModel, BrowserState } from './browser-model';
import { PageView } from './page-view';
import { TabButton } from './tab-button';
import './browser.css';

interface BrowserPaneProps {
  model: BrowserModel;
  actions?: React.ReactNode;
}

export function BrowserPane({ model, actions }: BrowserPaneProps) {
  const words = wordsOf(browser);
  const state = useCell(model.state);
  const [raw, setRaw] = useState(false);
  return (
    <Pane
      name={wordsOf(page).parts.Browser}
      className="browser-pane"
      actions={
        <>
          <AutoReload model={model} on={state.autoReload} />
          <Button aria-pressed={raw} title={words.rawTip} onClick={() => setRaw(!raw)}>
            {words.raw}
          </Button>
          {actions}
        </>
      }
    >
      <Toolbar model={model} state={state} />
      <ForeignCode model={model} />
      {state.notice === null ? null : (
        <p className="browser-notice" role="status">
          <span>{state.notice()}</span>
          <IconButton icon="close" label={wordsOf(page).dismiss} onClick={() => model.dismissNotice()} />
        </p>
      )}
      <PageView model={model} state={state} raw={raw} />
    </Pane>
  );
}

function Toolbar({ model, state }: { model: BrowserModel; state: BrowserState }) {
  const words = wordsOf(browser);
  const [edited, setEdited] = useState<string | null>(null);
  return (
    <form
      className="browser-bar"
      aria-busy={state.loading}
      onSubmit={(event) => {
        event.preventDefault();
        model.open(edited ?? state.url);
        setEdited(null);
      }}
    >
      <IconButton icon="back" label={words.back} disabled={!state.canGo.back} onClick={() => model.go(-1)} />
      <IconButton
        icon="forward"
        label={words.forward}
        disabled={!state.canGo.forward}
        onClick={() => model.go(1)}
      />
      <IconButton icon="reload" label={words.reload} onClick={() => model.reload()} />
      <input
        type="text"
        inputMode="url"
        className="browser-address"
        aria-label={words.address}
        autoCapitalize="off"
        autoComplete="off"
        spellCheck={false}
        value={edited ?? state.url}
        onFocus={(event) => event.target.select()}
        onChange={(event) => setEdited(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setEdited(null);
        }}
      />
      {state.loading ? <IconButton icon="close" label={words.cancel} onClick={() => model.stop()} /> : null}
      <TabButton model={model} url={state.url} />
    </form>
  );
}

/** Why pages of the board have no rights in a tab of their own, where the student has not chosen it. */
function ForeignCode({ model }: { model: BrowserModel }) {
  const words = wordsOf(packs);
  const foreign = useCell(model.trust.foreign);
  if (foreign.length === 0) return null;
  const whose = () =>
    foreign.map(({ pack, whose: name }, index) => (
      <Fragment key={pack}>
        {index === 0 ? '' : ', '}
        <b>
          <bdi>{name}</bdi>
        </b>
      </Fragment>
    ));
  return (
    <p className="browser-notice">
      <span>
        <Marked text={words.foreignCode} marks={{ whose }} />
      </span>
      <Button title={words.trustTip} onClick={() => model.trust.choose(true)}>
        {words.trust}
      </Button>
    </p>
  );
}

function AutoReload({ model, on }: { model: BrowserModel; on: boolean }) {
  const words = wordsOf(browser);
  const id = useId();
  return (
    <label className="auto-reload" htmlFor={id} title={words.autoTip}>
      <input
        id={id}
        type="checkbox"
        checked={on}
        onChange={(event) => model.setAutoReload(event.target.checked)}
        aria-label={words.autoName}
      />
      {words.auto}
    </label>
  );
}
