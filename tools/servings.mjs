// `npm run servings [-- --browser chromium,firefox,webkit] [--serving headers,plain,…]`: the whole tutorial in each browser
// that is here, over each way to serve the site, on each kind of visit. Prints one JSON object on stdout, and what it does
// meanwhile on stderr; the exit code says whether all is well.
import { printResult, runModule } from './json-result.mjs';

const { result } = /** @type {typeof import('../e2e/servings/matrix')} */ (
  await runModule('e2e/servings/matrix.ts')
);
printResult(result.report, result.isWell ? 0 : 1);
