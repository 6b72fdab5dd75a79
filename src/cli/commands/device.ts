import { DEVICE_HELP, readDeviceOptions, type DeviceOptions } from '../device/device-options';
import { exitCode, type Ending } from '../device/ending';
import { HeadlessBoard } from '../device/headless-board';
import { openOutlet, runLines, type Outlet } from '../device/lines';
import { readScript } from '../device/read-script';
import { runScript } from '../device/run-script';
import type { Surroundings } from './surroundings';

/** `pinwire device`. Resolves when it has ended. */
export async function deviceCommand(args: readonly string[], { board }: Surroundings): Promise<number> {
  const options = await readDeviceOptions(args);
  if (!options) {
    process.stdout.write(DEVICE_HELP);
    return 0;
  }
  const ending =
    options.run === null
      ? await offer(await board(), options)
      : await run(await board(), options, options.run);
  return exitCode(ending);
}

async function run(build: string, options: DeviceOptions, file: string): Promise<Ending> {
  const script = await readScript(file);
  return withBoard(build, options, null, (board) => runScript(board, script));
}

async function offer(build: string, options: DeviceOptions): Promise<Ending> {
  const outlet = await openOutlet(options);
  return withBoard(build, options, outlet, (board) => runLines(board, outlet, options));
}

/** Files that are not in the folder that was to have them are a failure, however well the rest went. */
async function withBoard(
  build: string,
  options: DeviceOptions,
  outlet: Outlet | null,
  use: (board: HeadlessBoard) => Promise<Ending>,
): Promise<Ending> {
  let board: HeadlessBoard | null = null;
  let isKept = true;
  let ending: Ending;
  try {
    board = await HeadlessBoard.open(build, options);
    ending = await use(board);
  } finally {
    // Nobody is to come to a board that closes.
    outlet?.close();
    isKept = (await board?.close()) ?? true;
  }
  return ending === 0 && !isKept ? 1 : ending;
}
