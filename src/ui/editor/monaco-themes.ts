import type { editor } from './monaco';

/** The page's colours as Monaco wants them: six digits, no variables. */
const light: editor.IStandaloneThemeData = {
  base: 'vs',
  inherit: true,
  rules: [
    { token: '', foreground: '19201c' },
    { token: 'keyword', foreground: '7a2f8c' },
    { token: 'string', foreground: '1d6b42' },
    { token: 'number', foreground: '8a4a00' },
    { token: 'comment', foreground: '5b655f', fontStyle: 'italic' },
  ],
  colors: {
    'editor.background': '#fcfcfa',
    'editor.foreground': '#19201c',
    'editorLineNumber.foreground': '#6d7771',
    'editorLineNumber.activeForeground': '#19201c',
    'editor.selectionBackground': '#b9d3fb',
    'editor.lineHighlightBackground': '#f1f3ef',
    'editor.lineHighlightBorder': '#00000000',
    'editorCursor.foreground': '#1c58b0',
    'editorWidget.background': '#f1f3ef',
    focusBorder: '#1c58b0',
  },
};

const dark: editor.IStandaloneThemeData = {
  base: 'vs-dark',
  inherit: true,
  rules: [
    { token: '', foreground: 'e6ebe7' },
    { token: 'keyword', foreground: 'd7a6e8' },
    { token: 'string', foreground: '8fd6a6' },
    { token: 'number', foreground: 'e6b873' },
    { token: 'comment', foreground: '94a098', fontStyle: 'italic' },
  ],
  colors: {
    'editor.background': '#181c1a',
    'editor.foreground': '#e6ebe7',
    'editorLineNumber.foreground': '#7f8a83',
    'editorLineNumber.activeForeground': '#e6ebe7',
    'editor.selectionBackground': '#2b4f86',
    'editor.lineHighlightBackground': '#1f2422',
    'editor.lineHighlightBorder': '#00000000',
    'editorCursor.foreground': '#8ab8ff',
    'editorWidget.background': '#1f2422',
    focusBorder: '#8ab8ff',
  },
};

export const monacoThemes = { light, dark } as const;
