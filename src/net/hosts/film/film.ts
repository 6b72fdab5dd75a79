/**
 * "The Other Half of Hello": a film for terminals, about a word too long for its packets. Each frame is a pure
 * function of its number, drawn when it is asked for, so the film needs no memory and every showing is the same.
 */
import { Canvas } from './canvas';
import { ending, handshake, timer, title, windowsill } from './scenes-home';
import { cable, rooftops, router, storm } from './scenes-journey';
import { arrival, beach, reunion } from './scenes-shore';
import { CAPTION_ROW, type Scene } from './stage';

const FRAMES_PER_SECOND = 15;
const FADE_SECONDS = 0.45;

const SCENES: readonly Scene[] = [
  title,
  windowsill,
  handshake,
  rooftops,
  router,
  cable,
  storm,
  arrival,
  timer,
  reunion,
  beach,
  ending,
];

const SECONDS = SCENES.reduce((sum, scene) => sum + scene.seconds, 0);

/** ECMA-48: cursor home, erase to end of line, erase to end of screen, erase all. */
const HOME = '\x1b[H';
const ERASE_LINE = '\x1b[K';
const ERASE_BELOW = '\x1b[J';
const ERASE_ALL = '\x1b[2J';

const encoder = new TextEncoder();

export interface Film {
  readonly framesPerSecond: number;
  /** How many frames there are. */
  readonly frames: number;
  /** The picture of a frame: its lines, without control codes. */
  picture(index: number): string[];
  /** What goes to the terminal for a frame. */
  frame(index: number): Uint8Array;
}

export const film: Film = {
  framesPerSecond: FRAMES_PER_SECOND,
  frames: Math.round(SECONDS * FRAMES_PER_SECOND),
  picture,
  frame(index) {
    const start = index === 0 ? ERASE_ALL + HOME : HOME;
    return encoder.encode(
      `${start}${picture(index).join(`${ERASE_LINE}\r\n`)}${ERASE_LINE}\r\n${ERASE_BELOW}`,
    );
  },
};

function picture(index: number): string[] {
  const canvas = new Canvas();
  let time = index / FRAMES_PER_SECOND;
  for (const scene of SCENES) {
    if (time < scene.seconds) {
      scene.draw(canvas, time);
      const left = scene === ending ? Infinity : scene.seconds - time;
      canvas.dissolve(1 - Math.min(time, left) / FADE_SECONDS, CAPTION_ROW);
      break;
    }
    time -= scene.seconds;
  }
  return canvas.rows();
}
