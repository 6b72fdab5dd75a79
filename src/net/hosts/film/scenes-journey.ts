import { COLUMNS, glide, noise, sprite } from './canvas';
import { bubble, narrate, pip, pop, sea, stars, type Scene } from './stage';

const MOUNTAINS = [
  '          /\\                   /\\        ',
  '    /\\   /  \\    /\\      /\\   /  \\   /\\ ',
  '___/  \\_/    \\__/  \\____/  \\_/    \\_/  \\',
];
const ROOFS = [
  '    ____              _____                  ',
  '   /____\\     __     /_____\\        ___      ',
  '   |:$$#|____/__\\____|#$$$:|__n____|_:_|__n__',
];
const MOON = sprite(String.raw`
 .-.
(   )
 '-'`);

export const rooftops: Scene = {
  seconds: 9,
  draw(canvas, time) {
    stars(canvas, 5, time, time * 0.3);
    canvas.draw(50 - time * 0.4, 0, MOON);
    MOUNTAINS.forEach((line, i) => {
      canvas.strip(6 + i, line, time * 4);
    });
    ROOFS.forEach((line, i) => {
      canvas.strip(9 + i, line.replaceAll('$', ' '), time * 14);
    });
    const bob = Math.sin(time * 4);
    pip(canvas, glide(time, 0, 2, -10, 32), 4 + bob, time);
    pop(canvas, glide(time, 0.3, 2.3, -20, 18), 4 - bob, time, { eyes: '^.^' });
    narrate(canvas, time, [
      [0.3, '"I am Pip. I carry HEL, and I go first."'],
      [3, '"I am Pop. I carry LO. Do you know the way?"'],
      [5.6, '"It says on our foreheads where we go."'],
      [7.3, '"Oh! I thought that was a hat."'],
    ]);
  },
};

const BOOTH = sprite(String.raw`
.=================.
|$R$O$U$T$E$R$$$$$|
'=.-------------.='
  |$$$.---.$$$$$|
  |$$($o$o$)$$$$|
  |$$$'-~-'$$$$$|
  |=============|
  |$:$:$:$:$:$:$|
  |_____________|`);

export const router: Scene = {
  seconds: 10,
  draw(canvas, time) {
    canvas.strip(11, '=-', time > 7.5 ? (time - 7.5) * 8 : 0);
    canvas.draw(24, 2, BOOTH);
    const lights = Math.floor(time * 8);
    for (let i = 0; i < 4; i++) canvas.put(38 + i, 3, noise(i, lights) < 0.5 ? '*' : '.');
    const leaving = glide(time, 7.8, 9.6, 0, 60);
    pip(canvas, glide(time, 0, 1.2, -8, 15) + (time > 7.8 ? leaving : 0), 7, time, {
      walking: time < 1.2 || time > 7.8,
    });
    pop(canvas, glide(time, 0.2, 1.4, -18, 5) + (time > 8 ? leaving * 0.9 : 0), 7, time, {
      walking: time < 1.4 || time > 8,
    });
    if (time > 1.6 && time < 3.4) bubble(canvas, 33, 0, 'Anything to declare?');
    if (time > 2.6 && time < 5.4) bubble(canvas, 18, 5, 'HEL.');
    if (time > 3.6 && time < 5.4) bubble(canvas, 33, 0, 'I BEG your pardon?');
    if (time > 5.8 && time < 7.8) {
      canvas.draw(50, 3, ['.-----------.', `|$TTL$${time < 6.6 ? '64' : '63'}$$$$$|`, "'-----------'"]);
      const stamp = time < 6.5 ? 0 : time < 6.8 ? 2 : 0;
      canvas.draw(56, stamp, ['[#]', ' | ']);
      if (time > 6.5 && time < 7.2) canvas.text(51, 6, '* thump *');
    }
    narrate(canvas, time, [
      [0.2, 'At the edge of the home network sat the router.'],
      [3.6, '"It is only half a word, sir. The other half is behind me."'],
      [6, 'Each packet was made one hop older.'],
      [8, '"I feel it in my checksum," said Pop.'],
    ]);
  },
};

const FISH_RIGHT = '><((o>';
const FISH_LEFT = '<o))><';
const WEED = [
  '  (    )       (     )      )  ',
  '  )   (    (    )   (      (   ',
  '__(____)____)__(_____)____()___',
];

export const cable: Scene = {
  seconds: 9,
  draw(canvas, time) {
    sea(canvas, 0, time);
    WEED.forEach((line, i) => {
      canvas.strip(9 + i, line, time * 5 + Math.sin(time * 2 + i));
    });
    for (let i = 0; i < 7; i++) {
      const rise = (time * (2 + noise(i, 5)) + noise(i, 6) * 9) % 9;
      canvas.put(noise(i, 4) * COLUMNS, 10 - rise, i % 2 === 0 ? 'o' : '.');
    }
    canvas.text(glide(time, 2.5, 5.6, 66, 38), 3, FISH_LEFT);
    if (time > 5.6) canvas.text(glide(time, 6.2, 7.2, 38, 72), 3, FISH_RIGHT);
    canvas.text(((time * 6) % 84) - 10, 9, FISH_RIGHT);
    canvas.strip(4, '=');
    canvas.strip(8, '=');
    for (let row = 5; row < 8; row++) canvas.text(0, row, ' '.repeat(COLUMNS));
    canvas.strip(6, '   -    ', time * 30);
    pip(canvas, glide(time, 0, 1.5, -10, 32), 4.5, time, { walking: true });
    pop(canvas, glide(time, 0.2, 1.7, -20, 20), 4.5, time, { walking: true, eyes: '^.^' });
    narrate(canvas, time, [
      [0.2, 'Then came five thousand kilometres of cable.'],
      [2.4, '"Are we there yet?"  "No."  "Are we there yet?"  "No."'],
      [5, 'A fish asked what they had there. "HEL!"'],
      [6.8, 'The fish remembered an appointment.'],
    ]);
  },
};

const BOLT = sprite(String.raw`
   /
  /
 /__
   /
  /
 /`);
const STATIC = '#%&=?!*+:;.,~^';

export const storm: Scene = {
  seconds: 10.5,
  draw(canvas, time) {
    const strength = glide(time, 0.5, 4, 0.02, 0.3) - glide(time, 8, 9.2, 0, 0.29);
    const moment = Math.floor(time * 10);
    const lost = glide(time, 5, 7.4, 0, 1);
    const shake = time > 3 && time < 8 ? Math.round(noise(moment, 1) * 2 - 1) : 0;
    const hits = time > 3 && time < 7.8 && noise(moment >> 2, 2) < 0.5;
    canvas.strip(11, '_.-._', time * 10);
    if (lost < 1) {
      const torn = corrupt('LO', lost, moment);
      pop(canvas, 18 - lost * 30 + shake, 5 - lost * 6 + shake, time, { eyes: 'O.O' });
      canvas.text(20 - lost * 30 + shake, Math.floor(5 - lost * 6 + shake) + 2, torn);
    }
    for (let y = 0; y < 11; y++) {
      for (let x = 0; x < COLUMNS; x++) {
        if (noise(x, y, moment) < strength * (time > 8.5 ? 0.4 : 1)) {
          canvas.put(x, y, STATIC.charAt(Math.floor(noise(y, x, moment) * STATIC.length)));
        }
      }
    }
    if (hits) canvas.draw(6 + noise(moment >> 2, 3) * 48, 0, BOLT);
    pip(canvas, 32 + shake, 6 - shake, time, { eyes: time < 2 ? 'o.o' : time < 8 ? 'O.O' : 'u.u' });
    narrate(canvas, time, [
      [0.3, 'They were nearly there when the noise came.'],
      [3, '"Pop! Hold on to your checksum!"'],
      [5, corrupt('"I cannot hold it, Pip! I cannot", and then only noise.', lost * 0.35, moment >> 1)],
      [8.2, 'Nobody tells a packet that it is lost.'],
    ]);
  },
};

/** Some letters of `text` turned to noise. */
function corrupt(text: string, share: number, moment: number): string {
  return Array.from(text)
    .map((char, i) => (noise(i, 11, moment) < share ? STATIC.charAt(i % STATIC.length) : char))
    .join('');
}
