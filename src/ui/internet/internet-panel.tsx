import { useId, useState, type SubmitEvent } from 'react';
import type { PublishedPort } from '../../protocol/real-hosts';
import type { Session } from '../../session/session';
import { internetPanel } from '../../words/en/internet-panel';
import { page } from '../../words/en/page';
import { wordsOf } from '../../words/spoken';
import { Button } from '../common/button';
import { useCell } from '../common/cell';
import { Marked } from '../common/marked';
import { type Said, SaidError } from '../common/said';
import { TextField } from '../common/text-field';
import { useSession } from '../common/use-session';
import { siteProblem } from '../site/site';
import type { InternetModel } from './internet-model';
import { stateWords } from './internet-words';
import { withoutToken } from './proxy-address';

interface InternetProps {
  model: InternetModel;
  session: Session;
}

/** Virtual or real hosts, and how it stands with the proxy. */
export function InternetPanel({ model, session }: InternetProps) {
  const says = wordsOf(internetPanel);
  const { wanted, url } = useCell(model.state);
  const site = useCell(model.site.state);
  const realHosts = useSession(session, (snapshot) => snapshot.realHosts);
  return (
    <section className="internet-panel-body" aria-label={wordsOf(page).parts.Internet}>
      <fieldset>
        <legend>{says.hosts}</legend>
        <Choice
          name={says.virtual}
          words={says.virtualWords}
          checked={wanted === 'virtual'}
          onChoose={() => model.choose('virtual')}
        />
        <Choice
          name={says.real}
          words={says.realWords}
          checked={wanted === 'real'}
          disabled={url === null}
          onChoose={() => model.choose('real')}
        />
      </fieldset>
      <div className="internet-state" data-kind={realHosts.kind} role="status">
        <p>{stateWords(realHosts)}</p>
        {realHosts.kind === 'on' && realHosts.rules && realHosts.rules.length > 0 ? (
          <ul className="internet-rules" aria-label={says.realHosts}>
            {realHosts.rules.map((rule) => (
              <li key={rule}>
                <code>{rule}</code>
              </li>
            ))}
          </ul>
        ) : null}
        {realHosts.kind === 'on'
          ? realHosts.published.map((port) => <Published key={port.outside} {...port} />)
          : null}
        {realHosts.kind === 'lost' ? (
          <p className="internet-actions">
            <Button look="outlined" icon="reset" onClick={() => model.retry()}>
              {wordsOf(page).tryAgain}
            </Button>
            <Button look="outlined" onClick={() => model.choose('virtual')}>
              {says.backToVirtual}
            </Button>
          </p>
        ) : null}
      </div>
      {site.problems.length === 0 ? null : <p className="internet-problem">{siteProblem(site)}</p>}
      <Address model={model} />
    </section>
  );
}

interface ChoiceProps {
  name: string;
  words: string;
  checked: boolean;
  disabled?: boolean;
  onChoose: () => void;
}

function Choice({ name, words, checked, disabled = false, onChoose }: ChoiceProps) {
  const group = useId();
  const description = useId();
  return (
    <label className="internet-choice" data-checked={checked} data-disabled={disabled}>
      <input
        type="radio"
        name={group}
        checked={checked}
        disabled={disabled}
        aria-describedby={description}
        onChange={onChoose}
      />
      <span className="internet-choice-name">{name}</span>
      <span className="internet-choice-words" id={description}>
        {words}
      </span>
    </label>
  );
}

function Published({ outside, board }: PublishedPort) {
  const address = `http://127.0.0.1:${outside}/`;
  return (
    <p>
      <Marked text={wordsOf(internetPanel).published(board, address)} />
    </p>
  );
}

const EXAMPLE = 'ws://127.0.0.1:8081/…/';

/** Where the proxy is: the site says it, or the student. */
function Address({ model }: { model: InternetModel }) {
  const says = wordsOf(internetPanel);
  const { url, isOwn } = useCell(model.state);
  const [problem, setProblem] = useState<Said | null>(null);
  const field = useId();
  const said = useId();
  const save = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const text = new FormData(event.currentTarget).get('address');
    try {
      model.setAddress(typeof text === 'string' ? text : '');
      setProblem(null);
    } catch (error) {
      if (!(error instanceof SaidError)) throw error;
      setProblem(() => error.said);
    }
  };
  return (
    <details className="internet-address" open={url === null}>
      <summary>{url === null ? says.noProxy : says.proxy(withoutToken(url))}</summary>
      <form onSubmit={save}>
        <label htmlFor={field}>{says.address}</label>
        <div className="internet-field">
          <TextField
            id={field}
            name="address"
            key={url}
            defaultValue={isOwn ? (url ?? '') : ''}
            placeholder={isOwn || url === null ? EXAMPLE : says.ofThisSite}
            autoComplete="off"
            spellCheck={false}
            aria-invalid={problem !== null}
            aria-describedby={said}
          />
          <Button look="outlined" type="submit">
            {says.save}
          </Button>
        </div>
        <p
          id={said}
          className={problem === null ? 'internet-hint' : 'internet-problem'}
          role={problem === null ? undefined : 'alert'}
        >
          {problem?.() ?? says.hint}
        </p>
      </form>
    </details>
  );
}
