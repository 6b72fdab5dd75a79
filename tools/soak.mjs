// `npm run soak [-- --requests N --minutes M --server lesson|asyncio --seed S]`: a million requests to the lesson's server
// and to one on asyncio, from clients of which some vanish, reset, stall and send garbage; looks for wrong answers, growth
// and stuck sockets. Prints one JSON object on stdout, and what it does meanwhile on stderr; the exit code says whether
// all is well.
import { printResult, runModule } from './json-result.mjs';

const { result } = /** @type {typeof import('../bench/soak/run')} */ (await runModule('bench/soak/run.ts'));
printResult(result, result.isWell ? 0 : 1);
