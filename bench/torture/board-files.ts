import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Writes files that tell how they have to be, and says which are on the disk. */
export const WRITER = `import os
n = 0
while True:
    for k in range(4):
        n += 1
        with open('f%d.txt' % k, 'w') as f:
            f.write('%d:' % n)
            f.write(chr(97 + n % 26) * (n * 37 % 3000))
            f.write('.')
    os.sync()
    print('kept', n)
`;

/** The last round that the board has said to be on the disk. */
export function keptRound(printed: string): number {
  return Math.max(0, ...[...printed.matchAll(/kept (\d+)\r\n/g)].map(([, n]) => Number(n)));
}

/** What is wrong with a folder in which a board has written. @param kept the round that is there at least */
export function flashFaults(folder: string, kept: number): string[] {
  return readdirSync(folder)
    .filter((name) => name !== '.pinwire' && name !== 'boot.py')
    .flatMap((name) => {
      const text = readFileSync(join(folder, name), 'latin1');
      // A file that is new is there, and empty, from its opening on: as in littlefs.
      if (text === '' && kept === 0) return [];
      const n = Number(/^(\d+):/.exec(text)?.[1] ?? NaN);
      const whole = `${n}:${String.fromCharCode(97 + (n % 26)).repeat((n * 37) % 3000)}.`;
      if (text !== whole) return [`${name} is no version that the board wrote: ${text.slice(0, 20)}`];
      const last = kept - 3 + Number(/\d/.exec(name)?.[0] ?? 0);
      return n < last ? [`${name} is of ${n}, and ${last} was said to be kept`] : [];
    });
}
