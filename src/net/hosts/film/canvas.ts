/** The screen of the film: small enough for any terminal, and never wide enough to wrap. */
export const COLUMNS = 64;
export const ROWS = 13;

/** In a sprite a space lets the background through; this character covers it with a blank. */
const COVER = '$';

export type Sprite = readonly string[];

/** Splits a drawing into its lines. Line breaks at both ends belong to the quotes. */
export function sprite(drawing: string): Sprite {
  return drawing.replace(/^\n|\n$/g, '').split('\n');
}

/** One frame while it is drawn. What lies outside is cut off. */
export class Canvas {
  readonly #cells: string[][] = Array.from({ length: ROWS }, () => Array<string>(COLUMNS).fill(' '));

  put(x: number, y: number, char: string): void {
    const row = this.#cells[Math.floor(y)];
    const column = Math.floor(x);
    if (row !== undefined && column >= 0 && column < COLUMNS) row[column] = char;
  }

  draw(x: number, y: number, drawing: Sprite): void {
    drawing.forEach((line, dy) => {
      for (let dx = 0; dx < line.length; dx++) {
        const char = line.charAt(dx);
        if (char !== ' ') this.put(Math.floor(x) + dx, Math.floor(y) + dy, char === COVER ? ' ' : char);
      }
    });
  }

  /** Text covers what is behind it, spaces too. */
  text(x: number, y: number, text: string): void {
    this.draw(x, y, [text.replaceAll(' ', COVER)]);
  }

  /** Centred text, with a margin that keeps the stars away. */
  centre(y: number, text: string): void {
    this.text((COLUMNS - text.length) / 2 - 2, y, `  ${text}  `);
  }

  /** A pattern repeated over the whole width, moved left by `offset` columns: one layer of a moving landscape. */
  strip(y: number, pattern: string, offset = 0): void {
    for (let x = 0; x < COLUMNS; x++) {
      const place = (x + Math.floor(offset)) % pattern.length;
      const char = pattern.charAt(place < 0 ? place + pattern.length : place);
      if (char !== ' ') this.put(x, y, char);
    }
  }

  /** Blanks the share of cells above `bottom` that `hidden` (0 to 1) says, always the same ones first. */
  dissolve(hidden: number, bottom: number): void {
    this.#cells.slice(0, bottom).forEach((row, y) => {
      row.forEach((_, x) => {
        if (noise(x, y) < hidden) row[x] = ' ';
      });
    });
  }

  rows(): string[] {
    return this.#cells.map((row) => row.join('').trimEnd());
  }
}

/** The same "random" number in [0, 1) for the same place and moment, so that every showing is the same. */
export function noise(x: number, y: number, z = 0): number {
  let hash = Math.imul(x + 1, 374_761_393) ^ Math.imul(y + 1, 668_265_263) ^ Math.imul(z + 1, 2_147_483_629);
  hash = Math.imul(hash ^ (hash >>> 13), 1_274_126_177);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/** From `from` to `to` while `time` goes from `start` to `end`, starting and stopping gently. */
export function glide(time: number, start: number, end: number, from: number, to: number): number {
  const share = Math.min(1, Math.max(0, (time - start) / (end - start)));
  return from + (to - from) * share * share * (3 - 2 * share);
}
