import { PUSH_BUTTONS } from './header-pins';
import { Led } from './module-art';

/** The lower half of the board: power, the USB chip, the connector and the two push buttons. */
export function PartsArt({
  ledLit,
  flashHeld,
  resetHeld,
}: {
  ledLit: boolean;
  flashHeld: boolean;
  resetHeld: boolean;
}) {
  return (
    <g>
      <Regulator />
      <UsbChip />
      <SmallParts />
      <Led x={20} y={31.4} lit={ledLit} upright />
      <PushButton x={PUSH_BUTTONS.reset.x} y={PUSH_BUTTONS.reset.y} held={resetHeld} />
      <PushButton x={PUSH_BUTTONS.flash.x} y={PUSH_BUTTONS.flash.y} held={flashHeld} />
      <UsbConnector />
    </g>
  );
}

/** 3.3 V regulator, SOT-223. */
function Regulator() {
  return (
    <g>
      <rect x={6.9} y={29} width={3} height={1.2} fill="#c4c8cc" />
      <g fill="#b9bdc1">
        <rect x={5.8} y={33.6} width={0.8} height={1.5} />
        <rect x={8} y={33.6} width={0.8} height={1.5} />
        <rect x={10.2} y={33.6} width={0.8} height={1.5} />
      </g>
      <rect x={5.3} y={30.2} width={6.3} height={3.6} rx={0.2} fill="url(#board-chip)" />
      <g className="board-etching" fill="#9a9da1" textAnchor="middle">
        <text x={8.45} y={31.9} fontSize={1.05}>
          AMS1117
        </text>
        <text x={8.45} y={33.2} fontSize={1.05}>
          3.3
        </text>
      </g>
    </g>
  );
}

/** CP2102, the bridge from USB to the chip's serial port: 5 mm square, without legs. */
function UsbChip() {
  const legs = [0, 1, 2, 3, 4, 5, 6].map((index) => -1.65 + index * 0.55);
  return (
    <g transform="translate(15.6 35.2)">
      <g fill="#b9bdc1">
        {legs.map((at) => (
          <g key={at}>
            <rect x={at - 0.14} y={-2.75} width={0.28} height={5.5} />
            <rect x={-2.75} y={at - 0.14} width={5.5} height={0.28} />
          </g>
        ))}
      </g>
      <rect x={-2.5} y={-2.5} width={5} height={5} rx={0.15} fill="url(#board-chip)" />
      <circle cx={-1.85} cy={-1.85} r={0.25} fill="#55585c" />
      <g className="board-etching" fill="#9a9da1" textAnchor="middle" fontSize={1}>
        <text y={0.1}>CP2102</text>
        <text y={1.35} fontSize={0.8}>
          USB–UART
        </text>
      </g>
    </g>
  );
}

const RESISTORS: readonly [number, number, boolean][] = [
  [8.4, 26.6, false],
  [15.4, 26.9, false],
  [18.2, 28.4, true],
  [12.2, 28.4, true],
  [14, 30.6, false],
  [17.2, 30.6, false],
  [20.1, 34.9, true],
  [20.1, 37.6, true],
  [11.6, 40.3, true],
  [17.6, 39.8, false],
];

function SmallParts() {
  return (
    <g>
      {RESISTORS.map(([x, y, upright]) => (
        <g key={`${x} ${y}`} transform={`translate(${x} ${y})${upright ? ' rotate(90)' : ''}`}>
          <rect x={-0.8} y={-0.4} width={1.6} height={0.8} rx={0.08} fill="#c0c3c6" />
          <rect x={-0.45} y={-0.42} width={0.9} height={0.84} fill="#222326" />
        </g>
      ))}
      <g>
        <rect x={5.6} y={36.4} width={3.4} height={1.8} rx={0.15} fill="#c4892f" />
        <rect x={5.6} y={36.4} width={0.7} height={1.8} fill="#7d5212" />
        <rect x={5.2} y={36.8} width={0.4} height={1} fill="#b9bdc1" />
        <rect x={9} y={36.8} width={0.4} height={1} fill="#b9bdc1" />
      </g>
      <Transistor x={7.2} y={40.6} />
      <Transistor x={9.8} y={40.6} />
      <rect x={14.8} y={39.4} width={1.2} height={2} fill="#c9b48a" />
      <rect x={14.8} y={39.4} width={1.2} height={0.45} fill="#c0c3c6" />
      <rect x={14.8} y={40.95} width={1.2} height={0.45} fill="#c0c3c6" />
    </g>
  );
}

/** One of the two that let a computer press FLASH and RST over USB. */
function Transistor({ x, y }: { x: number; y: number }) {
  return (
    <g transform={`translate(${x} ${y})`}>
      <g fill="#b9bdc1">
        <rect x={-0.2} y={-1.15} width={0.4} height={0.6} />
        <rect x={-0.75} y={0.55} width={0.4} height={0.6} />
        <rect x={0.35} y={0.55} width={0.4} height={0.6} />
      </g>
      <rect x={-0.95} y={-0.65} width={1.9} height={1.3} rx={0.1} fill="url(#board-chip)" />
    </g>
  );
}

function PushButton({ x, y, held }: { x: number; y: number; held: boolean }) {
  return (
    <g transform={`translate(${x} ${y})`}>
      <g fill="#b9bdc1">
        <rect x={-2.3} y={-1.3} width={4.6} height={0.7} />
        <rect x={-2.3} y={0.6} width={4.6} height={0.7} />
      </g>
      <rect
        x={-1.95}
        y={-1.75}
        width={3.9}
        height={3.5}
        rx={0.35}
        fill="url(#board-shell)"
        stroke="#75797e"
        strokeWidth={0.1}
      />
      <circle r={1.12} fill="#0c0d0e" opacity={0.55} cy={held ? 0.02 : 0.14} />
      <circle
        className="board-push-cap"
        r={held ? 0.92 : 1.04}
        fill={held ? '#1f2023' : '#34363a'}
        stroke="#111"
        strokeWidth={0.1}
      />
      {!held && (
        <path
          d="M-.65-.45A.8.8 0 0 1 .45-.65"
          fill="none"
          stroke="#fff"
          strokeOpacity={0.3}
          strokeWidth={0.16}
        />
      )}
    </g>
  );
}

function UsbConnector() {
  return (
    <g>
      <rect x={8.6} y={44.6} width={0.9} height={1.6} fill="#c9a550" opacity={0.8} />
      <rect x={16.5} y={44.6} width={0.9} height={1.6} fill="#c9a550" opacity={0.8} />
      <path
        d="M9.2 44.2H16.8V49.3L17.1 50.1H8.9L9.2 49.3Z"
        fill="url(#board-shell)"
        stroke="#6f7379"
        strokeWidth={0.12}
      />
      <path d="M9.4 49.3H16.6" stroke="#74787d" strokeWidth={0.14} />
      <path d="M9.6 44.6H16.4" stroke="#fff" strokeOpacity={0.5} strokeWidth={0.14} />
      <g fill="#55595e">
        <rect x={10.5} y={45.9} width={1.3} height={0.55} rx={0.1} />
        <rect x={14.2} y={45.9} width={1.3} height={0.55} rx={0.1} />
      </g>
    </g>
  );
}
