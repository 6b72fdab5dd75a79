import type { Translation } from '../areas';
import { number, plural } from './formats';

const percent = (share: number): string => `${share} % der Zeit high`;

export const board: Translation['board'] = {
  pins: 'Pins',
  drawing: (moduleLed, boardLed) =>
    `NodeMCU-Board. Blaue LED auf dem Modul (GPIO2): ${moduleLed ? 'an' : 'aus'}. LED neben dem USB-Chip (GPIO16): ${boardLed ? 'an' : 'aus'}.`,
  wires: (count) =>
    count === 0 ? 'Keine Drähte' : `${number(count)} ${plural(count, { one: 'Draht', other: 'Drähte' })}`,
  removeWires: 'Alle Drähte entfernen',
  invitation: 'Klick auf einen Pin, um ihn mit 3V3 oder GND zu verbinden.',
  flashButton: 'FLASH-Taste',
  flashTip: 'Halten, um GPIO0 mit GND zu verbinden',
  resetButton: 'RST-Taste',
  resetTip: 'Das Board zurücksetzen',
  levels: { high: 'high', low: 'low' },
  marks: { high: 'high', low: 'low', floating: 'offen', conflict: 'Konflikt' },
  modes: {
    unused: 'unbenutzt',
    uart: 'UART1 sendet',
    in: 'Eingang',
    out: 'Ausgang',
    'open-drain': 'Open Drain',
    pwm: 'PWM-Ausgang',
  },
  shortModes: { unused: 'frei', uart: 'UART1', in: 'ein', out: 'aus', 'open-drain': 'Drain', pwm: 'PWM' },
  byFlash: 'durch die FLASH-Taste mit GND verbunden',
  wired: (rail) => `mit ${rail} verbunden`,
  holders: {
    floating: 'offen',
    program: 'vom Programm auf low gezogen',
    boardDown: 'vom Board auf low gezogen',
    boardUp: 'vom Board auf high gezogen',
    chip: 'vom Chip auf high gezogen',
    led: 'von der LED auf high gehalten',
  },
  reads: (level) => `liest ${level}`,
  duty: percent,
  roles: {
    0: 'D3 auf dem Board, und die FLASH-Taste, die ihn mit GND verbindet.',
    2: 'D4 auf dem Board, und die blaue LED auf dem Modul, die bei low leuchtet.',
    4: 'D2 auf dem Board, frei verfügbar.',
    5: 'D1 auf dem Board, frei verfügbar.',
    12: 'D6 auf dem Board, frei verfügbar (MISO des SPI-Busses).',
    13: 'D7 auf dem Board, frei verfügbar (MOSI des SPI-Busses).',
    14: 'D5 auf dem Board, frei verfügbar (SCK des SPI-Busses).',
    15: 'D8 auf dem Board; der Chip startet nur, wenn er beim Reset low ist.',
    16: 'D0 auf dem Board, und die LED neben dem USB-Chip, die bei low leuchtet.',
  },
  untilLetGo: 'Die FLASH-Taste verbindet ihn mit GND, bis du loslässt.',
  conflict: (rail, uart) =>
    `Dein Draht nach ${rail} und ${uart ? 'UART1' : 'das Programm'} arbeiten gegeneinander: Auf einem echten Board kann das den Pin zerstören.`,
  programHolds: (level) => `Das Programm hält ihn auf ${level}.`,
  programHasPwm: (share) => `Das Programm gibt PWM auf ihn: Er ist ${percent(share)}.`,
  wireHolds: (rail, level) => `Dein Draht nach ${rail} hält ihn auf ${level}.`,
  uartTransmits: (level) => `UART1 sendet auf ihm, in Ruhe ${level}, bis das Programm Pin(2, …) benutzt.`,
  nothingHolds: (level) =>
    `Nichts hält seinen Pegel: Hier liest er ${level}, auf einem echten Board kann er alles lesen.`,
  programPullsLow: 'Das Programm zieht ihn auf low.',
  resistorLow: 'Ein Widerstand auf dem Board zieht ihn auf low.',
  resistorHigh: 'Ein Widerstand auf dem Board zieht ihn auf high.',
  pullUp: 'Der Pull-up im Chip hält ihn auf high.',
  ledHolds: 'Die LED, die nach 3V3 führt, hält ihn auf high.',
  itReads: (level) => `Er liest ${level}.`,
  clickTakesAway: 'Ein Klick nimmt deinen Draht weg.',
  clickWires: (rail, againstUart) =>
    `Ein Klick verbindet ihn mit ${rail}${againstUart ? ', gegen UART1' : ''}.`,
  isOutput: (gpio) => `GPIO${gpio} ist ein Ausgang: Das Programm bestimmt seinen Pegel.`,
  changeBy: (code) => `Ändere ihn mit ${code}.`,
};
