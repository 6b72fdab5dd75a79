import { HEADER_PINS, PCB, PUSH_BUTTONS } from './header-pins';

/** Gradients that the drawing shares. */
export function ArtDefinitions() {
  return (
    <defs>
      <linearGradient id="board-pcb" x1="0" y1="0" x2="0.5" y2="1">
        <stop offset="0" stopColor="#26282b" />
        <stop offset="0.45" stopColor="#1a1b1e" />
        <stop offset="1" stopColor="#131416" />
      </linearGradient>
      <linearGradient id="board-can" x1="0" y1="0" x2="1" y2="1">
        <stop offset="0" stopColor="#e4e6e8" />
        <stop offset="0.35" stopColor="#c3c7cb" />
        <stop offset="0.55" stopColor="#d6d9dc" />
        <stop offset="1" stopColor="#a3a8ad" />
      </linearGradient>
      <linearGradient id="board-shell" x1="0" y1="0" x2="1" y2="0">
        <stop offset="0" stopColor="#8d9196" />
        <stop offset="0.12" stopColor="#d9dcde" />
        <stop offset="0.5" stopColor="#bfc3c7" />
        <stop offset="0.88" stopColor="#d3d6d9" />
        <stop offset="1" stopColor="#83878c" />
      </linearGradient>
      <linearGradient id="board-chip" x1="0" y1="0" x2="0" y2="1">
        <stop offset="0" stopColor="#3a3c3f" />
        <stop offset="1" stopColor="#2a2b2e" />
      </linearGradient>
      <radialGradient id="board-gold" cx="0.38" cy="0.32" r="0.8">
        <stop offset="0" stopColor="#f3dc9a" />
        <stop offset="0.55" stopColor="#cfa953" />
        <stop offset="1" stopColor="#97742e" />
      </radialGradient>
      <radialGradient id="board-glow">
        <stop offset="0" stopColor="#7cc0ff" stopOpacity="0.95" />
        <stop offset="0.35" stopColor="#3f97ff" stopOpacity="0.5" />
        <stop offset="1" stopColor="#2f86ff" stopOpacity="0" />
      </radialGradient>
    </defs>
  );
}

const HOLES = [
  { x: 2.2, y: 2.3 },
  { x: 23.8, y: 2.3 },
  { x: 2.2, y: 46.7 },
  { x: 23.8, y: 46.7 },
];

/** Copper under the solder mask: it shows as a slightly lighter line on the matte black. */
const TRACES = [
  'M2.6 11.8H3.4L5 13.3',
  'M2.6 26.96H4L6.5 25.2V24.4',
  'M2.6 29.5H4.6L7 27.2',
  'M2.6 32.1H5.4',
  'M2.6 42.3H4.6L6.2 40.7V37.6',
  'M23.4 27H22L19.6 25.2V24.4',
  'M23.4 29.6H21.6L17.4 26V24.4',
  'M23.4 34.7H20.2L18.8 34.2',
  'M23.4 37.2H20.2L18.8 36.2',
  'M11.8 44V41.2L13.2 39.8V37.6',
  'M13.6 44V41.8L14.6 40.6V37.6',
  'M8.4 44V42L9 41V39',
  'M20 43.4V40.8L18.2 39V38.2',
  'M6 43.4V42.4L4.9 41V35.4L3.6 34.2H2.6',
  'M13 24.4V26.4L11.4 28.2V30',
];

/** The bare board: outline, mounting holes, traces. */
export function Substrate() {
  return (
    <g>
      <rect className="board-pcb" width={PCB.width} height={PCB.height} rx={1.3} fill="url(#board-pcb)" />
      <rect
        x={0.12}
        y={0.12}
        width={PCB.width - 0.24}
        height={PCB.height - 0.24}
        rx={1.2}
        fill="none"
        stroke="#fff"
        strokeOpacity={0.16}
        strokeWidth={0.16}
      />
      <path d={TRACES.join('')} fill="none" stroke="#2b2e32" strokeWidth={0.36} strokeLinejoin="round" />
      {HOLES.map(({ x, y }) => (
        <g key={`${x} ${y}`}>
          <circle cx={x} cy={y} r={1.62} fill="#0c0d0e" stroke="#3c3f43" strokeWidth={0.14} />
          <circle className="board-hole" cx={x} cy={y} r={1.4} />
        </g>
      ))}
    </g>
  );
}

/** The width of a letter: whatever the font, three of them fit between a pad and the module. */
const LETTER = 0.7;

/** The silk screen: names beside the header pins and under the parts. */
export function SilkScreen() {
  return (
    <g className="board-silk">
      {HEADER_PINS.map(({ label, side, x, y }) => (
        <text
          key={`${side} ${y}`}
          x={side === 'left' ? x + 1.12 : x - 1.12}
          y={y + 0.44}
          textAnchor={side === 'left' ? 'start' : 'end'}
          textLength={label.length * LETTER}
          lengthAdjust="spacingAndGlyphs"
        >
          {label}
        </text>
      ))}
      <PushButtonName x={PUSH_BUTTONS.reset.x} name="RST" />
      <PushButtonName x={PUSH_BUTTONS.flash.x} name="FLASH" />
      <path
        d="M3 5.4H.5V43.6H3M23 5.4H25.5V43.6H23"
        fill="none"
        stroke="#e9e6dc"
        strokeOpacity={0.55}
        strokeWidth={0.14}
      />
    </g>
  );
}

function PushButtonName({ x, name }: { x: number; name: string }) {
  return (
    <text
      x={x}
      y={PUSH_BUTTONS.flash.y - 2.1}
      textAnchor="middle"
      textLength={name.length * LETTER}
      lengthAdjust="spacingAndGlyphs"
    >
      {name}
    </text>
  );
}
