/** What lies in the storage, read by a page that is no board: path to text, null for a directory. */
export type StoredTexts = Readonly<Record<string, string | null>>;

/** What was acknowledged before the kill: the last round of bench/programs/kills.py, the last save in the editor. */
export interface Acknowledged {
  readonly round: number;
  readonly save: number;
}

export const NOTES = '/notes.txt';

/** The text of the editor's save number `n`. */
export const noteText = (n: number): string => `note ${n}\n`.repeat(1 + ((n * 31) % 40));

/** As `write` in bench/programs/kills.py. */
function roundText(name: string, n: number): string {
  const half = `${name} ${n}\n`.repeat(1 + ((n * 7919) % 97));
  return n % 8 === 0 ? half.repeat(20) : half;
}

/** Everything that is wrong with what is stored; nothing when all is well. */
export function faults(stored: StoredTexts, { round, save }: Acknowledged): string[] {
  const wrong: string[] = [];
  /** The round of a whole version; null when there is none. */
  const version = (
    path: string,
    name: string,
    textOf: (n: number) => string,
    least: number,
  ): number | null => {
    const text = stored[path];
    if (text === undefined || text === null) {
      if (least > 0) wrong.push(`lost: ${path} is not there; ${least} was acknowledged`);
      return null;
    }
    const n = Number(text.slice(name.length + 1, text.indexOf('\n')));
    if (text !== textOf(n))
      wrong.push(`corrupt: ${path} is no whole version: ${JSON.stringify(text.slice(0, 60))} …`);
    if (n < least) wrong.push(`lost: ${path} has ${n}; ${least} was acknowledged`);
    return n;
  };
  const written = (path: string, name: string, least: number): number | null =>
    version(path, name, (n) => roundText(name, n), least);
  written('/a.txt', 'a', round);
  written('/b.txt', 'b', round);
  version(NOTES, 'note', noteText, save);
  // A directory moves as a whole: while it has another name, the one that goes is still complete.
  const home = '/cur' in stored ? '/cur' : '/old';
  const [x, y] = [written(`${home}/x`, 'x', round), written(`${home}/y`, 'y', round)];
  if (x !== y) wrong.push(`corrupt: ${home} is of two rounds, ${x} and ${y}`);
  for (const path of Object.keys(stored)) {
    const parent = path.slice(0, path.lastIndexOf('/'));
    if (parent !== '' && stored[parent] !== null) wrong.push(`corrupt: ${path} is in no directory`);
  }
  return wrong;
}
