import { expect, test } from 'vitest';
import { PINS } from '../../protocol/device-state';
import { GPIO_ORDER, HEADER_PINS, LEFT_LABELS, PCB, RIGHT_LABELS, SILK_NAME, headerPin } from './header-pins';
import { ROW_HEIGHT, SCENE, STRIP, rowY } from './scene';

test('the labels run as on the real board, from the antenna to the USB connector', () => {
  expect(LEFT_LABELS.join(' ')).toBe('A0 RSV RSV SD3 SD2 SD1 CMD SD0 CLK GND 3V3 EN RST GND Vin');
  expect(RIGHT_LABELS.join(' ')).toBe('D0 D1 D2 D3 D4 3V3 GND D5 D6 D7 D8 RX TX GND 3V3');
});

test('every GPIO has exactly one pin on the right header, under its own label', () => {
  for (const gpio of PINS) {
    const pins = HEADER_PINS.filter((pin) => pin.gpio === gpio);
    expect(pins.map(({ label, side }) => ({ label, side }))).toEqual([
      { label: SILK_NAME[gpio], side: 'right' },
    ]);
  }
});

test('D0 to D8 are the GPIO numbers of a NodeMCU', () => {
  const byLabel = Object.fromEntries(PINS.map((gpio) => [SILK_NAME[gpio], gpio]));
  expect(byLabel).toEqual({ D0: 16, D1: 5, D2: 4, D3: 0, D4: 2, D5: 14, D6: 12, D7: 13, D8: 15 });
});

test('tags stand in the order of the header, each in a row of its own', () => {
  expect([...GPIO_ORDER].sort((a, b) => headerPin(a).y - headerPin(b).y)).toEqual(GPIO_ORDER);
  GPIO_ORDER.slice(1).forEach((gpio, index) => {
    const above = GPIO_ORDER[index];
    if (above === undefined) throw new Error('A row is missing.');
    expect(rowY(gpio) - rowY(above)).toBeGreaterThanOrEqual(ROW_HEIGHT - 1e-9);
  });
});

test('board, strip and rows lie within the scene', () => {
  const bottom = SCENE.top + SCENE.height;
  expect(SCENE.left).toBeLessThanOrEqual(0);
  expect(PCB.height).toBeLessThanOrEqual(bottom);
  expect(STRIP.left).toBeGreaterThan(PCB.width);
  expect(STRIP.right).toBeLessThan(SCENE.left + SCENE.width);
  for (const gpio of GPIO_ORDER) {
    expect(rowY(gpio) - ROW_HEIGHT / 2).toBeGreaterThanOrEqual(SCENE.top);
    expect(rowY(gpio) + ROW_HEIGHT / 2).toBeLessThanOrEqual(bottom);
  }
});

test('a row is at least 32 px high when the scene is 218 px wide, the least that the style sheet allows', () => {
  expect((ROW_HEIGHT * 218) / SCENE.width).toBeGreaterThanOrEqual(32);
});
