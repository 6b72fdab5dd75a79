const paths = {
  play: 'M5 3.2v9.6L13 8z',
  stop: 'M4 4h8v8H4z',
  copy: 'M6 5.5h6.5v8H6zM4 11H3V2.5h6.5V4',
  check: 'M3 8.5l3.2 3.2L13 4.8',
  reset: 'M12.9 9.6A5.1 5.1 0 1 1 12.5 5M12.8 2v3.3H9.5',
  reload: 'M12.9 9.6A5.1 5.1 0 1 1 12.5 5M12.8 2v3.3H9.5',
  back: 'M9.8 3.5L5.2 8l4.6 4.5',
  forward: 'M6.2 3.5L10.8 8l-4.6 4.5',
  down: 'M3.5 6.2L8 10.8l4.5-4.6',
  up: 'M3.5 9.8L8 5.2l4.5 4.6',
  tab: 'M6.5 3.5h-4v9h10v-4M8.5 2.5h5v5M13.3 2.7L7.5 8.5',
  close: 'M4 4l8 8M12 4l-8 8',
  plus: 'M8 3v10M3 8h10',
  clear: 'M3 12.8h10M5 10l5.5-6.5 3 2.6L9 10.5H5.6L3.8 9z',
  sun: 'M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6zM8 1.2v1.6M8 13.2v1.6M1.2 8h1.6M13.2 8h1.6M3.2 3.2l1.1 1.1M11.7 11.7l1.1 1.1M12.8 3.2l-1.1 1.1M4.3 11.7l-1.1 1.1',
  moon: 'M13 9.6A5.6 5.6 0 0 1 6.4 3 5.6 5.6 0 1 0 13 9.6z',
  system: 'M2.5 3.5h11v7.2h-11zM6 13.2h4M8 10.7v2.5',
  editor: 'M5.5 4.5L2 8l3.5 3.5M10.5 4.5L14 8l-3.5 3.5',
  terminal: 'M3 4l4 4-4 4M8.5 12.2H13',
  board: 'M4 2.5h8v11H4zM4 5H2.5M4 8H2.5M4 11H2.5M12 5h1.5M12 8h1.5M12 11h1.5M6.5 5h3v3h-3z',
  browser: 'M2 3.5h12v9H2zM2 6.2h12M4 4.9h.1',
  lesson: 'M3 2.8h7.5a2 2 0 0 1 2 2v8.4H5a2 2 0 0 1-2-2zM5.6 6h4M5.6 8.6h4',
  network: 'M2 6.3a9 9 0 0 1 12 0M4.2 8.9a5.6 5.6 0 0 1 7.6 0M8 12.2h.1',
  warning: 'M8 2.4l6 10.8H2zM8 6.4v3.2M8 11.4v.1',
  more: 'M3.5 8h.1M8 8h.1M12.5 8h.1',
  files: 'M2 12.8V3.2h4l1.4 1.8H14v7.8z',
  download: 'M8 2.5v7.4M4.8 7L8 10.2 11.2 7M3 13.2h10',
  bin: 'M2.8 4.2h10.4M6 4V2.6h4V4M4.2 4.4l.6 9h6.4l.6-9M6.8 6.8v4M9.2 6.8v4',
  search: 'M7 2.6a4.4 4.4 0 1 0 0 8.8 4.4 4.4 0 0 0 0-8.8zM10.2 10.2l3.4 3.4',
  enter: 'M12.5 3.5v4.7H4M6.6 5.4L3.8 8.2 6.6 11',
} as const;

const filled: ReadonlySet<IconName> = new Set<IconName>(['play', 'stop']);

export type IconName = keyof typeof paths;

/** Decoration beside words, or inside a button that has a name of its own: hidden from assistive technology. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  const fill = filled.has(name);
  return (
    <svg
      className="icon"
      width={size}
      height={size}
      viewBox="0 0 16 16"
      aria-hidden="true"
      fill={fill ? 'currentColor' : 'none'}
      stroke={fill ? 'none' : 'currentColor'}
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={paths[name]} />
    </svg>
  );
}
