import { area } from '../area';
import { number, plural } from './formats';

type Level = 'high' | 'low';
type Rail = '3V3' | 'GND';

const percent = (share: number): string => `high for ${share}% of the time`;

/** The board's drawing: pins, wires, lamps. */
export const board = area('board', {
  pins: 'Pins',
  drawing: (moduleLed: boolean, boardLed: boolean) =>
    `NodeMCU board. Blue LED on the module (GPIO2): ${moduleLed ? 'lit' : 'off'}. LED beside the USB chip (GPIO16): ${boardLed ? 'lit' : 'off'}.`,
  wires: (count: number) =>
    count === 0 ? 'No wires' : `${number(count)} ${plural(count, { one: 'wire', other: 'wires' })}`,
  removeWires: 'Remove all wires',
  invitation: 'Click a pin to wire it to 3V3 or GND.',
  flashButton: 'FLASH button',
  flashTip: 'Hold to tie GPIO0 to GND',
  resetButton: 'RST button',
  resetTip: 'Reset the board',
  levels: { high: 'high', low: 'low' },
  marks: { high: 'high', low: 'low', floating: 'floating', conflict: 'conflict' },
  modes: {
    unused: 'unused',
    uart: 'UART1 transmit',
    in: 'input',
    out: 'output',
    'open-drain': 'open drain',
    pwm: 'PWM output',
  },
  /** Where there is little room. */
  shortModes: { unused: 'free', uart: 'UART1', in: 'in', out: 'out', 'open-drain': 'drain', pwm: 'PWM' },
  /** What holds a pin, in its name, after the mode and a comma. */
  byFlash: 'tied to GND by the FLASH button',
  wired: (rail: Rail) => `wired to ${rail}`,
  holders: {
    floating: 'floating',
    program: 'pulled low by the program',
    boardDown: 'pulled down by the board',
    boardUp: 'pulled up by the board',
    chip: 'pulled up by the chip',
    led: 'held up by the LED',
  },
  reads: (level: string) => `reads ${level}`,
  duty: percent,
  /** Sentences that follow each other: what the pin is, what holds its level, what a click does. */
  roles: {
    0: 'D3 on the board, and the FLASH button, which ties it to GND.',
    2: 'D4 on the board, and the blue LED on the module, lit when low.',
    4: 'D2 on the board, free to use.',
    5: 'D1 on the board, free to use.',
    12: 'D6 on the board, free to use (MISO of the SPI bus).',
    13: 'D7 on the board, free to use (MOSI of the SPI bus).',
    14: 'D5 on the board, free to use (SCK of the SPI bus).',
    15: 'D8 on the board; the chip starts only when it is low at reset.',
    16: 'D0 on the board, and the LED beside the USB chip, lit when low.',
  },
  untilLetGo: 'the FLASH button ties it to GND until you let go.',
  conflict: (rail: Rail, uart: boolean) =>
    `Your wire to ${rail} and ${uart ? 'UART1' : 'the program'} pull against each other: on a real board this can destroy the pin.`,
  programHolds: (level: Level) => `The program holds it ${level}.`,
  programHasPwm: (share: number) => `The program has PWM on it: it is ${percent(share)}.`,
  wireHolds: (rail: Rail, level: Level) => `Your wire to ${rail} holds it ${level}.`,
  uartTransmits: (level: Level) => `UART1 transmits on it, idle ${level}, until the program uses Pin(2, …).`,
  nothingHolds: (level: Level) =>
    `Nothing holds its level: it reads ${level} here, on a real board it may read anything.`,
  programPullsLow: 'The program pulls it low.',
  resistorLow: 'A resistor on the board pulls it low.',
  resistorHigh: 'A resistor on the board pulls it high.',
  pullUp: 'The pull-up in the chip holds it high.',
  ledHolds: 'The LED, which goes to 3V3, holds it high.',
  itReads: (level: Level) => `It reads ${level}.`,
  clickTakesAway: 'A click takes your wire away.',
  clickWires: (rail: Rail, againstUart: boolean) =>
    `A click wires it to ${rail}${againstUart ? ', against UART1' : ''}.`,
  isOutput: (gpio: number) => `GPIO${gpio} is an output: the program decides its level.`,
  changeBy: (code: string) => `Change it with ${code}.`,
});
