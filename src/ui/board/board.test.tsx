import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { PINS } from '../../protocol/device-state';
import type { PinState } from '../../protocol/device-state';
import { Board } from './board';
import { GPIO_ORDER } from './header-pins';
import { pinState } from './pin-state.test-helpers';

const ignore = () => undefined;

function markup(changed: Partial<Record<number, Partial<PinState>>> = {}, onReset?: () => void): string {
  const pins = PINS.map((gpio) => pinState({ gpio, ...changed[gpio] }));
  return renderToStaticMarkup(
    <Board pins={pins} onDrive={ignore} {...(onReset === undefined ? {} : { onReset })} />,
  );
}

function buttonNames(html: string): string[] {
  const names =
    /<button[^>]*(?:aria-label="([^"]*)"|class="board-tag"[^>]*><span class="board-spoken">([^<]*))/g;
  return [...html.matchAll(names)].map((match) => match[1] ?? match[2] ?? '');
}

test('every pin is a button, in the order of the header', () => {
  const pins = buttonNames(markup()).filter((name) => name.startsWith('GPIO'));
  expect(pins.map((name) => name.split(' ')[0])).toEqual(GPIO_ORDER.map((gpio) => `GPIO${gpio}`));
});

test('the FLASH button is always there, RST only when something listens to it', () => {
  expect(buttonNames(markup())).toContain('FLASH button');
  expect(buttonNames(markup())).not.toContain('RST button');
  expect(buttonNames(markup({}, ignore))).toContain('RST button');
});

test('wires are counted and can be removed when there are any', () => {
  expect(markup()).toContain('No wires');
  expect(markup()).not.toContain('Remove all wires');
  const two = markup({ 4: { mode: 'in', drive: 1, level: 1 }, 5: { mode: 'in', drive: 0 } });
  expect(two).toContain('2 wires');
  expect(two).toContain('Remove all wires');
  expect(two.match(/class="board-jumper"/g)).toHaveLength(2);
});

test('the drawing says in words which LEDs are lit', () => {
  expect(markup({ 2: { mode: 'out' } })).toContain('Blue LED on the module (GPIO2): lit.');
  expect(markup({ 2: { mode: 'out', level: 1 } })).toContain('Blue LED on the module (GPIO2): off.');
});

test('the sentence that invites to a click stands under the board', () => {
  expect(markup()).toContain('Click a pin to wire it to 3V3 or GND.');
});
