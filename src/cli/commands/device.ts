import { DEVICE_HELP, readDeviceOptions, type DeviceOptions } from '../device/device-options';
import { exitCode, type Ending } from '../device/ending';
import { HeadlessBoard } from '../device/headless-board';
import { openOutlet, runLines } from '../device/lines';
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
  const board = await HeadlessBoard.open(build, options);
  try {
    return await runScript(board, script);
  } finally {
    await board.close();
  }
}

async function offer(build: string, options: DeviceOptions): Promise<Ending> {
  const outlet = await openOutlet(options);
  let board: HeadlessBoard | null = null;
  try {
    board = await HeadlessBoard.open(build, options);
    return await runLines(board, outlet, options);
  } finally {
    outlet.close();
    await board?.close();
  }
}
