import type { Gpio, Level, PinState } from '../../protocol/device-state';
import { GPIO_ORDER, HEADER_PINS, headerPin } from './header-pins';
import { railName } from './pin-words';
import { HOLE_PITCH, RAIL_X, SCENE, STRIP, ROW_ABOVE_SUPPLY, SUPPLY_Y, rowY, sCurve } from './scene';

const LEVELS: readonly Level[] = [1, 0];
const EDGE = SCENE.left + SCENE.width;

/** Thin lines from the pads to their tags; they pass under the strip. */
export function Leads({ active }: { active: Gpio | null }) {
  return (
    <g>
      {GPIO_ORDER.map((gpio) => {
        const pad = headerPin(gpio);
        const path = sCurve({ x: pad.x + 0.9, y: pad.y }, { x: EDGE, y: rowY(gpio) }, STRIP.left);
        return <path key={gpio} className="board-lead" data-active={gpio === active} d={path} />;
      })}
    </g>
  );
}

/** The strip beside the board: two rails of connected holes, fed from the 3V3 and GND pins between D4 and D5. */
export function RailStrip() {
  const height = STRIP.bottom - STRIP.top;
  return (
    <g>
      <rect
        className="board-strip"
        x={STRIP.left}
        y={STRIP.top}
        width={STRIP.right - STRIP.left}
        height={height}
        rx={0.5}
      />
      {LEVELS.map((level) => (
        <g key={level}>
          <text
            className="board-rail-name"
            x={RAIL_X[level] + (level === 1 ? -0.05 : 0.15)}
            y={STRIP.top + 1.45}
          >
            {railName(level)}
          </text>
          <path className="board-rail" d={`M${RAIL_X[level]} ${STRIP.top + 2.4}V${STRIP.bottom - 0.9}`} />
          {HOLE_ROWS.map((y) => (
            <rect
              key={y}
              className="board-rail-hole"
              x={RAIL_X[level] - 0.4}
              y={y - 0.4}
              width={0.8}
              height={0.8}
              rx={0.14}
            />
          ))}
        </g>
      ))}
    </g>
  );
}

/** A hole for every pin and one between two; where the supply comes in, one for each of its wires. */
const HOLE_ROWS: readonly number[] = GPIO_ORDER.flatMap((gpio, index) => {
  if (gpio === ROW_ABOVE_SUPPLY) return [rowY(gpio), SUPPLY_Y[1], SUPPLY_Y[0]];
  return index === GPIO_ORDER.length - 1 ? [rowY(gpio)] : [rowY(gpio), rowY(gpio) + HOLE_PITCH];
});

/** Short fixed wires that feed the rails. */
export function SupplyWires() {
  return (
    <g>
      {LEVELS.map((level) => {
        const pin = HEADER_PINS.find(({ side, label }) => side === 'right' && label === railName(level));
        if (pin === undefined) return null;
        const to = { x: RAIL_X[level], y: SUPPLY_Y[level] };
        const path = sCurve(pin, to, STRIP.left);
        return <Wire key={level} className="board-supply" path={path} from={pin} to={to} />;
      })}
    </g>
  );
}

/** The student's jumper wires, from the pad to the rail that it is tied to. */
export function JumperWires({ pins }: { pins: readonly PinState[] }) {
  return (
    <g>
      {pins.map(({ gpio, drive }) => {
        if (drive === null) return null;
        const pad = headerPin(gpio);
        const to = { x: RAIL_X[drive], y: rowY(gpio) };
        const from = { x: pad.x + 0.75, y: pad.y };
        // A new key per rail, so that the wire is drawn anew when it moves to the other one.
        const key = `${gpio} ${drive}`;
        return (
          <Wire key={key} className="board-jumper" path={sCurve(from, to, STRIP.left)} from={from} to={to} />
        );
      })}
    </g>
  );
}

interface WireProps {
  readonly className: string;
  readonly path: string;
  readonly from: { readonly x: number; readonly y: number };
  readonly to: { readonly x: number; readonly y: number };
}

function Wire({ className, path, from, to }: WireProps) {
  return (
    <g className={className}>
      <path className="board-wire-shadow" d={path} pathLength={1} transform="translate(0.1 0.28)" />
      <path className="board-wire-edge" d={path} pathLength={1} />
      <path className="board-wire-body" d={path} pathLength={1} />
      <path className="board-wire-shine" d={path} pathLength={1} transform="translate(0 -0.16)" />
      <circle className="board-wire-end" cx={from.x} cy={from.y} r={0.46} />
      <circle className="board-wire-end" cx={to.x} cy={to.y} r={0.46} />
    </g>
  );
}
