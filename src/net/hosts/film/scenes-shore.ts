import { COLUMNS, glide, sprite, type Canvas } from './canvas';
import { bubble, lighthouse, narrate, pip, pop, sea, stars, type Scene } from './stage';

const CLIFF = sprite(String.raw`
      __________________
   __/
__/
`);

function shore(canvas: Canvas, time: number, lit: boolean): void {
  stars(canvas, 6, time);
  sea(canvas, 10, time);
  for (let y = 9; y < 12; y++) canvas.text(34 - (y - 9) * 3, y, ' '.repeat(COLUMNS));
  canvas.draw(28, 9, CLIFF);
  canvas.text(52, 9, '_'.repeat(12));
  lighthouse(canvas, 50, 0, lit, time);
}

const GUESSES: readonly (readonly [number, string])[] = [
  [3.2, 'HEL...'],
  [4.6, 'HEL...met?'],
  [5.6, 'HEL...icopter?'],
  [6.6, 'HEL...p?!'],
];

export const arrival: Scene = {
  seconds: 10,
  draw(canvas, time) {
    shore(canvas, time, false);
    pip(canvas, glide(time, 0.4, 2.6, -8, 40), 6, time, {
      walking: time < 2.6,
      eyes: time < 2.6 ? 'o.o' : 'u.u',
    });
    const guess = GUESSES.findLast(([start]) => start <= time);
    if (guess !== undefined && time < 8) bubble(canvas, 46 - Math.ceil(guess[1].length / 2), 2, guess[1]);
    if (time > 8) canvas.text(glide(time, 8, 10, 38, -14), 3, '<-- ACK 4 --');
    narrate(canvas, time, [
      [0.3, 'On the far shore stood a lighthouse, and it was dark.'],
      [3, 'It read what had come, slowly.'],
      [6.6, '"No, sir," said Pip. "There is more. There was more."'],
      [8.2, '"Three bytes received. I wait for number four."'],
    ]);
  },
};

const LETTERS: Record<string, readonly string[]> = {
  H: ['#   #', '#   #', '#####', '#   #', '#   #'],
  E: ['#####', '#    ', '#### ', '#    ', '#####'],
  L: ['#    ', '#    ', '#    ', '#    ', '#####'],
  O: [' ### ', '#   #', '#   #', '#   #', ' ### '],
};

function banner(canvas: Canvas, x: number, y: number, word: string): void {
  Array.from(word).forEach((letter, i) => {
    canvas.draw(x + i * 7, y, LETTERS[letter] ?? []);
  });
}

export const reunion: Scene = {
  seconds: 11,
  draw(canvas, time) {
    const lit = time > 5.4;
    shore(canvas, time, lit);
    if (time > 4.2) {
      banner(canvas, glide(time, 4.2, 5.2, -24, 6), 4, 'HEL');
      banner(canvas, glide(time, 4.2, 5.2, 66, 27), 4, 'LO');
    } else {
      const joy = time > 2.6 ? Math.abs(Math.sin(time * 9)) : 0;
      pip(canvas, 40, 6 - joy * 1.5, time, { eyes: time > 1.6 ? '^.^' : 'u.u' });
      pop(canvas, glide(time, 0.2, 2.6, -8, 32), 6 - joy, time, { walking: time < 2.6, eyes: '^.^' });
    }
    narrate(canvas, time, [
      [0.2, 'Pop ran all the way.'],
      [2.6, '"You look new!"  "I AM new!"'],
      [5.4, 'HELLO, read the lighthouse.'],
      [7.4, 'Nobody had said that to it in years.'],
      [9.2, 'It was suddenly very bright.'],
    ]);
  },
};

const PALM = sprite(String.raw`
  __ _.-._ __
 /  \ _|_ /  \
   .-' | '-.
       |
      /
     /
____/____`);
const CHAIR = sprite(String.raw`
.-----.
|\-.-/|
|$LO$$|__
'-----'--\
 /\    /\
`);

export const beach: Scene = {
  seconds: 9.5,
  draw(canvas, time) {
    if (time < 4.4) {
      shore(canvas, time, true);
      pop(canvas, glide(time, 0.3, 2.2, -8, 36), 6, time, { walking: time < 2.2, eyes: '@.@' });
      canvas.text(glide(time, 0.3, 2.2, -8, 36) + 1, 5, '~%~s~');
      if (time > 2.4) bubble(canvas, 46, 1, 'I have one of you already.');
    } else {
      sea(canvas, 6, time);
      for (let y = 8; y < 12; y++) canvas.strip(y, y % 2 === 0 ? '.  .    . ' : '   .  .   . ', 0);
      canvas.draw(8, 3, PALM);
      canvas.draw(29, 6, CHAIR);
      canvas.draw(50, 0, [' \\ | /', '- .-. -', ' (   )', "- '-' -", ' / | \\']);
      canvas.draw(46, 7, ['.-----------.', '|$/dev/null$|', "'-----.-----'", '      |']);
      if (time > 6.2) canvas.text(21, 4, time % 1 < 0.5 ? 'z' : 'Z');
    }
    narrate(canvas, time, [
      [0.3, 'And the first Pop? He came too, a little late.'],
      [2.4, '"A duplicate! You are free to go where you please."'],
      [4.5, 'So he went to the most peaceful place there is.'],
      [7.2, 'It takes everybody, and it is never full.'],
    ]);
  },
};
