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

export const PANES = ['Lesson', 'Editor', 'Terminal', 'Board', 'Browser', 'Network'] as const;
