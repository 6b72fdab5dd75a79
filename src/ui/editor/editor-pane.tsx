import { useEffect, useState } from 'react';
import type { Session } from '../../session/session';
import { editor } from '../../words/en/editor';
import { page } from '../../words/en/page';
import { wordsOf } from '../../words/spoken';
import { Button } from '../common/button';
import { useCell } from '../common/cell';
import { Icon } from '../common/icon';
import { Marked } from '../common/marked';
import { Pane } from '../common/pane';
import { useSession } from '../common/use-session';
import type { Theme } from '../theme/theme';
import { CodeArea } from './code-area';
import { EditorTabs } from './editor-tabs';
import type { EditorModel } from './editor-model';
import { shortName } from '../../shared/short-name';
import './editor.css';

/** A program of the lesson that an empty file can begin with. */
export interface StarterProgram {
  readonly label: string;
  readonly source: string;
}

interface EditorPaneProps {
  model: EditorModel;
  session: Session;
  theme: Theme;
  starters: readonly StarterProgram[];
  actions?: React.ReactNode;
}

export function EditorPane({ model, session, theme, starters, actions }: EditorPaneProps) {
  const words = wordsOf(editor);
  const state = useCell(model.state);
  const phase = useSession(session, (snapshot) => snapshot.phase);
  useSaveKey(model);
  const file = model.active;
  return (
    <Pane
      name={wordsOf(page).parts.Editor}
      className="editor-pane"
      heading={<EditorTabs model={model} session={session} />}
      actions={
        <>
          <Button
            onClick={() => void model.save()}
            disabled={phase !== 'ready' || state.busy === 'saving'}
            title={words.saveTip}
          >
            {words.save}
          </Button>
          <Button
            look="primary"
            icon="play"
            onClick={() => void model.run()}
            disabled={phase !== 'ready' || state.busy !== null}
            title={words.runTip(shortName(file.path))}
          >
            {words.run}
          </Button>
          {actions}
        </>
      }
    >
      <CodeArea model={model} theme={theme} />
      {hasCode(file.text) ? null : <EmptyEditor model={model} starters={starters} />}
      <EditorMessages model={model} />
    </Pane>
  );
}

/** Comments alone are what a new board's files hold. */
function hasCode(text: string): boolean {
  return /^[^\S\n]*[^\s#]/m.test(text);
}

/** Ctrl-S and Cmd-S save from anywhere in the page: nobody means "save this web page" here. */
function useSaveKey(model: EditorModel): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== 's') return;
      // In the terminal, Ctrl-S is a key for the board.
      if (event.target instanceof Element && event.target.closest('.terminal-host')) return;
      event.preventDefault();
      void model.save();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [model]);
}

function EmptyEditor({ model, starters }: { model: EditorModel; starters: readonly StarterProgram[] }) {
  const words = wordsOf(editor);
  const { path } = model.active;
  const [starter] = starters;
  return (
    <div className="editor-empty">
      <p>
        <Marked text={words.empty(shortName(path))} />{' '}
        {shortName(path) === 'main.py' ? words.runsAtStart : null}
      </p>
      {starter ? (
        <Button look="outlined" onClick={() => model.put(path, starter.source)}>
          {words.startWith(starter.label)}
        </Button>
      ) : null}
    </div>
  );
}

function EditorMessages({ model }: { model: EditorModel }) {
  const words = wordsOf(editor);
  const { error, problem, active } = useCell(model.state);
  const [hidden, setHidden] = useState<unknown>(null);
  if (problem !== null) {
    return (
      <p className="editor-message error" role="alert">
        {problem()}
      </p>
    );
  }
  if (error === null || error === hidden) return null;
  return (
    <p className="editor-message error" role="alert">
      <Icon name="warning" size={14} />
      <span>
        {error.path === active
          ? words.errorHere(error.line, error.message)
          : words.errorIn(shortName(error.path), error.line, error.message)}
      </span>
      {error.path === active ? null : <Button onClick={() => model.open(error.path)}>{words.show}</Button>}
      <Button onClick={() => setHidden(error)}>{wordsOf(page).dismiss}</Button>
    </p>
  );
}
