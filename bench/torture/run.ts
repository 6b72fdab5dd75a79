import { kills } from './kills';

const [name, ...args] = process.argv.slice(2);
const number = (text: string | undefined, otherwise: number): number => {
  const value = text === undefined ? otherwise : Number(text);
  if (!Number.isInteger(value) || value < 0) throw new Error(`${String(text)} is no count`);
  return value;
};
if (name !== 'kills') throw new Error('npm run torture -- kills [count] [seed]');

const seed = number(args[1], Date.now() % 2 ** 31);
console.error(`seed ${seed}`);
/** Found while this module is imported: Vite's module runner, which imports it, closes after that. */
export const result = await kills({ count: number(args[0], 500), seed, say: (line) => console.error(line) });
