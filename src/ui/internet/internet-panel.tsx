import { useId, useState, type SubmitEvent } from 'react';
import type { PublishedPort } from '../../protocol/real-hosts';
import type { Session } from '../../session/session';
import { Button } from '../common/button';
import { useCell } from '../common/cell';
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
  const { wanted, url } = useCell(model.state);
  const site = useCell(model.site.state);
  const realHosts = useSession(session, (snapshot) => snapshot.realHosts);
  return (
    <section className="internet-panel-body" aria-label="Internet">
      <fieldset>
        <legend>Hosts on the board’s internet</legend>
        <Choice
          name="Virtual"
          words="They live in this page, work offline, and are always there."
          checked={wanted === 'virtual'}
          onChoose={() => model.choose('virtual')}
        />
        <Choice
          name="Real"
          words="By a proxy, for the names that it allows. What the program sends leaves this computer."
          checked={wanted === 'real'}
          disabled={url === null}
          onChoose={() => model.choose('real')}
        />
      </fieldset>
      <div className="internet-state" data-kind={realHosts.kind} role="status">
        <p>{stateWords(realHosts)}</p>
        {realHosts.kind === 'on' && realHosts.rules && realHosts.rules.length > 0 ? (
          <ul className="internet-rules" aria-label="Real hosts">
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
              Try again
            </Button>
            <Button look="outlined" onClick={() => model.choose('virtual')}>
              Back to virtual hosts
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
      Programs on the proxy’s computer reach port {board} of the board at <code>{address}</code>
    </p>
  );
}

/** Where the proxy is: the site says it, or the student. */
function Address({ model }: { model: InternetModel }) {
  const { url, isOwn } = useCell(model.state);
  const [problem, setProblem] = useState<string | null>(null);
  const field = useId();
  const said = useId();
  const save = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const text = new FormData(event.currentTarget).get('address');
    try {
      model.setAddress(typeof text === 'string' ? text : '');
      setProblem(null);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <details className="internet-address" open={url === null}>
      <summary>{url === null ? 'No proxy is set' : `Proxy: ${withoutToken(url)}`}</summary>
      <form onSubmit={save}>
        <label htmlFor={field}>Address of a proxy</label>
        <div className="internet-field">
          <input
            id={field}
            name="address"
            key={url}
            defaultValue={isOwn ? (url ?? '') : ''}
            placeholder={isOwn || url === null ? 'ws://127.0.0.1:8081/…/' : 'that of this site'}
            autoComplete="off"
            spellCheck={false}
            aria-invalid={problem !== null}
            aria-describedby={said}
          />
          <Button look="outlined" type="submit">
            Save
          </Button>
        </div>
        <p
          id={said}
          className={problem === null ? 'internet-hint' : 'internet-problem'}
          role={problem === null ? undefined : 'alert'}
        >
          {problem ??
            'The command pinwire proxy starts one and prints its address. Without one, every host is virtual.'}
        </p>
      </form>
    </details>
  );
}
