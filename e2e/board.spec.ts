import { expect, test, type GpioNumber } from './support/app';

/** After a reset, by the reference of the chip and of the board (§8.2). */
const afterReset: readonly (readonly [GpioNumber, RegExp])[] = [
  [0, /^GPIO0 \(D3\): unused, pulled up by the board, reads high$/],
  [2, /^GPIO2 \(D4\): UART1 transmit, high$/],
  [4, /^GPIO4 \(D2\): unused, floating, reads low$/],
  [5, /^GPIO5 \(D1\): unused, floating, reads low$/],
  [12, /^GPIO12 \(D6\): unused, pulled up by the chip, reads high$/],
  [13, /^GPIO13 \(D7\): unused, pulled up by the chip, reads high$/],
  [14, /^GPIO14 \(D5\): unused, pulled up by the chip, reads high$/],
  [15, /^GPIO15 \(D8\): unused, pulled down by the board, reads low$/],
  [16, /^GPIO16 \(D0\): unused, held up by the LED, reads high$/],
];

test('nine pins say their name, mode and level in words', async ({ app }) => {
  await app.terminal.prompt();
  await expect(app.board.getByRole('button', { name: /^GPIO/ })).toHaveCount(9);
  for (const [gpio, name] of afterReset) await expect(app.pinButton(gpio)).toHaveAccessibleName(name);
});

test('clicks drive a pin to the opposite of its level, to the other one, and let go', async ({ app }) => {
  await app.terminal.prompt();
  await app.terminal.command('from machine import Pin; p = Pin(4, Pin.IN); q = Pin(0, Pin.IN)');
  const pin = app.pinButton(4);
  await expect(pin).toHaveAccessibleName(/input, floating, reads low/);
  await pin.click();
  await expect(pin).toHaveAccessibleName(/wired to 3V3, reads high/);
  await app.terminal.command('p.value()');
  await app.terminal.output(/^1$/);
  await pin.click();
  await expect(pin).toHaveAccessibleName(/wired to GND, reads low/);
  await pin.click();
  await expect(pin).toHaveAccessibleName(/floating, reads low/);
  // One that the board pulls up is driven low first.
  await app.pinButton(0).click();
  await expect(app.pinButton(0)).toHaveAccessibleName(/wired to GND, reads low/);
  await app.terminal.command('q.value()');
  await app.terminal.output(/^0$/);
  // The chip's own pull-up is on after a reset.
  for (const words of [/wired to GND, reads low/, /wired to 3V3, reads high/, /pulled up by the chip/]) {
    await app.pinButton(12).click();
    await expect(app.pinButton(12)).toHaveAccessibleName(words);
  }
});

test('mode and level follow a running program; a click on an output explains itself', async ({ app }) => {
  await app.terminal.prompt();
  await app.terminal.command('from machine import Pin; p = Pin(5, Pin.OUT, value=1); import time');
  await expect(app.pinButton(5)).toHaveAccessibleName(/output, high/);
  await app.pinButton(5).click();
  await expect(app.board.getByText(/GPIO5 is an output: the program decides its level/)).toBeVisible();
  await expect(app.pinButton(5)).toHaveAccessibleName(/output, high/);
  await app.terminal.type('while True: p.value(not p.value()); time.sleep(0.3)\n\n');
  for (const level of ['low', 'high', 'low'])
    await expect(app.pinButton(5)).toHaveAccessibleName(new RegExp(`output, ${level}$`));
  await app.terminal.press('Control+C');
  await app.terminal.prompt();
});

test('the FLASH button ties GPIO0 to GND while the pointer or a key holds it', async ({ app }) => {
  await app.terminal.prompt();
  const flash = app.board.getByRole('button', { name: 'FLASH button' });
  const held = /tied to GND by the FLASH button, reads low/;
  const free = /pulled up by the board, reads high/;
  await flash.hover();
  await app.page.mouse.down();
  await expect(app.pinButton(0)).toHaveAccessibleName(held);
  await app.page.mouse.up();
  await expect(app.pinButton(0)).toHaveAccessibleName(free);
  await flash.focus();
  await app.page.keyboard.down('Space');
  await expect(app.pinButton(0)).toHaveAccessibleName(held);
  await app.page.keyboard.up('Space');
  await expect(app.pinButton(0)).toHaveAccessibleName(free);
});

test('arrow keys move among the pins as they lie on the board', async ({ app }) => {
  await app.terminal.prompt();
  await app.pinButton(16).focus();
  for (const gpio of [5, 4, 0, 2, 14, 12, 13, 15] as const) {
    await app.page.keyboard.press('ArrowDown');
    await expect(app.pinButton(gpio)).toBeFocused();
  }
  await app.page.keyboard.press('Home');
  await expect(app.pinButton(16)).toBeFocused();
});

test('nothing on the page moves by itself for those who do not want motion', async ({ app }) => {
  await app.page.emulateMedia({ reducedMotion: 'reduce' });
  await app.terminal.prompt();
  await app.terminal.type('while True: pass\n\n');
  await expect(app.activity).toHaveText('running');
  await app.pinButton(4).click();
  await expect(app.pinButton(4)).toHaveAccessibleName(/wired to 3V3/);
  const moving = await app.page.evaluate(() =>
    document
      .getAnimations()
      .filter((animation) => Number(animation.effect?.getComputedTiming().duration ?? 0) > 50)
      .map((animation) => (animation.effect as KeyframeEffect).target?.className ?? ''),
  );
  expect(moving).toEqual([]);
});
