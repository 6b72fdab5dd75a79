import { COLUMNS, noise, sprite, type Canvas } from './canvas';

/** One scene of the film. `draw` gets the seconds since the scene began. */
export interface Scene {
  readonly seconds: number;
  draw(canvas: Canvas, time: number): void;
}

export const CAPTION_ROW = 12;
const LETTERS_PER_SECOND = 45;

/** Writes the caption whose time has come, letter by letter. */
export function narrate(
  canvas: Canvas,
  time: number,
  captions: readonly (readonly [number, string])[],
): void {
  const current = captions.findLast(([start]) => start <= time);
  if (current === undefined) return;
  const [start, text] = current;
  const written = text.slice(0, Math.ceil((time - start) * LETTERS_PER_SECOND));
  canvas.text((COLUMNS - text.length) / 2, CAPTION_ROW, written);
}

interface Mood {
  readonly walking?: boolean;
  readonly eyes?: string;
}

/** A packet with a face. It blinks now and then, and its feet run when it walks. */
export function packet(
  canvas: Canvas,
  x: number,
  y: number,
  load: string,
  time: number,
  mood: Mood = {},
): void {
  const blinks = (time + load.length) % 2.7 < 0.15;
  const eyes = blinks ? '-.-' : (mood.eyes ?? 'o.o');
  const feet = mood.walking === true && Math.floor(time * 6) % 2 === 0 ? `'^---^'` : `'-^-^-'`;
  canvas.draw(x, y, ['.-----.', `|\\${eyes}/|`, `|$${load.padEnd(3, '$')}$|`, feet]);
}

export const pip = (canvas: Canvas, x: number, y: number, time: number, mood?: Mood) => {
  packet(canvas, x, y, 'HEL', time, mood);
};
export const pop = (canvas: Canvas, x: number, y: number, time: number, mood?: Mood) => {
  packet(canvas, x, y, 'LO', time, mood);
};

/** What somebody says, in a bubble whose point is at `x`. */
export function bubble(canvas: Canvas, x: number, y: number, text: string): void {
  const left = Math.max(0, Math.min(COLUMNS - text.length - 4, x - Math.floor(text.length / 2) - 2));
  canvas.text(left, y, `( ${text} )`);
  canvas.put(x, y + 1, '/');
}

/** Stars that stay; a few twinkle. */
export function stars(canvas: Canvas, lastRow: number, time: number, drift = 0): void {
  for (let i = 0; i < 26; i++) {
    const depth = 1 + (i % 3);
    const x = (noise(i, 1) * COLUMNS - drift * depth + 640_000) % COLUMNS;
    const twinkles = noise(i, 3, Math.floor(time * 2)) < 0.12;
    canvas.put(x, noise(i, 2) * (lastRow + 1), twinkles ? '+' : i % 3 === 2 ? '*' : '.');
  }
}

const BOARD = sprite(String.raw`
        |
 .------+-----.
 |$[ESP]$#$$$=|
 '-v-v-v-v-v--'`);

/** The board on its pins; `light` is its LED. */
export function board(canvas: Canvas, x: number, y: number, light: boolean): void {
  canvas.draw(x, y, BOARD);
  canvas.text(x + 9, y + 2, light ? '@' : 'o');
  if (light) canvas.text(x + 8, y + 2, '(@)');
}

/** The antenna sends: rings that widen. */
export function waves(canvas: Canvas, x: number, y: number, time: number): void {
  const ring = Math.floor(time * 6) % 4;
  canvas.put(x - 1 - ring, y, '(');
  canvas.put(x + 1 + ring, y, ')');
}

const LIGHTHOUSE = sprite(String.raw`
   .-.
  /___\
  |$$$|
 _|___|_
  |$_$|
  |$$$|
 |$$_$$|
 |$|_|$|
 |_____|`);

/** The lighthouse, 7 columns wide; when lit, its beams turn. */
export function lighthouse(canvas: Canvas, x: number, y: number, lit: boolean, time: number): void {
  if (lit) {
    const phase = Math.floor(time * 5) % 4;
    const reach = [6, 14, 22, 14][phase] ?? 6;
    for (let i = 1; i <= reach; i++) {
      canvas.put(x + 1 - i, y + 2, i % 2 === 0 ? '-' : '=');
      canvas.put(x + 7 + i, y + 2, i % 2 === 0 ? '-' : '=');
    }
  }
  canvas.draw(x, y, LIGHTHOUSE);
  canvas.text(x + 3, y + 2, lit ? '***' : '   ');
}

/** Water: two layers of waves that move against each other. */
export function sea(canvas: Canvas, y: number, time: number): void {
  canvas.strip(y, '~-~~ ~~_', time * 4);
  canvas.strip(y + 1, ' ~~  ~-~  ~', -time * 3);
}
