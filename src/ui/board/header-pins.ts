import type { Gpio } from '../../protocol/device-state';

/**
 * Where things are on a NodeMCU 1.0 (Amica), in millimetres from the top left corner of its circuit board, antenna up
 * and USB down. Two rows of 15 pins at 2.54 mm, 22.86 mm apart, centred on a board of 26 mm by 49 mm.
 */
export const PCB = { width: 26, height: 49 } as const;

/** The middles of the two push buttons, left and right of the USB connector. */
export const PUSH_BUTTONS = { reset: { x: 6.4, y: 46.3 }, flash: { x: 19.6, y: 46.3 } } as const;

const PITCH = 2.54;
const ROW_DISTANCE = 22.86;
const PINS_PER_ROW = 15;

export const LEFT_LABELS = [
  'A0',
  'RSV',
  'RSV',
  'SD3',
  'SD2',
  'SD1',
  'CMD',
  'SD0',
  'CLK',
  'GND',
  '3V3',
  'EN',
  'RST',
  'GND',
  'Vin',
] as const;

export const RIGHT_LABELS = [
  'D0',
  'D1',
  'D2',
  'D3',
  'D4',
  '3V3',
  'GND',
  'D5',
  'D6',
  'D7',
  'D8',
  'RX',
  'TX',
  'GND',
  '3V3',
] as const;

/** The name on the silk screen of every pin that the student may touch (reference: esp8266 §8.1). */
export const SILK_NAME: Readonly<Record<Gpio, string>> = {
  0: 'D3',
  2: 'D4',
  4: 'D2',
  5: 'D1',
  12: 'D6',
  13: 'D7',
  14: 'D5',
  15: 'D8',
  16: 'D0',
};

/** The touchable pins from the top of the header to its bottom: the order of the tags and of the Tab key. */
export const GPIO_ORDER: readonly Gpio[] = [16, 5, 4, 0, 2, 14, 12, 13, 15];

export interface HeaderPin {
  readonly label: string;
  readonly side: 'left' | 'right';
  readonly x: number;
  readonly y: number;
  readonly gpio: Gpio | null;
}

const margin = (PCB.width - ROW_DISTANCE) / 2;
const top = (PCB.height - (PINS_PER_ROW - 1) * PITCH) / 2;

function row(side: HeaderPin['side'], labels: readonly string[]): HeaderPin[] {
  return labels.map((label, index) => ({
    label,
    side,
    x: side === 'left' ? margin : PCB.width - margin,
    y: top + index * PITCH,
    gpio: GPIO_ORDER.find((gpio) => SILK_NAME[gpio] === label) ?? null,
  }));
}

export const HEADER_PINS: readonly HeaderPin[] = [...row('left', LEFT_LABELS), ...row('right', RIGHT_LABELS)];

/** The header pin of `gpio`. */
export function headerPin(gpio: Gpio): HeaderPin {
  const pin = HEADER_PINS.find((candidate) => candidate.gpio === gpio);
  if (pin === undefined) throw new Error(`GPIO${gpio} is on no header of this board.`);
  return pin;
}
