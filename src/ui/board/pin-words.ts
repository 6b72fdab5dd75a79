import type { Gpio, Level, PinState } from '../../protocol/device-state';
import { SILK_NAME } from './header-pins';
import { clickPin } from './pin-click';

/** How a pin is marked, in colour and in shape. The worst that can be said of it wins. */
export type PinMark = 'high' | 'low' | 'floating' | 'conflict';

export function pinMark(pin: PinState): PinMark {
  if (pin.conflict) return 'conflict';
  if (pin.floating) return 'floating';
  return levelWord(pin.level);
}

export function levelWord(level: Level): 'high' | 'low' {
  return level === 1 ? 'high' : 'low';
}

export function railName(level: Level): '3V3' | 'GND' {
  return level === 1 ? '3V3' : 'GND';
}

const MODE_WORDS: Readonly<Record<PinState['mode'], string>> = {
  unused: 'unused',
  uart: 'UART1 transmit',
  in: 'input',
  out: 'output',
  'open-drain': 'open drain',
  pwm: 'PWM output',
};

/** The mode where there is little room. */
export const SHORT_MODE: Readonly<Record<PinState['mode'], string>> = {
  unused: 'free',
  uart: 'UART1',
  in: 'in',
  out: 'out',
  'open-drain': 'drain',
  pwm: 'PWM',
};

export function modeWords(pin: PinState): string {
  return MODE_WORDS[pin.mode];
}

/**
 * What a student hears: `GPIO4 (D2): input, wired to 3V3, reads high`. Tests rely on its start. `byFlash` says that it is
 * the FLASH button that ties the pin to GND, not a wire.
 */
export function pinName(pin: PinState, byFlash = false): string {
  const drives = isDriven(pin);
  const level = pin.mode === 'pwm' ? dutyWords(pin) : levelWord(pin.level);
  const facts = [modeWords(pin)];
  if (drives) facts.push(level);
  const holder = byFlash ? 'tied to GND by the FLASH button' : shortHolder(pin);
  if (holder !== null) facts.push(holder);
  if (!drives) facts.push(`reads ${level}`);
  if (pin.conflict) facts.push('conflict');
  return `GPIO${pin.gpio} (${SILK_NAME[pin.gpio]}): ${facts.join(', ')}`;
}

/** The chip's output stage is on, whatever it drives. */
function isDriven({ mode }: PinState): boolean {
  return mode === 'out' || mode === 'uart' || mode === 'pwm';
}

function dutyWords({ duty = 0 }: PinState): string {
  return `high for ${Math.round((duty / 1023) * 100)}% of the time`;
}

function shortHolder(pin: PinState): string | null {
  if (pin.drive !== null) return `wired to ${railName(pin.drive)}`;
  if (isDriven(pin)) return null;
  if (pin.floating) return 'floating';
  if (pin.mode === 'open-drain' && pin.level === 0 && pin.gpio !== 15) return 'pulled low by the program';
  if (pin.gpio === 15) return 'pulled down by the board';
  if (pin.gpio === 0 || pin.gpio === 2) return 'pulled up by the board';
  if (pin.pullUp) return 'pulled up by the chip';
  if (pin.gpio === 16) return 'held up by the LED';
  return null;
}

const ROLES: Readonly<Record<Gpio, string>> = {
  0: 'D3 on the board, and the FLASH button, which ties it to GND.',
  2: 'D4 on the board, and the blue LED on the module, lit when low.',
  4: 'D2 on the board, free to use.',
  5: 'D1 on the board, free to use.',
  12: 'D6 on the board, free to use (MISO of the SPI bus).',
  13: 'D7 on the board, free to use (MOSI of the SPI bus).',
  14: 'D5 on the board, free to use (SCK of the SPI bus).',
  15: 'D8 on the board; the chip starts only when it is low at reset.',
  16: 'D0 on the board, and the LED beside the USB chip, lit when low.',
};

/** Whole sentences for hover and focus: what the pin is, what holds its level, what a click does. */
export function explainPin(pin: PinState, byFlash = false): string {
  if (byFlash) return `GPIO${pin.gpio}: the FLASH button ties it to GND until you let go.`;
  return `GPIO${pin.gpio}: ${ROLES[pin.gpio]} ${explainLevel(pin)} ${explainClick(pin)}`;
}

function explainLevel(pin: PinState): string {
  const level = levelWord(pin.level);
  if (pin.conflict && pin.drive !== null) {
    const other = pin.mode === 'uart' ? 'UART1' : 'the program';
    return `Your wire to ${railName(pin.drive)} and ${other} pull against each other: on a real board this can destroy the pin.`;
  }
  if (pin.mode === 'out') return `The program holds it ${level}.`;
  if (pin.mode === 'pwm') return `The program has PWM on it: it is ${dutyWords(pin)}.`;
  if (pin.drive !== null) return `Your wire to ${railName(pin.drive)} holds it ${levelWord(pin.drive)}.`;
  if (pin.mode === 'uart') return `UART1 transmits on it, idle ${level}, until the program uses Pin(2, …).`;
  if (pin.floating)
    return `Nothing holds its level: it reads ${level} here, on a real board it may read anything.`;
  if (pin.mode === 'open-drain' && pin.level === 0 && pin.gpio !== 15) return 'The program pulls it low.';
  if (pin.gpio === 15) return 'A resistor on the board pulls it low.';
  if (pin.gpio === 0 || pin.gpio === 2) return 'A resistor on the board pulls it high.';
  if (pin.pullUp) return 'The pull-up in the chip holds it high.';
  if (pin.gpio === 16) return 'The LED, which goes to 3V3, holds it high.';
  return `It reads ${level}.`;
}

function explainClick(pin: PinState): string {
  const click = clickPin(pin);
  if (click.kind === 'explain') return changeByProgram(pin);
  if (click.drive === null) return 'A click takes your wire away.';
  const against = pin.mode === 'uart' && click.drive === 0 ? ', against UART1' : '';
  return `A click wires it to ${railName(click.drive)}${against}.`;
}

/** The answer to a click on an output, which moves no wire. */
export function explainOutput(pin: PinState): string {
  return `GPIO${pin.gpio} is an output: the program decides its level. ${changeByProgram(pin)}`;
}

function changeByProgram(pin: PinState): string {
  if (pin.mode === 'pwm') return `Change it with PWM(Pin(${pin.gpio})).duty(…).`;
  return `Change it with Pin(${pin.gpio}).value(${pin.level === 1 ? 0 : 1}).`;
}
