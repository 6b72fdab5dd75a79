// `npm run bench`: prints one JSON object on stdout, and what it does meanwhile on stderr.
//   npm run bench -- --only interpreter,http --quick
import { printResult, runModule } from './json-result.mjs';

const { result } = /** @type {typeof import('../bench/run')} */ (await runModule('bench/run.ts'));
printResult(result);
