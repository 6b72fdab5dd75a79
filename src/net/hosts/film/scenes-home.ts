import { COLUMNS, glide, noise, sprite, type Canvas } from './canvas';
import { board, narrate, packet, pip, pop, stars, waves, type Scene } from './stage';

export const title: Scene = {
  seconds: 7,
  draw(canvas, time) {
    stars(canvas, 11, time, time * 2);
    const shown = 'T H E   O T H E R   H A L F'.slice(0, Math.floor(time * 14));
    canvas.text(18, 3, shown);
    const rest = 'O F   H E L L O'.slice(0, Math.max(0, Math.floor((time - 2) * 12)));
    canvas.text(24, 5, rest);
    if (time > 3.6) canvas.centre(7, 'a film in 7 bits');
    pip(canvas, glide(time, 3, 6.8, -18, 65), 9, time, { walking: true });
    pop(canvas, glide(time, 3.2, 7, -28, 56), 9, time, { walking: true });
  },
};

const WINDOW = sprite(String.raw`
.-------------+-------------.
|             |             |
|             |             |
|             |             |
|             |             |
'-------------+-------------'`);
const CACTUS = sprite(String.raw`
  _
_| |
 | |_
[___]`);

/** The room at night: rain behind the window, the board on the sill. */
function room(canvas: Canvas, time: number, rain: boolean): void {
  if (!rain) stars(canvas, 5, time);
  for (let i = 0; rain && i < 26; i++) {
    const fall = (time * (9 + 4 * noise(i, 7)) + noise(i, 9) * 40) % 7;
    canvas.put(19 + noise(i, 8) * 27, fall, i % 3 === 0 ? '|' : "'");
  }
  // Only the window shows the weather.
  for (let y = 0; y < 7; y++) {
    canvas.text(0, y, ' '.repeat(18));
    canvas.text(47, y, ' '.repeat(17));
  }
  canvas.text(0, 6, ' '.repeat(COLUMNS));
  canvas.draw(18, 0, WINDOW);
  canvas.strip(10, '_');
  canvas.strip(11, '/  ');
  canvas.draw(50, 7, CACTUS);
}

export const windowsill: Scene = {
  seconds: 10,
  draw(canvas, time) {
    room(canvas, time, true);
    board(canvas, 5, 7, time > 3 && time % 1 < 0.5);
    const apart = glide(time, 6.4, 7.4, 0, 5);
    if (time > 3.4 && time < 6.4) canvas.draw(25, 7, ['.-------.', '|$HELLO$|', "'-------'"]);
    if (time >= 6.4) {
      pip(canvas, 25 - apart, 7, time, { eyes: time < 7.6 ? '-.-' : 'o.o' });
      pop(canvas, 31 + apart, 7, time, { eyes: time < 8 ? '-.-' : '^.^' });
    }
    narrate(canvas, time, [
      [0.4, 'On a windowsill there lived a very small board.'],
      [3.2, 'It knew one word, and it wanted to say it to somebody.'],
      [6, 'But it had been told that packets are small.'],
      [8, 'It took this to heart.'],
    ]);
  },
};

const HILL = sprite(String.raw`
      ________
   __/        \__
__/              \___
                     \__`);
const MAST = sprite(String.raw`
 (o)
  |
 /|\
/_|_\
`);

/** A shout that flies over the valley in an arc. */
function shout(canvas: Canvas, time: number, start: number, text: string, from: number, to: number): void {
  const share = (time - start) / 1.5;
  if (share < 0 || share > 1) return;
  canvas.text(from + (to - from) * share - text.length / 2, 4.6 - 14 * share * (1 - share), text);
}

export const handshake: Scene = {
  seconds: 8.5,
  draw(canvas, time) {
    stars(canvas, 5, time);
    canvas.draw(0, 8, HILL);
    canvas.draw(40, 8, HILL.map(mirrored));
    board(canvas, 1, 5, false);
    canvas.draw(52, 5, MAST);
    shout(canvas, time, 1.4, 'SYN?', 11, 52);
    shout(canvas, time, 3.3, 'SYN, ACK!', 52, 11);
    shout(canvas, time, 5.2, 'ACK!', 11, 52);
    narrate(canvas, time, [
      [0.2, 'Manners come first.'],
      [1.4, '"May I talk to you?"'],
      [3.3, '"You may! And may I talk to you?"'],
      [5.2, '"You may."'],
      [6.7, 'It takes three messages to agree to send a message.'],
    ]);
  },
};

function mirrored(line: string): string {
  const swaps: Record<string, string> = { '/': '\\', '\\': '/' };
  return Array.from(line.padEnd(24))
    .reverse()
    .map((char) => swaps[char] ?? char)
    .join('');
}

export const timer: Scene = {
  seconds: 9,
  draw(canvas, time) {
    room(canvas, time, true);
    board(canvas, 5, 7, time > 6.4 && time % 0.4 < 0.2);
    const sweep = Math.floor(time * 2);
    const hand = ['|', '/', '-', '\\'][sweep % 4] ?? '|';
    canvas.draw(29, 1, ['$.-"-.$', `|$$${time < 6 ? hand : '!'}$$|`, "$'-.-'$"]);
    if (time < 6) canvas.text(29 + (sweep % 2) * 4, 4, sweep % 2 === 0 ? 'tick' : 'tock');
    else canvas.text(29, 4, 'R T O !');
    // The copies in the drawer: one is not needed any more.
    if (time < 6.6) packet(canvas, 36, 7, 'LO', time, { eyes: '-.-' });
    else pop(canvas, glide(time, 7.6, 9, 36, 66), 7, time, { walking: time > 7.6, eyes: 'O.O' });
    if (time > 6.4 && time < 7.6) waves(canvas, 13, 7, time);
    narrate(canvas, time, [
      [0.3, 'But a good board keeps a copy until it hears "ACK".'],
      [3.2, 'It had heard ACK for HEL. For LO it had heard nothing.'],
      [6.2, '"Pop! Once more, please."'],
      [7.5, '"Again? I have not even been there once!"'],
    ]);
  },
};

const CREDITS = [
  'HEL . . . . . . . . . . Pip',
  'LO  . . . . . . . . . . Pop',
  'LO, retransmitted . . . Pop',
  '',
  'One packet was dropped in the making',
  'of this film. He is having a lovely time.',
];

export const ending: Scene = {
  seconds: 13.4,
  draw(canvas, time) {
    if (time < 6) {
      room(canvas, time, false);
      const here = glide(time, 0.6, 2.8, 66, 16);
      if (time < 2.8) packet(canvas, here, 7, 'HI!', time, { walking: true, eyes: '^.^' });
      board(canvas, 5, 7, time > 2.8 && time % 0.7 < 0.45);
      narrate(canvas, time, [
        [0.4, 'Late that night an answer came in at the window,'],
        [2.9, 'and on the sill a small light went on.'],
      ]);
      return;
    }
    stars(canvas, 11, time, time * 1.5);
    if (time < 10) {
      CREDITS.forEach((line, i) => {
        if (time > 6.3 + i * 0.4) canvas.centre(3 + i, line);
      });
      return;
    }
    canvas.centre(5, 'F I N');
    if (time > 11.4) canvas.centre(7, 'F I N ,   A C K');
    if (time > 12.6) canvas.centre(9, 'A C K .');
  },
};
