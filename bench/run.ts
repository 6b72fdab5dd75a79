import { bench } from './main';

/** Measured while this module is imported: Vite's module runner, which imports it, closes after that. */
export const result = await bench(process.argv.slice(2));
