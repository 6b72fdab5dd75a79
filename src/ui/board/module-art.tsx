const SIDE_PADS = Array.from({ length: 8 }, (_, index) => 8.5 + index * 2);
const BOTTOM_PADS = Array.from({ length: 6 }, (_, index) => 8 + index * 2);
const ANTENNA = 'M6.5 7V1.2H8.9V5.2H11.3V1.2H13.7V5.2H16.1V1.2H18.5V5.2M16.1 5.2V7';

/** The ESP-12 module, 16 mm by 24 mm: antenna trace, metal can, castellated edges, blue LED. */
export function ModuleArt({ ledLit }: { ledLit: boolean }) {
  return (
    <g>
      <rect x={5} y={0.25} width={16} height={24} rx={0.35} fill="#000" opacity={0.5} />
      <rect x={5} y={0} width={16} height={24} rx={0.35} fill="#161d29" stroke="#2c3646" strokeWidth={0.12} />
      <rect x={5} y={0} width={16} height={7} rx={0.35} fill="#1b2331" />
      <path d={ANTENNA} fill="none" stroke="#7a6029" strokeWidth={0.78} />
      <path d={ANTENNA} fill="none" stroke="#c9a550" strokeWidth={0.56} />
      <Castellations />
      <Can />
      <Led x={20.15} y={6.2} lit={ledLit} upright />
    </g>
  );
}

function Castellations() {
  return (
    <g fill="url(#board-gold)" stroke="#6d5521" strokeWidth={0.08}>
      {SIDE_PADS.map((y) => (
        <g key={y}>
          <path d={`M5 ${y - 0.5}H6.2A.5.5 0 0 1 6.2 ${y + 0.5}H5V${y + 0.28}A.28.28 0 0 0 5 ${y - 0.28}Z`} />
          <path
            d={`M21 ${y - 0.5}H19.8A.5.5 0 0 0 19.8 ${y + 0.5}H21V${y + 0.28}A.28.28 0 0 1 21 ${y - 0.28}Z`}
          />
        </g>
      ))}
      {BOTTOM_PADS.map((x) => (
        <path
          key={x}
          d={`M${x - 0.5} 24V23.4A.5.5 0 0 1 ${x + 0.5} 23.4V24H${x + 0.28}A.28.28 0 0 0 ${x - 0.28} 24Z`}
        />
      ))}
    </g>
  );
}

function Can() {
  return (
    <g>
      <rect x={7.1} y={7.75} width={12} height={15} rx={0.5} fill="#000" opacity={0.55} />
      <rect x={7} y={7.5} width={12} height={14.9} rx={0.5} fill="url(#board-can)" />
      <rect
        x={7.35}
        y={7.85}
        width={11.3}
        height={14.2}
        rx={0.35}
        fill="none"
        stroke="#fff"
        strokeOpacity={0.55}
        strokeWidth={0.14}
      />
      <path d="M7.2 22.2H18.8V8" fill="none" stroke="#7d8288" strokeOpacity={0.6} strokeWidth={0.16} />
      <circle cx={8.4} cy={8.9} r={0.32} fill="#8b9096" />
      <g className="board-etching" fill="#5c6268">
        <text
          x={13}
          y={12.5}
          textAnchor="middle"
          fontSize={1.5}
          fontWeight={700}
          textLength={9.2}
          lengthAdjust="spacingAndGlyphs"
        >
          ESP8266MOD
        </text>
        <path d="M8.8 13.7H17.2" stroke="#80868c" strokeWidth={0.1} />
        <text x={8.8} y={15.7} fontSize={1.05}>
          ISM 2.4 GHz
        </text>
        <text x={8.8} y={17.4} fontSize={1.05}>
          802.11 b/g/n
        </text>
        <text x={8.8} y={19.1} fontSize={1.05}>
          4 MB flash
        </text>
      </g>
      <g stroke="#6a7076" strokeWidth={0.22} fill="none" opacity={0.8}>
        <path d="M16.2 20.4A1.6 1.6 0 0 1 17.8 18.8M16.2 19.3" />
        <path d="M16.2 19.5A.7.7 0 0 1 16.9 20.2" />
      </g>
    </g>
  );
}

/** A small blue light-emitting diode between two solder joints. */
export function Led({
  x,
  y,
  lit,
  upright = false,
}: {
  x: number;
  y: number;
  lit: boolean;
  upright?: boolean;
}) {
  return (
    <g transform={`translate(${x} ${y})${upright ? ' rotate(90)' : ''}`}>
      <rect x={-0.95} y={-0.42} width={1.9} height={0.84} rx={0.1} fill="#b9bdc1" />
      <rect
        x={-0.55}
        y={-0.46}
        width={1.1}
        height={0.92}
        rx={0.1}
        fill={lit ? '#e6f4ff' : '#dcd9c6'}
        stroke={lit ? '#69b4ff' : '#8f8c7c'}
        strokeWidth={0.1}
      />
      <circle className="board-led-glow" r={3} fill="url(#board-glow)" opacity={lit ? 1 : 0} />
      {lit && <circle r={0.4} fill="#fff" />}
    </g>
  );
}
