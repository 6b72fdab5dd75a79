import type { Level, PinState } from '../../protocol/device-state';
import { board } from '../../words/en/board';
import { wordsOf } from '../../words/spoken';
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

/**
 * What a student hears: `GPIO4 (D2): input, wired to 3V3, reads high`. Tests rely on its start. `byFlash` says that it is
 * the FLASH button that ties the pin to GND, not a wire.
 */
export function pinName(pin: PinState, byFlash = false): string {
  const words = wordsOf(board);
  const drives = isDriven(pin);
  const level = pin.mode === 'pwm' ? words.duty(dutyOf(pin)) : words.levels[levelWord(pin.level)];
  const facts = [words.modes[pin.mode]];
  if (drives) facts.push(level);
  const holder = byFlash ? words.byFlash : shortHolder(pin);
  if (holder !== null) facts.push(holder);
  if (!drives) facts.push(words.reads(level));
  if (pin.conflict) facts.push(words.marks.conflict);
  return `GPIO${pin.gpio} (${SILK_NAME[pin.gpio]}): ${facts.join(', ')}`;
}

/** The chip's output stage is on, whatever it drives. */
function isDriven({ mode }: PinState): boolean {
  return mode === 'out' || mode === 'uart' || mode === 'pwm';
}

/** In percent. */
const dutyOf = ({ duty = 0 }: PinState): number => Math.round((duty / 1023) * 100);

function shortHolder(pin: PinState): string | null {
  const { wired, holders } = wordsOf(board);
  if (pin.drive !== null) return wired(railName(pin.drive));
  if (isDriven(pin)) return null;
  if (pin.floating) return holders.floating;
  if (pin.mode === 'open-drain' && pin.level === 0 && pin.gpio !== 15) return holders.program;
  if (pin.gpio === 15) return holders.boardDown;
  if (pin.gpio === 0 || pin.gpio === 2) return holders.boardUp;
  if (pin.pullUp) return holders.chip;
  return pin.gpio === 16 ? holders.led : null;
}

/** Whole sentences for hover and focus: what the pin is, what holds its level, what a click does. */
export function explainPin(pin: PinState, byFlash = false): string {
  const words = wordsOf(board);
  if (byFlash) return `GPIO${pin.gpio}: ${words.untilLetGo}`;
  return `GPIO${pin.gpio}: ${words.roles[pin.gpio]} ${explainLevel(pin)} ${explainClick(pin)}`;
}

function explainLevel(pin: PinState): string {
  const words = wordsOf(board);
  const level = levelWord(pin.level);
  if (pin.conflict && pin.drive !== null) return words.conflict(railName(pin.drive), pin.mode === 'uart');
  if (pin.mode === 'out') return words.programHolds(level);
  if (pin.mode === 'pwm') return words.programHasPwm(dutyOf(pin));
  if (pin.drive !== null) return words.wireHolds(railName(pin.drive), levelWord(pin.drive));
  if (pin.mode === 'uart') return words.uartTransmits(level);
  if (pin.floating) return words.nothingHolds(level);
  if (pin.mode === 'open-drain' && pin.level === 0 && pin.gpio !== 15) return words.programPullsLow;
  if (pin.gpio === 15) return words.resistorLow;
  if (pin.gpio === 0 || pin.gpio === 2) return words.resistorHigh;
  if (pin.pullUp) return words.pullUp;
  return pin.gpio === 16 ? words.ledHolds : words.itReads(level);
}

function explainClick(pin: PinState): string {
  const words = wordsOf(board);
  const click = clickPin(pin);
  if (click.kind === 'explain') return changeByProgram(pin);
  if (click.drive === null) return words.clickTakesAway;
  return words.clickWires(railName(click.drive), pin.mode === 'uart' && click.drive === 0);
}

/** The answer to a click on an output, which moves no wire. */
export function explainOutput(pin: PinState): string {
  return `${wordsOf(board).isOutput(pin.gpio)} ${changeByProgram(pin)}`;
}

function changeByProgram({ mode, gpio, level }: PinState): string {
  const code = mode === 'pwm' ? `PWM(Pin(${gpio})).duty(…)` : `Pin(${gpio}).value(${level === 1 ? 0 : 1})`;
  return wordsOf(board).changeBy(code);
}
