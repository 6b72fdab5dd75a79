/** The panes, and each one's icon. */
export const PANE_ICONS = {
  Lesson: 'lesson',
  Editor: 'editor',
  Terminal: 'terminal',
  Board: 'board',
  Browser: 'browser',
  Network: 'network',
} as const;

export type PaneName = keyof typeof PANE_ICONS;

/** A pane as lessons call it: `network` is Network. */
export const paneOf = <Name extends string>(name: Name): Capitalize<Name> =>
  (name.charAt(0).toUpperCase() + name.slice(1)) as Capitalize<Name>;

export const PANES = ['Lesson', 'Editor', 'Terminal', 'Board', 'Browser', 'Network'] as const;
