/** Default sizes of the wide layout in percent, so that 80 columns and the board's pins fit from 1280 pixels on. */
export interface WideSizes {
  readonly lesson: string;
  readonly middle: string;
  readonly right: string;
}

/** 80 columns of 8.4 px, the scroll bar and the terminal's padding. */
const TERMINAL_WIDTH = 690;
/** The board with its tags, as board.css wants them. */
export const BOARD_WIDTH = 300;
const LARGEST_BOARD = 460;
/** 68 characters and the margins: wider than this, the lesson's column is white space. */
const LARGEST_LESSON = 660;
/** Around and between the columns. */
const GAPS = 24;

export function wideSizes(windowWidth: number): WideSizes {
  const width = windowWidth - GAPS;
  const spare = Math.max(0, width - TERMINAL_WIDTH - BOARD_WIDTH);
  // What is scarce at 1280 pixels goes to the lesson; later on everybody gets a share.
  const lesson = Math.min(LARGEST_LESSON, Math.min(spare, 300) + Math.max(0, spare - 300) * 0.5);
  const right = Math.min(LARGEST_BOARD, BOARD_WIDTH + Math.max(0, spare - 300) * 0.25);
  return {
    lesson: share(lesson, width),
    middle: share(width - lesson - right, width),
    right: share(right, width),
  };
}

/** 24 lines of 18 px, header and padding; the editor takes what is left, but at least a third. */
export function terminalShare(height: number): string {
  return share(Math.min(500, height * 0.66), height);
}

function share(pixels: number, of: number): string {
  return `${((100 * pixels) / of).toFixed(2)}%`;
}
