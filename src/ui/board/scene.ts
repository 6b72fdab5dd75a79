import type { Gpio, Level } from '../../protocol/device-state';
import { GPIO_ORDER } from './header-pins';

/**
 * What stands beside the circuit board, in the same millimetres: a strip with a 3V3 and a GND rail for the student's
 * wires, then one tag per touchable pin. Header pins are 2.54 mm apart, too close for a finger, so tags stand in rows of
 * 5.3 mm: 32 px when the scene is at its narrowest (board.css), and leads fan out to them.
 */
export const SCENE = { left: -0.3, top: -3.2, width: 36, height: 53.6 } as const;

export const ROW_HEIGHT = 5.3;

const FIRST_ROW = -0.45;
/** Between D4 (GPIO2) and D5 the header has 3V3 and GND, whose wires to the rails pass here. */
export const ROW_ABOVE_SUPPLY: Gpio = 2;
const GAP = 0.9;

export const STRIP = { left: 30.3, right: 35.1, top: -3, bottom: 45.6 } as const;
export const RAIL_X: Readonly<Record<Level, number>> = { 1: 31.55, 0: 33.85 };

/** Holes along the rails are half a row apart, which is close to the real 2.54 mm. */
export const HOLE_PITCH = ROW_HEIGHT / 2;

/** The middle of a tag's row. */
export function rowY(gpio: Gpio): number {
  const index = GPIO_ORDER.indexOf(gpio);
  return FIRST_ROW + index * ROW_HEIGHT + (index > GPIO_ORDER.indexOf(ROW_ABOVE_SUPPLY) ? GAP : 0);
}

/** Where the rails are fed. */
export const SUPPLY_Y: Readonly<Record<Level, number>> = {
  1: rowY(ROW_ABOVE_SUPPLY) + (ROW_HEIGHT + GAP) / 3,
  0: rowY(ROW_ABOVE_SUPPLY) + ((ROW_HEIGHT + GAP) * 2) / 3,
};

/** A height in the scene as a percentage, for what is laid over the drawing. */
export function fromTop(y: number): string {
  return `${((y - SCENE.top) / SCENE.height) * 100}%`;
}

/** A place across the scene as a percentage. */
export function fromLeft(x: number): string {
  return `${((x - SCENE.left) / SCENE.width) * 100}%`;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** A lead that leaves and arrives level, as a stiff wire does. */
export function sCurve(from: Point, to: Point, bendAt: number): string {
  const middle = (from.x + bendAt) / 2;
  const curve = `M${from.x} ${from.y}C${middle} ${from.y} ${middle} ${to.y} ${bendAt} ${to.y}`;
  return to.x > bendAt ? `${curve}H${to.x}` : curve;
}
