// `npm run torture -- kills [count] [seed]`: kills the tab while it writes, and looks whether something is lost.
// `npm run torture -- fuzz [--bytes N] [--programs N] [--seed N] [--first N] [--minutes N]`: random bytes and random
// programs with Ctrl-C, and looks whether the board is well. `--seed S --first N` begins with burst and program N.
// `npm run torture -- tabs [requests]`: two boards, each with a browser tab on its web server, 1,000 requests together,
// and looks whether one is lost or gets another's answer.
// `npm run torture -- boards [--turns N] [--boards N] [--seed N] [--minutes M]`: boards of `pinwire device` on one LAN are
// killed, stopped and left by their clients at random moments, and so is the hub; looks for stuck boards and damaged files.
// Each prints one JSON object on stdout, and what it does meanwhile on stderr; the exit code says whether all is well.
import { printResult, runModule } from './json-result.mjs';

const { result } = /** @type {typeof import('../bench/torture/run')} */ (
  await runModule('bench/torture/run.ts')
);
printResult(result.report, result.isWell ? 0 : 1);
