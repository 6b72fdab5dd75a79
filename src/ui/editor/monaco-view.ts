import { DisposableStore, type Dispose } from '../../shared/disposable';
import { editor as words } from '../../words/en/editor';
import { onSpoken, wordsOf } from '../../words/spoken';
import type { Theme } from '../theme/theme';
import type { EditorModel, ErrorMark } from './editor-model';
import { shortName } from '../../shared/short-name';
import { editor, KeyCode, KeyMod, MarkerSeverity, Range, Uri } from './monaco';
import { monacoThemes } from './monaco-themes';

const MARKS = 'board';

/** In characters from the text's beginning. */
export interface TextSelection {
  readonly start: number;
  readonly end: number;
}

export interface MonacoView {
  /** @param typingAt where the student was typing in what this view replaces: the focus and the selection move here */
  attach(parent: HTMLElement, typingAt: TextSelection | null): () => void;
  dispose(): void;
}

/** Monaco as a view of the editor model: one text model per open file, so that each keeps its undo history. */
export function createMonacoView(model: EditorModel, theme: Theme): MonacoView {
  prepare();
  const owned = new DisposableStore();
  const element = document.createElement('div');
  element.className = 'monaco-host';
  const code = editor.create(element, options(theme));
  owned.add(() => {
    code.dispose();
    for (const text of editor.getModels()) text.dispose();
  });
  code.addCommand(KeyMod.CtrlCmd | KeyCode.KeyS, () => void model.save());
  const errors = code.createDecorationsCollection();
  const typed = code.onDidChangeModelContent(() => {
    const text = code.getModel();
    if (text) model.edit(text.uri.path, text.getValue());
  });
  owned.add(() => typed.dispose());

  owned.add(leaveByEscapeThenTab(code));

  const show = () => {
    const file = model.active;
    const text = textModel(file.path, file.text);
    if (code.getModel() !== text) code.setModel(text);
    // Only what came from elsewhere (the board, a lesson) differs here; typing is in the model already.
    if (text.getValue() !== file.text)
      text.pushEditOperations([], [{ range: text.getFullModelRange(), text: file.text }], () => null);
    code.updateOptions({
      ariaLabel: `${wordsOf(words).textOf(shortName(file.path))}. ${wordsOf(words).wayOut}`,
    });
    markError(model.state.value.error, errors, file.path);
  };
  show();
  owned.add(model.state.subscribe(show));
  owned.add(onSpoken(show));
  owned.add(theme.shade.subscribe(() => editor.setTheme(themeName(theme))));

  return {
    attach(parent, typingAt) {
      parent.append(element);
      code.layout();
      if (typingAt) continueAt(code, typingAt);
      return () => element.remove();
    },
    dispose: () => owned.dispose(),
  };
}

function continueAt(code: editor.IStandaloneCodeEditor, { start, end }: TextSelection): void {
  const text = code.getModel();
  if (text) code.setSelection(Range.fromPositions(text.getPositionAt(start), text.getPositionAt(end)));
  code.focus();
}

/** Tab indents; after Escape it moves on, as it does in the terminal, so that the keyboard is not trapped. */
function leaveByEscapeThenTab(code: editor.IStandaloneCodeEditor): Dispose {
  const pressed = code.onKeyDown(({ keyCode }) => {
    if (keyCode === KeyCode.Shift || keyCode === KeyCode.Tab) return;
    code.updateOptions({ tabFocusMode: keyCode === KeyCode.Escape });
  });
  const left = code.onDidBlurEditorText(() => code.updateOptions({ tabFocusMode: false }));
  return () => {
    pressed.dispose();
    left.dispose();
  };
}

function options(theme: Theme): editor.IStandaloneEditorConstructionOptions {
  return {
    model: null,
    theme: themeName(theme),
    automaticLayout: true,
    fontFamily: "'JetBrains Mono', 'Mono Fallback', ui-monospace, monospace",
    fontSize: 14,
    lineHeight: 21,
    fontLigatures: false,
    minimap: { enabled: false },
    scrollBeyondLastLine: false,
    lineNumbersMinChars: 3,
    lineDecorationsWidth: 8,
    glyphMargin: false,
    folding: false,
    padding: { top: 8, bottom: 8 },
    overviewRulerLanes: 0,
    hideCursorInOverviewRuler: true,
    renderLineHighlightOnlyWhenFocus: true,
    tabSize: 4,
    insertSpaces: true,
    wordBasedSuggestions: 'currentDocument',
    unicodeHighlight: { ambiguousCharacters: false },
    fixedOverflowWidgets: true,
  };
}

let prepared = false;

/** Monaco keeps its themes and its environment as globals of the page. */
function prepare(): void {
  if (prepared) return;
  prepared = true;
  window.MonacoEnvironment = {
    getWorker: () => new Worker(new URL('./monaco-worker.ts', import.meta.url), { type: 'module' }),
  };
  editor.defineTheme('pinwire-light', monacoThemes.light);
  editor.defineTheme('pinwire-dark', monacoThemes.dark);
  void document.fonts.load("14px 'JetBrains Mono'").then(() => editor.remeasureFonts());
}

function themeName(theme: Theme): string {
  return `pinwire-${theme.shade.value}`;
}

function textModel(path: string, text: string): editor.ITextModel {
  const uri = Uri.from({ scheme: 'board', path });
  return editor.getModel(uri) ?? editor.createModel(text, 'python', uri);
}

function markError(
  error: ErrorMark | null,
  decorations: editor.IEditorDecorationsCollection,
  shown: string,
): void {
  for (const text of editor.getModels()) {
    const here = error !== null && text.uri.path === error.path && error.line <= text.getLineCount();
    const markers = here
      ? [
          {
            severity: MarkerSeverity.Error,
            message: error.message,
            startLineNumber: error.line,
            endLineNumber: error.line,
            startColumn: text.getLineFirstNonWhitespaceColumn(error.line),
            endColumn: text.getLineMaxColumn(error.line),
          },
        ]
      : [];
    editor.setModelMarkers(text, MARKS, markers);
  }
  decorations.set(
    error?.path !== shown
      ? []
      : [
          {
            range: new Range(error.line, 1, error.line, 1),
            options: {
              isWholeLine: true,
              className: 'error-line',
              linesDecorationsClassName: 'error-line-edge',
            },
          },
        ],
  );
}
